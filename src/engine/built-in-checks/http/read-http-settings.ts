import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { KindOutcome } from "../kind.ts";
import {
  applyExpiry,
  applyHostName,
  applyMaxAge,
  applyMaxRedirects,
  applyPort,
  applyRange,
  applyRedirect,
  applyRegex,
  applySize,
  applyTimeout,
  applyTls,
  methodsOf,
  portOf,
  type Draft,
  type OptionProblem,
} from "./http-option-values.ts";
import type { HttpSettings } from "./http-settings.ts";

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
  return {
    ...settings,
    address,
    port: givenPort ?? headerPort ?? (draft.tls === null ? 80 : 443),
    timeout: timeoutOf(draft),
  };
}

/** The plugin waits for the answer that is critical for its time. */
function timeoutOf({ timeout, critical }: Draft): number {
  return critical !== null && Number.isFinite(critical.end) && critical.end > timeout
    ? Math.trunc(critical.end) + 1
    : timeout;
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
