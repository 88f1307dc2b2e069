import { expandCommand } from "./command/pieces.ts";
import type { Piece } from "./command/pieces.ts";
import { AGAIN, buildScript, SHELL_SAFE } from "./command/shell-script.ts";
import { splitWords } from "./command/shell-words.ts";
import type { MacroContext } from "./macro/macro-context.ts";

/** What a check command comes to for one host or service. */
export interface CommandLine {
  /** For operators: everything replaced but secrets. */
  readonly shown: string;
  readonly start: CommandStart;
}

export type CommandStart =
  /** A program and its arguments, each already one word. Shell text runs as `/bin/sh -c`. */
  | { readonly kind: "argv"; readonly argv: readonly [string, ...string[]] }
  | { readonly kind: "unusable"; readonly reason: string };

/** Characters of a command line with its macros replaced. Linux takes no argument of more than 131,071 bytes. */
export const LONGEST_COMMAND = 32_768;

/**
 * Builds what is run from a `command_line` and the arguments of its call. Text of the configuration (`$ARGn$`, `$USERn$`,
 * custom variables, macros of the program) is inserted before the line is split, as Nagios does; a value that names or comes
 * from what is monitored is part of one argument, and no shell ever reads it as its own text.
 */
export function buildCommandLine(line: string, args: readonly string[], context: MacroContext): CommandLine {
  const { pieces, shown } = expandCommand(line, args, context);
  const length = pieces.reduce((sum, piece) => sum + (piece.kind === "text" ? piece.text : piece.value).length, 0);
  if (length > LONGEST_COMMAND) {
    return {
      shown: shown.slice(0, 1000),
      start: unusable(`the command line has ${length} characters, ${LONGEST_COMMAND} are the limit`),
    };
  }
  return { shown, start: startOf(pieces) };
}

function startOf(pieces: readonly Piece[]): CommandStart {
  const split = splitWords(pieces);
  switch (split.kind) {
    case "words":
      return directly(split.words, pieces);
    case "unclosed-quote":
      return unusable("a quote in the command line is not closed");
    case "needs-shell": {
      const built = buildScript(pieces);
      return built.kind === "unusable"
        ? built
        : { kind: "argv", argv: ["/bin/sh", "-c", built.script, "sh", ...built.values] };
    }
  }
}

function directly([program, ...others]: readonly string[], pieces: readonly Piece[]): CommandStart {
  if (program === undefined || program === "") return unusable("the command line is empty");
  const isHarmless = pieces.every((piece) => piece.kind === "text" || SHELL_SAFE.test(piece.value));
  if (!isHarmless && givesValueToShell(pieces)) return unusable(AGAIN);
  return { kind: "argv", argv: [program, ...others] };
}

/** Whether a value stands in the script of a `sh -c`, which that shell reads as its own text. */
function givesValueToShell(pieces: readonly Piece[]): boolean {
  const split = splitWords(pieces.map((piece) => (piece.kind === "text" ? piece : { kind: "value", value: "\0" })));
  if (split.kind !== "words") return false;
  const shell = split.words.findIndex((word) => /(^|\/)(ba|da|a|k|mk|z)?sh$/.test(word));
  if (shell === -1) return false;
  const option = split.words.findIndex((word, at) => at > shell && /^-[a-z]*c$/.test(word));
  return option !== -1 && (split.words[option + 1] ?? "").includes("\0");
}

const unusable = (reason: string): CommandStart => ({ kind: "unusable", reason });
