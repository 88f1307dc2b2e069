import { isInteger, leadingInteger } from "../c-numbers.ts";
import { readExpiryLimits, type ExpiryLimits } from "../certificate-expiry.ts";
import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { KindOutcome } from "../kind.ts";
import type { AddressFamily } from "../open-socket.ts";
import { outcome } from "../outcome.ts";
import { compilePosixRegex, type TextMatcher } from "../posix-regex.ts";
import { parseRange, type Range } from "../../../model/threshold-range.ts";
import { readTlsVersions, type TlsVersions } from "./tls-versions.ts";

export type OnRedirect = "ok" | "warning" | "critical" | "follow" | "sticky" | "stickyport";

/** Settings of a check_http command line. Times in seconds, sizes in bytes. */
export interface HttpSettings {
  /** -H, without the port. */
  readonly hostName: string | null;
  /** -H as given, for the Host header. */
  readonly hostHeader: string | null;
  /** -I, or the host name. */
  readonly address: string;
  readonly port: number;
  readonly family: AddressFamily;
  readonly url: string;
  readonly method: string;
  /** Method used inside the tunnel with `-j CONNECT:METHOD`. */
  readonly tunnelMethod: string;
  readonly body: string | null;
  readonly contentType: string;
  readonly headers: readonly string[];
  readonly userAgent: string;
  readonly authorization: string | null;
  readonly proxyAuthorization: string | null;
  readonly tls: TlsVersions | null;
  readonly sendsServerName: boolean;
  readonly clientCertificateFile: string | null;
  readonly privateKeyFile: string | null;
  readonly expiry: ExpiryLimits | null;
  readonly continuesAfterCertificate: boolean;
  readonly expectedStatus: string;
  readonly hasExpectedStatus: boolean;
  readonly expectedHeader: string;
  readonly expectedText: string;
  readonly regex: TextMatcher | null;
  readonly invertsRegex: boolean;
  readonly skipsBody: boolean;
  readonly maxAge: number | null;
  readonly minSize: number;
  readonly maxSize: number;
  readonly onRedirect: OnRedirect;
  readonly maxRedirects: number;
  readonly warning: Range | null;
  readonly critical: Range | null;
  /** 0 for none. */
  readonly timeout: number;
  readonly showsBody: boolean;
  readonly showsLink: boolean;
  readonly hasExtendedPerfdata: boolean;
}

export const checkHttpProgram = program(
  "check_http",
  "-H vhost | -I address [-u path] [-p port] [-S[version[+]]] [--sni] [-C warn days[,crit days]] [-e status] " +
    "[-s text] [-r regex] [-w seconds] [-c seconds] [-t seconds] " +
    "[-f ok|warning|critical|follow|sticky|stickyport] and more: see docs/built-in-checks.md",
  [
    "H hostname=ADDRESS",
    "I IP-address=ADDRESS",
    "p port=INTEGER",
    "4 use-ipv4",
    "6 use-ipv6",
    "S ssl[=VERSION]",
    "- sni",
    "C certificate=DAYS",
    "- continue-after-certificate",
    "J client-cert=FILE",
    "K private-key=FILE",
    "e expect=STRING",
    "d header-string=STRING",
    "s string=STRING",
    "u url=PATH",
    "P post=STRING",
    "j method=STRING",
    "N no-body",
    "M max-age=SECONDS",
    "T content-type=STRING",
    "l linespan",
    "r regex=STRING ereg=STRING",
    "R eregi=STRING",
    "- invert-regex",
    "a authorization=PAIR",
    "b proxy-authorization=PAIR",
    "A useragent=STRING",
    "k header=STRING",
    "E extended-perfdata",
    "B show-body",
    "L link",
    "f onredirect=STATE",
    "- max-redirs=INTEGER",
    "m pagesize=RANGE",
    "w warning=DOUBLE",
    "c critical=DOUBLE",
    "t timeout=INTEGER",
    "v verbose",
  ],
);

type Draft = { -readonly [Key in keyof HttpSettings]: HttpSettings[Key] } & {
  givenAddress: string | null;
  givenPort: number | null;
  spansLines: boolean;
};
/** Error in an option: a sentence printed with the usage text, or an outcome if the plugin has its own text. */
type OptionProblem = string | KindOutcome | null;

const redirects: readonly string[] = [
  "ok",
  "warning",
  "critical",
  "follow",
  "sticky",
  "stickyport",
] satisfies OnRedirect[];
const secondsPer: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

