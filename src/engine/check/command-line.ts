import { namedVariables } from "./command/named-variables.ts";
import type { Variable } from "./command/named-variables.ts";
import { expandCommand } from "./command/pieces.ts";
import type { Piece } from "./command/pieces.ts";
import { buildScript } from "./command/shell-script.ts";
import { splitWords } from "./command/shell-words.ts";
import { unprovenPlaceInScript, unprovenPlaceInWords } from "./command/value-places.ts";
import { maskSecrets, type Secret } from "../../lib/mask-secrets.ts";
import { knownSecrets, secretsOfNotification } from "../../model/known-secrets.ts";
import type { MacroContext } from "./macro/macro-context.ts";

/** Check command of one host or service, with macros replaced. */
export interface CommandLine {
  /** For operators: all macros replaced except secrets, without the known secrets that are in plain text. */
  readonly shown: string;
  readonly start: CommandStart;
}

export type CommandStart =
  /** Program and arguments, each one word. Shell text runs as `/bin/sh -c`. */
  | {
      readonly kind: "argv";
      readonly argv: readonly [string, ...string[]];
      /** Macros that the line names as `$VIGIE_…`. */
      readonly variables: readonly Variable[];
    }
  | { readonly kind: "unusable"; readonly reason: string };

/** Maximum length in characters, with macros replaced. Linux limits a single argument to 131,071 bytes. */
export const MAX_COMMAND_LENGTH = 32_768;

/**
 * Builds the program and arguments from a `command_line` and the arguments of its call. Configuration text (`$ARGn$`,
 * `$USERn$`, custom variables, macros of the program) is inserted before the line is split, as Nagios does. A value
 * that names a monitored object, or comes from one, is part of one argument. One with shell signs is passed only where
 * it provably stays an argument, the input or the environment of a program; otherwise the line is refused.
 *
 * A secret with quotes or shell signs is one argument of a built-in check, as no shell may get it to see.
 */
export function buildCommandLine(
  line: string,
  args: readonly string[],
  context: MacroContext,
  isBuiltIn: (program: string) => boolean = () => false,
): CommandLine {
  const { pieces, ...expanded } = expandCommand(line, args, context);
  const shown = maskSecrets(expanded.shown, secretsOf(context));
  const length = pieces.reduce((sum, piece) => sum + (piece.kind === "text" ? piece.text : piece.value).length, 0);
  if (length > MAX_COMMAND_LENGTH) {
    return {
      shown: shown.slice(0, 1000),
      start: unusable(`the command line has ${length} characters, ${MAX_COMMAND_LENGTH} are the limit`),
    };
  }
  const words = isBuiltIn(firstWord(line)) ? wordsOfBuiltIn(line, args, context, pieces) : null;
  if (words !== null) return { shown, start: { kind: "argv", argv: words, variables: [] } };
  return { shown, start: commandStartOf(pieces, context, isPlain) };
}

const firstWord = (line: string): string => /^\s*(\S*)/.exec(line)![1]!;

/** Null if the line needs a shell for another reason than its secrets. */
function wordsOfBuiltIn(
  line: string,
  args: readonly string[],
  context: MacroContext,
  pieces: readonly Piece[],
): readonly [string, ...string[]] | null {
  const asText = splitWords(pieces);
  const split = asText.kind === "words" ? asText : splitWords(expandCommand(line, args, context, true).pieces);
  return split.kind === "words" ? (split.words as readonly [string, ...string[]]) : null;
}

/**
 * Reason why a command line will be refused when it runs, now or with another text of a plugin or a person; null if it
 * will not be.
 */
export function foreseenRefusal(
  line: string,
  args: readonly string[],
  context: MacroContext,
  isBuiltIn: (program: string) => boolean = () => false,
): string | null {
  const { pieces } = expandCommand(line, args, context);
  if (isBuiltIn(firstWord(line)) && wordsOfBuiltIn(line, args, context, pieces) !== null) return null;
  const start = commandStartOf(pieces, context, (piece) => piece.isFreeText !== true && isPlain(piece));
  return start.kind === "unusable" ? start.reason : null;
}

type Value = Extract<Piece, { readonly kind: "value" }>;

function commandStartOf(
  pieces: readonly Piece[],
  context: MacroContext,
  isHarmless: (value: Value) => boolean,
): CommandStart {
  const variables = namedVariables(pieces, context);
  const needsProof = variables.length > 0 || pieces.some((piece) => piece.kind === "value" && !isHarmless(piece));
  const split = splitWords(pieces);
  switch (split.kind) {
    case "words": {
      const [program, ...others] = split.words;
      if (program === undefined || program === "") return unusable("the command line is empty");
      const place = needsProof ? unprovenPlaceInWords(wordsWithSlots(pieces)) : null;
      if (place !== null) return unusable(unprovenReason(place, context));
      return { kind: "argv", argv: [program, ...others], variables };
    }
    case "unclosed-quote":
      return unusable("a quote in the command line is not closed");
    case "needs-shell": {
      const built = buildScript(pieces);
      if (built.kind === "unusable") return built;
      const place = needsProof ? unprovenPlaceInScript(built.script) : null;
      if (place !== null) return unusable(unprovenReason(place, context));
      return { kind: "argv", argv: ["/bin/sh", "-c", built.script, "sh", ...built.values], variables };
    }
  }
}

/** Words of a line as JSON, with each value replaced by NUL. */
function wordsWithSlots(pieces: readonly Piece[]): string {
  const split = splitWords(pieces.map((piece) => (piece.kind === "text" ? piece : { kind: "value", value: "\0" })));
  return JSON.stringify(split.kind === "words" ? split.words : []);
}

/** Names may have spaces; text of plugins and people may not. */
function isPlain({ value, isFreeText = false }: Value): boolean {
  return (isFreeText ? PLAIN_TEXT : PLAIN_NAME).test(value);
}

const PLAIN_TEXT = /^(?!-)[\p{L}\p{N}._:/@%+,-]*$/u;
const PLAIN_NAME = /^(?!-)(?:[\p{L}\p{N}._:/@%+,=-]| (?!-))*$/u;

/** The place quotes the command line, with its secrets. */
const unprovenReason = (place: string, context: MacroContext): string =>
  `a value with shell signs might be read by a second shell or as code (${maskSecrets(place, secretsOf(context))}): ` +
  'pass it as an argument of the program itself, or as "$VIGIE_…" in its environment';

const secretsOf = ({ resource, inventory, contact }: MacroContext): readonly Secret[] =>
  contact === undefined ? knownSecrets(resource, inventory) : secretsOfNotification(resource, inventory, contact);

const unusable = (reason: string): CommandStart => ({ kind: "unusable", reason });
