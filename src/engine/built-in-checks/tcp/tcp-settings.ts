import { isInteger, isPositiveInteger, leadingInteger } from "../c-numbers.ts";
import { leadingNumber } from "../../../lib/leading-number.ts";
import { readExpiryLimits, type ExpiryLimits } from "../certificate-expiry.ts";
import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { KindOutcome } from "../kind.ts";
import type { AddressFamily } from "../open-socket.ts";

/** Settings of a check_tcp command line. Times in seconds. */
export interface TcpSettings {
  /** As given; null if none (127.0.0.1 is checked, and the text names no host). */
  readonly host: string | null;
  readonly port: number;
  readonly family: AddressFamily;
  readonly send: string | null;
  readonly quit: string | null;
  readonly expected: readonly string[];
  readonly expectsAll: boolean;
  readonly refusedState: 0 | 1 | 2;
  readonly mismatchState: 0 | 1 | 2;
  readonly hidesResponse: boolean;
  readonly maxBytes: number | null;
  readonly delay: number;
  readonly usesTls: boolean;
  readonly serverName: string | null;
  readonly expiry: ExpiryLimits | null;
  readonly warning: number | null;
  readonly critical: number | null;
  readonly timeout: number;
}

type Draft = { -readonly [Key in keyof TcpSettings]: TcpSettings[Key] };

const checkTcpProgram = program(
  "check_tcp",
  "-H host -p port [-w seconds] [-c seconds] [-t seconds] [-E] [-s send] [-e expect]... [-A] [-q quit] " +
    "[-m bytes] [-d seconds] [-r ok|warn|crit] [-M ok|warn|crit] [-j] [-4|-6] [-S] [--sni name] " +
    "[-D warn days[,crit days]]",
  [
    "H hostname=ADDRESS",
    "p port=INTEGER",
    "4 use-ipv4",
    "6 use-ipv6",
    "E escape",
    "s send=STRING",
    "e expect=STRING",
    "A all",
    "q quit=STRING",
    "r refuse=STATE",
    "M mismatch=STATE",
    "j jail",
    "m maxbytes=INTEGER",
    "d delay=INTEGER",
    "D certificate=DAYS",
    "S ssl",
    "- sni=STRING",
    "w warning=DOUBLE",
    "c critical=DOUBLE",
    "t timeout=INTEGER",
    "v verbose",
  ],
);

const defaults: TcpSettings = {
  host: null,
  port: 0,
  family: 0,
  send: null,
  quit: null,
  expected: [],
  expectsAll: false,
  refusedState: 2,
  mismatchState: 1,
  hidesResponse: false,
  maxBytes: null,
  delay: 0,
  usesTls: false,
  serverName: null,
  expiry: null,
  warning: null,
  critical: null,
  timeout: 10,
};
const states: Readonly<Record<string, 0 | 1 | 2>> = { ok: 0, warn: 1, crit: 2 };

export function readTcpSettings(args: readonly string[]): TcpSettings | KindOutcome {
  if (args.length === 0) return wrongUsage(checkTcpProgram, "No arguments found");
  const given = readCommandLine(checkTcpProgram, args);
  if (isOutcome(given)) return given;
  const draft: Draft = { ...defaults };
  let escapes = false;
  for (const { key, value } of given.options) {
    if (key === "E") escapes = true;
    else if (key === "s") draft.send = escapes ? unescape(value) : value;
    else if (key === "q") draft.quit = escapes ? unescape(value) : `${value}\r\n`;
    else {
      const problem = apply(draft, key, value);
      if (problem !== null) return wrongUsage(checkTcpProgram, problem);
    }
  }
  return draft;
}

// One case per option: long, but easy to compare with the plugin's help.
function apply(draft: Draft, key: string, value: string): string | null {
  switch (key) {
    case "H":
      draft.host = value;
      return null;
    case "p":
      return applyPort(draft, value);
    case "4":
      draft.family = 4;
      return null;
    case "6":
      draft.family = 6;
      return null;
    case "e":
      draft.expected = [...draft.expected, value];
      return null;
    case "A":
      draft.expectsAll = true;
      return null;
    case "r":
      return applyState(draft, "refusedState", "Refuse", value);
    case "M":
      return applyState(draft, "mismatchState", "Mismatch", value);
    case "j":
      draft.hidesResponse = true;
      return null;
    case "m":
      return applyPositive(draft, "maxBytes", "Maxbytes", value);
    case "d":
      return applyPositive(draft, "delay", "Delay", value);
    case "t":
      return applyPositive(draft, "timeout", "Timeout interval", value);
    case "D":
      return applyExpiry(draft, value);
    case "S":
      draft.usesTls = true;
      return null;
    case "sni":
      draft.serverName = value;
      return null;
    case "w":
      draft.warning = leadingNumber(value);
      return null;
    case "c":
      draft.critical = leadingNumber(value);
      return null;
    default:
      return null;
  }
}

function applyPort(draft: Draft, value: string): string | null {
  const port = leadingInteger(value);
  if (!isInteger(value) || port < 1) return "Port must be a positive integer";
  if (port > 65_535) return "Port must not be above 65535";
  draft.port = port;
  return null;
}

function applyPositive(
  draft: Draft,
  field: "maxBytes" | "delay" | "timeout",
  name: string,
  value: string,
): string | null {
  if (!isPositiveInteger(value)) return `${name} must be a positive integer`;
  draft[field] = leadingInteger(value);
  return null;
}

function applyState(draft: Draft, field: "refusedState" | "mismatchState", name: string, value: string): string | null {
  const state = states[value.toLowerCase()];
  if (state === undefined) return `${name} must be one of ok, warn, crit`;
  draft[field] = state;
  return null;
}

function applyExpiry(draft: Draft, value: string): string | null {
  const limits = readExpiryLimits(value);
  if (typeof limits === "string") return `Invalid certificate expiration period - ${limits}`;
  draft.expiry = limits;
  draft.usesTls = true;
  return null;
}

/** Decodes `\n`, `\r`, `\t`, `\\`; before any other character the backslash is dropped. */
function unescape(text: string): string {
  const letters: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  return text.replace(/\\(.?)/gs, (_all, letter: string) => letters[letter] ?? letter);
}
