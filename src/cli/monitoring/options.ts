import { InvalidArgumentError } from "commander";

const MAX_LISTED = 100_000;

/** Reads `--limit`. */
export function limitOption(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MAX_LISTED) return limit;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${MAX_LISTED}.`);
}

/** Reads a comment: one line that is not empty. */
export function commentOption(text: string): string {
  if (text.trim() !== "" && !/[\n\r\0]/.test(text)) return text;
  throw new InvalidArgumentError("Expected a text of one line.");
}

/** Reads names of states, such as `down` or `warning,critical`, as codes. */
export const statesOption =
  (names: readonly string[]) =>
  (text: string): readonly number[] =>
    text.split(",").map((word) => {
      const code = [...names, "PENDING"].indexOf(word.trim().toUpperCase());
      if (code === -1)
        throw new InvalidArgumentError(
          `Expected ${[...names, "PENDING"].join(", ").toLowerCase()}, or several of them.`,
        );
      return code === names.length ? 4 : code;
    });

export const HOST_STATES = ["UP", "DOWN", "UNREACHABLE"] as const;
export const SERVICE_STATES = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

export const DEFAULT_LIMIT = 1000;
