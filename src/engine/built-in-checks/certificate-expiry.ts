import type { UnixSeconds } from "../../lib/clock.ts";
import { outcome } from "./outcome.ts";
import type { KindOutcome } from "./kind.ts";
import { leadingInteger, isNonNegativeInteger } from "./c-numbers.ts";

/** Days of validity left: WARNING at or below the first, CRITICAL at or below the second. */
export interface ExpiryLimits {
  readonly warningDays: number;
  readonly criticalDays: number;
}

/** Fields used from `getPeerCertificate()`. */
export interface CertificateDates {
  readonly commonName: string;
  readonly validTo: UnixSeconds;
}

const day = 86_400;

/** Parses `30` or `30,14`. A returned text is the part that is not a number of days. */
export function readExpiryLimits(text: string): ExpiryLimits | string {
  const comma = text.indexOf(",");
  const warning = comma < 0 ? text : text.slice(0, comma);
  const critical = comma < 0 ? "" : text.slice(comma + 1);
  if (!isNonNegativeInteger(warning)) return warning;
  if (!isNonNegativeInteger(critical)) return critical;
  return { warningDays: leadingInteger(warning), criticalDays: leadingInteger(critical) };
}

/** Extracts name and end date from `getPeerCertificate()`, which is empty without a certificate: null then. */
export function certificateDates(certificate: {
  readonly subject?: { readonly CN?: string | string[] };
  readonly valid_to?: string;
}): CertificateDates | null {
  if (certificate.valid_to === undefined) return null;
  const name = certificate.subject?.CN;
  return {
    commonName: (Array.isArray(name) ? name.at(-1) : name) ?? "Unknown CN",
    validTo: Date.parse(certificate.valid_to) / 1000,
  };
}

/** Text and state that check_tcp -D and check_http -C give for a certificate. */
export function judgeExpiry(
  { commonName, validTo }: CertificateDates,
  limits: ExpiryLimits,
  now: UnixSeconds,
): KindOutcome {
  const left = validTo - Math.floor(now);
  const daysLeft = Math.trunc(left / day);
  const until = inUtc(validTo);
  const state = daysLeft > limits.criticalDays ? "WARNING" : "CRITICAL";
  const code = state === "WARNING" ? 1 : 2;
  if (left < 0) return outcome(2, `CRITICAL - Certificate '${commonName}' expired on ${until}.\n`);
  if (daysLeft === 0) {
    const remaining = left >= 3600 ? `${Math.floor(left / 3600)} hours` : `${Math.floor(left / 60)} minutes`;
    return outcome(code, `${state} - Certificate '${commonName}' expires in ${remaining} (${until})\n`);
  }
  if (daysLeft <= limits.warningDays) {
    return outcome(code, `${state} - Certificate '${commonName}' expires in ${daysLeft} day(s) (${until}).\n`);
  }
  return outcome(0, `OK - Certificate '${commonName}' will expire on ${until}.\n`);
}

/** Formats `Tue Nov 23 04:50:36 2027 +0000`, as the plugins do in every time zone. */
function inUtc(time: UnixSeconds): string {
  const [weekday, dayOfMonth, month, year, clock] = new Date(time * 1000).toUTCString().replace(",", "").split(" ");
  return `${weekday!} ${month!} ${dayOfMonth!.replace(/^0/, " ")} ${clock!} ${year!} +0000`;
}