export function readHttpSettings(args: readonly string[]): HttpSettings | KindOutcome {
  const given = readCommandLine(checkHttpProgram, args);
  if (isOutcome(given)) return given;
  const draft = startingDraft();
  for (const { key, value, hasValue } of given.options) {
    const problem = apply(draft, key, value, hasValue);
    if (problem !== null) return typeof problem === "string" ? wrongUsage(checkHttpProgram, problem) : problem;
  }
  for (const operand of given.operands) {
    if (draft.givenAddress === null) draft.givenAddress = operand;
    else if (draft.hostHeader === null) applyHostName(draft, operand);
  }
  return complete(draft);
}

function startingDraft(): Draft {
  return {
    hostName: null,
    hostHeader: null,
    address: "",
    port: 80,
    family: 0,
    url: "/",
    method: "GET",
    tunnelMethod: "GET",
    body: null,
    contentType: "application/x-www-form-urlencoded",
    headers: [],
    userAgent: "check_http/v2.3.3 (vigie)",
    authorization: null,
    proxyAuthorization: null,
    tls: null,
    sendsServerName: false,
    clientCertificateFile: null,
    privateKeyFile: null,
    expiry: null,
    continuesAfterCertificate: false,
    expectedStatus: "HTTP/1.",
    hasExpectedStatus: false,
    expectedHeader: "",
    expectedText: "",
    regex: null,
    invertsRegex: false,
    skipsBody: false,
    maxAge: null,
    minSize: 0,
    maxSize: 0,
    onRedirect: "ok",
    maxRedirects: 15,
    warning: null,
    critical: null,
    timeout: 10,
    showsBody: false,
    showsLink: false,
    hasExtendedPerfdata: false,
    givenAddress: null,
    givenPort: null,
    spansLines: false,
  };
}

function complete(draft: Draft): HttpSettings | KindOutcome {
  const address = draft.givenAddress ?? draft.hostName;
  if (address === null) return wrongUsage(checkHttpProgram, "Could not parse arguments");
  const { givenAddress: _address, givenPort, spansLines: _spans, ...settings } = draft;
  const headerPort = draft.givenAddress === null ? portOf(draft.hostHeader) : null;
  return { ...settings, address, port: givenPort ?? headerPort ?? (draft.tls === null ? 80 : 443) };
}

// One case per option: long, but easy to compare with the plugin's help.
function apply(draft: Draft, key: string, value: string, hasValue: boolean): OptionProblem {
  switch (key) {
    case "H":
      applyHostName(draft, value);
      return null;
    case "I":
      draft.givenAddress = value.replace(/^\[(.*)\]$/, "$1");
      return null;
    case "p":
      return applyPort(draft, value);
    case "4":
      draft.family = 4;
      return null;
    case "6":
      draft.family = 6;
      return null;
    case "S":
      return applyTls(draft, hasValue ? value : "");
    case "sni":
      draft.sendsServerName = true;
      return null;
    case "C":
      return applyExpiry(draft, value);
    case "continue-after-certificate":
      draft.continuesAfterCertificate = true;
      return null;
    case "J":
      draft.clientCertificateFile = value;
      draft.tls ??= {};
      return null;
    case "K":
      draft.privateKeyFile = value;
      draft.tls ??= {};
      return null;
    case "e":
      draft.expectedStatus = value;
      draft.hasExpectedStatus = true;
      return null;
    case "d":
      draft.expectedHeader = value;
      return null;
    case "s":
      draft.expectedText = value;
      return null;
    case "u":
      draft.url = value;
      return null;
    case "P":
      draft.body = value;
      if (draft.method === "GET") draft.method = "POST";
      return null;
    case "j":
      [draft.method, draft.tunnelMethod] = methodsOf(value);
      return null;
    case "N":
      draft.skipsBody = true;
      return null;
    case "M":
      return applyMaxAge(draft, value);
    case "T":
      draft.contentType = value;
      return null;
    case "l":
      draft.spansLines = true;
      return null;
    case "r":
      return applyRegex(draft, value, false);
    case "R":
      return applyRegex(draft, value, true);
    case "invert-regex":
      draft.invertsRegex = true;
      return null;
    case "a":
      draft.authorization = value;
      return null;
    case "b":
      draft.proxyAuthorization = value;
      return null;
    case "A":
      draft.userAgent = value;
      return null;
    case "k":
      draft.headers = [...draft.headers, value];
      return null;
    case "E":
      draft.hasExtendedPerfdata = true;
      return null;
    case "B":
      draft.showsBody = true;
      return null;
    case "L":
      draft.showsLink = true;
      return null;
    case "f":
      return applyRedirect(draft, value);
    case "max-redirs":
      return applyMaxRedirects(draft, value);
    case "m":
      return applySize(draft, value);
    case "w":
      return applyRange(draft, "warning", value);
    case "c":
      return applyRange(draft, "critical", value);
    case "t":
      return applyTimeout(draft, value);
    default:
      return null;
  }
}

