import { textOf, type Directives } from "./definition.ts";
import { readNumber, type NumericKind } from "./numeric-values.ts";
import { parseStateLetters, type StateLettersKind } from "./state-letters.ts";

// Invalid values have been reported by `checkValues` and count as absent here.

/** A text; `absent` if the directive is missing, null if it is `null`. */
export function valueOf(directives: Directives, name: string, absent: string): string | null {
  const text = textOf(directives, name);
  return text === undefined ? absent : text;
}

/** A number; null if the directive is `null`. */
export function numberOf(
  directives: Directives,
  name: string,
  kind: NumericKind,
  absent: number | null,
): number | null {
  const text = textOf(directives, name);
  if (text === null) return null;
  return text === undefined ? absent : (readNumber(kind, text)?.number ?? absent);
}

/** A flag; null if the directive is `null`. */
export function flagOf(directives: Directives, name: string, absent: boolean): boolean | null {
  const number = numberOf(directives, name, "flag", absent ? 1 : 0);
  return number === null ? null : number === 1;
}

/** The states named by letters; null if the directive is missing or `null`. An empty text names none (Nagios 4). */
export function statesOf(directives: Directives, name: string, kind: StateLettersKind): ReadonlySet<number> | null {
  const text = textOf(directives, name);
  const parsed = typeof text === "string" ? parseStateLetters(text, kind) : null;
  return parsed !== null && "states" in parsed ? parsed.states : null;
}
