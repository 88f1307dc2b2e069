import { Refusal } from "../../model/refusal.ts";
import { mistakesByField, type SchemaMistake } from "./schema-mistake.ts";
import { counted } from "../../lib/counted.ts";

// Limits the answer to a body of a million one-letter fields to about a page.
const MAX_LINES = 100;

/** Mistake in a body. `field` is empty if the mistake concerns the whole body. */
export interface BodyMistake {
  readonly field: string;
  readonly text: string;
  /** What was expected and found, of a difference from a schema. */
  readonly mistake?: SchemaMistake | null;
}

/** Refuses with `invalid-body` (contract §3.3) and one line per mistake. Does nothing if there are none. */
export function refuseMistakes(mistakes: readonly BodyMistake[]): void {
  if (mistakes.length === 0) return;
  const fields = mistakesByField(mistakes.slice(0, MAX_LINES));
  throw new Refusal("invalid-body", linesOf(mistakes, lineOf).join("\n"), {
    params: paramsOf(mistakes),
    ...(Object.keys(fields).length > 0 && { fields }),
  });
}

/** Refuses with `invalid-body` because of one field. */
export function refuseField(field: string, text: string): never {
  throw new Refusal("invalid-body", lineOf({ field, text }), { params: paramsOf([{ field, text }]) });
}

/**
 * Refuses like `refuseMistakes`, in the format of bulk and newer routes (later versions §3, 6): `[field] text`, each
 * line terminated.
 */
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
  const lines = mistakes.slice(0, MAX_LINES).map(line);
  return mistakes.length > MAX_LINES
    ? [...lines, `… and ${counted(mistakes.length - MAX_LINES, "more error")}`]
    : lines;
}

const paramsOf = (mistakes: readonly BodyMistake[]) => ({
  fields: [...new Set(mistakes.slice(0, MAX_LINES).map(({ field }) => field))].filter((field) => field !== ""),
});

const lineOf = ({ field, text }: BodyMistake): string => `Error on '${field}': ${text}`;
