import type { UnixSeconds } from "../../lib/clock.ts";
import {
  ARGUMENTS,
  argumentValue,
  EXPECTED,
  type ArgumentName,
  type ArgumentRule,
  type ArgumentValue,
} from "./command-arguments.ts";
import { COMMANDS } from "./all-commands.ts";
import type { CommandRule, SUPPORTED_COMMANDS } from "./supported-commands.ts";
import { UNSUPPORTED_COMMANDS } from "./unsupported-commands.ts";
import { counted } from "../../lib/counted.ts";

export type CommandName = keyof typeof SUPPORTED_COMMANDS;
export type ArgumentsOf<N extends CommandName> = {
  readonly [A in (typeof SUPPORTED_COMMANDS)[N]["args"][number]]: ArgumentValue<A>;
};

/**
 * Parsed line of the command file. `at` is the time in its brackets. The arguments are those in the rule of its name.
 */
export interface ExternalCommand {
  readonly name: string;
  readonly at: UnixSeconds;
  readonly args: Readonly<Record<string, unknown>>;
}

/** `unknown`: not a command of Nagios. `not-supported`: a command of Nagios that Vigie does not execute. */
export interface CommandError {
  readonly error: "malformed" | "unknown" | "not-supported";
  readonly reason: string;
  /** Of an unknown command. */
  readonly name?: string;
}

/**
 * Parses `[unix seconds] NAME;argument;…` (Nagios external commands). White space around the line is ignored. If the
 * last argument is a text, it keeps its semicolons. The reason of an error names the argument and the expected value.
 */
export function parseExternalCommand(line: string): ExternalCommand | CommandError {
  const text = line.trim();
  const close = text.indexOf("]");
  const time = text.slice(1, close);
  if (!text.startsWith("[") || !/^\d{1,12}$/.test(time))
    return malformed(`expected [unix seconds] NAME;arguments, found '${shortened(text)}'`);
  const body = text.slice(close + 1).trimStart();
  const semicolon = body.indexOf(";");
  const name = semicolon === -1 ? body : body.slice(0, semicolon);
  const rule = COMMANDS.get(name);
  if (rule === undefined) return refusalOf(name);
  const args = readArguments(rule, body, semicolon + 1);
  if (typeof args === "string") return malformed(`${name}: ${args}`);
  return { name, at: Number(time), args };
}

function refusalOf(name: string): CommandError {
  if (name === "") return malformed("the name of the command is missing");
  const why = UNSUPPORTED_COMMANDS.get(name);
  if (why === undefined) return { error: "unknown", reason: `unknown command '${shortened(name)}'`, name };
  return { error: "not-supported", reason: `${name} is a command of Nagios that Vigie does not execute (${why})` };
}

const malformed = (reason: string): CommandError => ({ error: "malformed", reason });

const MAX_QUOTE_LENGTH = 80;
const shortened = (text: string): string =>
  text.length > MAX_QUOTE_LENGTH ? `${text.slice(0, MAX_QUOTE_LENGTH)}…` : text;

/**
 * Values by name, or the reason of the error. The arguments start at `from`, which is 0 if the line ends with the
 * name.
 */
function readArguments({ args }: CommandRule, body: string, from: number): Record<string, unknown> | string {
  const values: Record<string, unknown> = {};
  let next = from;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    const rule: ArgumentRule = ARGUMENTS[arg];
    const end = next === 0 || rule.kind === "text-to-end" ? -1 : body.indexOf(";", next);
    const text = next === 0 ? null : body.slice(next, end === -1 ? undefined : end);
    next = end + 1;
    const value = valueOf(rule, text);
    if (value === undefined) return wrongArgument(arg, index, rule, text);
    values[arg] = value;
  }
  // Some scripts end every command with a semicolon.
  const left = next === 0 ? "" : body.slice(next);
  if (!/^;*$/.test(left)) {
    return `expected ${counted(args.length, "argument")}, found more: '${shortened(left)}'`;
  }
  return values;
}

function valueOf({ kind, absent }: ArgumentRule, text: string | null): unknown {
  if (text === null || text === "") return absent;
  return argumentValue(kind, text);
}

function wrongArgument(arg: ArgumentName, index: number, { kind }: ArgumentRule, text: string | null): string {
  const found = text === null ? "nothing" : text === "" ? "an empty text" : `'${shortened(text)}'`;
  return `argument ${index + 1} (${arg}): expected ${EXPECTED[kind]}, found ${found}`;
}
