import { Refusal } from "../../model/refusal.ts";

// A body of a million one-letter fields gets an answer of a page.
const MOST_LINES = 100;

/** One mistake in a body. `field` is empty when the whole body is meant. */
export interface BodyMistake {
  readonly field: string;
  readonly text: string;
}

/** Refuses with `invalid-body` (contract §3.3) and one line for each mistake. Does nothing without any. */
export function refuseMistakes(mistakes: readonly BodyMistake[]): void {
  if (mistakes.length > 0) throw new Refusal("invalid-body", linesOf(mistakes, lineOf).join("\n"));
}

/** Refuses with `invalid-body` because of one field. */
export function refuseField(field: string, text: string): never {
  throw new Refusal("invalid-body", lineOf({ field, text }));
}

/** As `refuseMistakes`, in the words of mass and newer routes (later versions §3, 6): `[field] text`, each line ended. */
export function throwPhpStyleErrors(mistakes: readonly BodyMistake[]): void {
  const later = ({ field, text }: BodyMistake): string => (field === "" ? text : `[${field}] ${text}`);
  if (mistakes.length > 0)
    throw new Refusal(
      "invalid-body",
      linesOf(mistakes, later)
        .map((line) => `${line}\n`)
        .join(""),
    );
}

function linesOf(mistakes: readonly BodyMistake[], line: (mistake: BodyMistake) => string): readonly string[] {
  const lines = mistakes.slice(0, MOST_LINES).map(line);
  return mistakes.length > MOST_LINES ? [...lines, `… and ${mistakes.length - MOST_LINES} more errors`] : lines;
}

const lineOf = ({ field, text }: BodyMistake): string => `Error on '${field}': ${text}`;