function applyHostName(draft: Draft, value: string): void {
  draft.hostHeader = value;
  draft.hostName = value.startsWith("[")
    ? value.replace(/^\[([^\]]*)\].*$/, "$1")
    : value.split(":").length === 2
      ? value.slice(0, value.indexOf(":"))
      : value;
}

/** Port of `host:port` or `[v6]:port`. */
function portOf(hostHeader: string | null): number | null {
  const port = /^(?:\[[^\]]*\]|[^:[\]]*):(\d+)$/.exec(hostHeader ?? "")?.[1];
  return port === undefined || Number(port) > 65_535 ? null : Number(port);
}

function applyPort(draft: Draft, value: string): OptionProblem {
  const port = leadingInteger(value);
  if (!isInteger(value) || value === "" || port < 0 || port > 65_535) return `Invalid port number - ${value}`;
  draft.givenPort = port;
  return null;
}

function applyTls(draft: Draft, version: string): OptionProblem {
  const versions = readTlsVersions(version);
  if (versions === "too-old")
    return outcome(2, `UNKNOWN - SSL protocol version ${version} is not supported by your SSL library.\n`);
  if (versions === null) return "Invalid option - Valid SSL/TLS versions: 2, 3, 1, 1.1, 1.2 (with optional '+' suffix)";
  draft.tls = versions;
  return null;
}

function applyExpiry(draft: Draft, value: string): OptionProblem {
  const limits = readExpiryLimits(value);
  if (typeof limits === "string") return `Invalid certificate expiration period - ${limits}`;
  draft.expiry = limits;
  draft.tls ??= {};
  return null;
}

function applyMaxAge(draft: Draft, value: string): OptionProblem {
  const unit = secondsPer[value.at(-1) ?? ""];
  const number = leadingInteger(value);
  const isReadable = /^\d/.test(value) && (unit !== undefined || /\d$/.test(value));
  // The plugin exits 1 here, not 3.
  if (!isReadable) return outcome(1, `unparsable max-age: ${value}\n`);
  draft.maxAge = number * (unit ?? 1);
  return null;
}

function applyRegex(draft: Draft, value: string, ignoresCase: boolean): OptionProblem {
  const matcher = compilePosixRegex(value, { ignoresCase, byLine: !draft.spansLines });
  if (typeof matcher === "string") return outcome(3, `Could Not Compile Regular Expression: ${matcher}\n`);
  draft.regex = matcher;
  return null;
}

function applyRedirect(draft: Draft, value: string): OptionProblem {
  if (!redirects.includes(value)) return `Invalid onredirect option - ${value}`;
  draft.onRedirect = value as OnRedirect;
  return null;
}

function applyMaxRedirects(draft: Draft, value: string): OptionProblem {
  if (!isInteger(value) || leadingInteger(value) < 0) return `Invalid max_redirs count - ${value}`;
  draft.maxRedirects = leadingInteger(value);
  return null;
}

function applySize(draft: Draft, value: string): OptionProblem {
  const [min, max] = value.split(":");
  // The plugin exits 1 here, not 3.
  if (value.includes(":") && (min === "" || max === "")) return outcome(1, 'Bad format: try "-m min:max"\n');
  draft.minSize = leadingInteger(min!);
  if (max !== undefined) draft.maxSize = leadingInteger(max);
  return null;
}

function applyRange(draft: Draft, field: "warning" | "critical", value: string): OptionProblem {
  const range = parseRange(value);
  if (range === null) return outcome(3, "Range format incorrect\n");
  draft[field] = range;
  return null;
}

function applyTimeout(draft: Draft, value: string): OptionProblem {
  if (!isInteger(value) || leadingInteger(value) < 0) return `Timeout interval must be a positive integer - ${value}`;
  draft.timeout = leadingInteger(value);
  return null;
}

function methodsOf(value: string): [string, string] {
  const colon = value.indexOf(":");
  return colon < 0 ? [value, "GET"] : [value.slice(0, colon), value.slice(colon + 1)];
}
