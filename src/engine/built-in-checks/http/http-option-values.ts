import { isInteger, leadingInteger } from "../c-numbers.ts";
import { readExpiryLimits } from "../certificate-expiry.ts";
import type { KindOutcome } from "../kind.ts";
import { outcome } from "../outcome.ts";
import { compilePosixRegex } from "../posix-regex.ts";
import { parseRange } from "../../../model/threshold-range.ts";
import type { HttpSettings, OnRedirect } from "./http-settings.ts";
import { readTlsVersions } from "./tls-versions.ts";

/** Settings while the options are read. */
export type Draft = { -readonly [Key in keyof HttpSettings]: HttpSettings[Key] } & {
  givenAddress: string | null;
  givenPort: number | null;
  spansLines: boolean;
};
/** Error in an option: a sentence printed with the usage text, or an outcome if the plugin has its own text. */
export type OptionProblem = string | KindOutcome | null;

const redirects: readonly string[] = [
  "ok",
  "warning",
  "critical",
  "follow",
  "sticky",
  "stickyport",
] satisfies OnRedirect[];
const secondsPer: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

export function applyHostName(draft: Draft, value: string): void {
  draft.hostHeader = value;
  draft.hostName = value.startsWith("[")
    ? value.replace(/^\[([^\]]*)\].*$/, "$1")
    : value.split(":").length === 2
      ? value.slice(0, value.indexOf(":"))
      : value;
}

/** Port of `host:port` or `[v6]:port`. */
export function portOf(hostHeader: string | null): number | null {
  const port = /^(?:\[[^\]]*\]|[^:[\]]*):(\d+)$/.exec(hostHeader ?? "")?.[1];
  return port === undefined || Number(port) > 65_535 ? null : Number(port);
}

export function applyPort(draft: Draft, value: string): OptionProblem {
  const port = leadingInteger(value);
  if (!isInteger(value) || value === "" || port < 0 || port > 65_535) return `Invalid port number - ${value}`;
  draft.givenPort = port;
  return null;
}

export function applyTls(draft: Draft, version: string): OptionProblem {
  const versions = readTlsVersions(version);
  if (versions === "too-old")
    return outcome(2, `UNKNOWN - SSL protocol version ${version} is not supported by your SSL library.\n`);
  if (versions === null) return "Invalid option - Valid SSL/TLS versions: 2, 3, 1, 1.1, 1.2 (with optional '+' suffix)";
  draft.tls = versions;
  return null;
}

export function applyExpiry(draft: Draft, value: string): OptionProblem {
  const limits = readExpiryLimits(value);
  if (typeof limits === "string") return `Invalid certificate expiration period - ${limits}`;
  draft.expiry = limits;
  draft.tls ??= {};
  return null;
}

export function applyMaxAge(draft: Draft, value: string): OptionProblem {
  const unit = secondsPer[value.at(-1) ?? ""];
  const number = leadingInteger(value);
  const isReadable = /^\d/.test(value) && (unit !== undefined || /\d$/.test(value));
  // The plugin exits 1 here, not 3.
  if (!isReadable) return outcome(1, `unparsable max-age: ${value}\n`);
  draft.maxAge = number * (unit ?? 1);
  return null;
}

export function applyRegex(draft: Draft, value: string, ignoresCase: boolean): OptionProblem {
  const matcher = compilePosixRegex(value, { ignoresCase, byLine: !draft.spansLines });
  if (typeof matcher === "string") return outcome(3, `Could Not Compile Regular Expression: ${matcher}\n`);
  draft.regex = matcher;
  return null;
}

export function applyRedirect(draft: Draft, value: string): OptionProblem {
  if (!redirects.includes(value)) return `Invalid onredirect option - ${value}`;
  draft.onRedirect = value as OnRedirect;
  return null;
}

export function applyMaxRedirects(draft: Draft, value: string): OptionProblem {
  if (!isInteger(value) || leadingInteger(value) < 0) return `Invalid max_redirs count - ${value}`;
  draft.maxRedirects = leadingInteger(value);
  return null;
}

export function applySize(draft: Draft, value: string): OptionProblem {
  const [min, max] = value.split(":");
  // The plugin exits 1 here, not 3.
  if (value.includes(":") && (min === "" || max === "")) return outcome(1, 'Bad format: try "-m min:max"\n');
  draft.minSize = leadingInteger(min!);
  if (max !== undefined) draft.maxSize = leadingInteger(max);
  return null;
}

export function applyRange(draft: Draft, field: "warning" | "critical", value: string): OptionProblem {
  const range = parseRange(value);
  if (range === null) return outcome(3, "Range format incorrect\n");
  draft[field] = range;
  return null;
}

export function applyTimeout(draft: Draft, value: string): OptionProblem {
  if (!isInteger(value) || leadingInteger(value) < 0) return `Timeout interval must be a positive integer - ${value}`;
  draft.timeout = leadingInteger(value);
  return null;
}

export function methodsOf(value: string): [string, string] {
  const colon = value.indexOf(":");
  return colon < 0 ? [value, "GET"] : [value.slice(0, colon), value.slice(colon + 1)];
}
