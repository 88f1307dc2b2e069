import { expandCommand } from "./command/pieces.ts";
import type { Piece } from "./command/pieces.ts";
import { SECOND_SHELL_REASON, buildScript, SHELL_SAFE } from "./command/shell-script.ts";
import { splitWords } from "./command/shell-words.ts";
import type { MacroContext } from "./macro/macro-context.ts";

/** Check command of one host or service, with macros replaced. */
export interface CommandLine {
  /** For operators: all macros replaced except secrets. */
  readonly shown: string;
  readonly start: CommandStart;
}

export type CommandStart =
  /** Program and arguments, each one word. Shell text runs as `/bin/sh -c`. */
  | { readonly kind: "argv"; readonly argv: readonly [string, ...string[]] }
  | { readonly kind: "unusable"; readonly reason: string };

/** Maximum length in characters, with macros replaced. Linux limits a single argument to 131,071 bytes. */
export const MAX_COMMAND_LENGTH = 32_768;

/**
 * Builds the program and arguments from a `command_line` and the arguments of its call. Configuration text (`$ARGn$`,
 * `$USERn$`, custom variables, macros of the program) is inserted before the line is split, as Nagios does. A value
 * that names a monitored object, or comes from one, is part of one argument, and no shell ever reads it as script text.
 */
export function buildCommandLine(line: string, args: readonly string[], context: MacroContext): CommandLine {
  const { pieces, shown } = expandCommand(line, args, context);
  const length = pieces.reduce((sum, piece) => sum + (piece.kind === "text" ? piece.text : piece.value).length, 0);
  if (length > MAX_COMMAND_LENGTH) {
    return {
      shown: shown.slice(0, 1000),
      start: unusable(`the command line has ${length} characters, ${MAX_COMMAND_LENGTH} are the limit`),
    };
  }
  return { shown, start: commandStartOf(pieces) };
}

function commandStartOf(pieces: readonly Piece[]): CommandStart {
  const split = splitWords(pieces);
  switch (split.kind) {
    case "words":
      return startDirectly(split.words, pieces);
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

function startDirectly([program, ...others]: readonly string[], pieces: readonly Piece[]): CommandStart {
  if (program === undefined || program === "") return unusable("the command line is empty");
  const isShellSafe = pieces.every((piece) => piece.kind === "text" || SHELL_SAFE.test(piece.value));
  if (!isShellSafe && givesValueToShell(pieces)) return unusable(SECOND_SHELL_REASON);
  return { kind: "argv", argv: [program, ...others] };
}

/** Returns true if a value is inside the script of a `sh -c`, where that shell would interpret it. */
function givesValueToShell(pieces: readonly Piece[]): boolean {
  const split = splitWords(pieces.map((piece) => (piece.kind === "text" ? piece : { kind: "value", value: "\0" })));
  if (split.kind !== "words") return false;
  const shell = split.words.findIndex((word) => /(^|\/)(ba|da|a|k|mk|z)?sh$/.test(word));
  if (shell === -1) return false;
  const option = split.words.findIndex((word, at) => at > shell && /^-[a-z]*c$/.test(word));
  return option !== -1 && (split.words[option + 1] ?? "").includes("\0");
}

const unusable = (reason: string): CommandStart => ({ kind: "unusable", reason });
