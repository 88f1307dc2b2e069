import { expectationOf } from "./check-values.ts";
import { textOf, type Directives } from "./definition.ts";
import type { DirectiveKind } from "./directives.ts";
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
  kind: DirectiveKind,
  absent: number | null,
): number | null {
  const text = textOf(directives, name);
  if (text === null) return null;
  return text === undefined || expectationOf(kind, text) !== null ? absent : Number(text);
}

/** A flag, 0 or 1; null if the directive is `null`. */
export function flagOf(directives: Directives, name: string, absent: boolean): boolean | null {
  const text = textOf(directives, name);
  if (text === null) return null;
  return text === "0" || text === "1" ? text === "1" : absent;
}

/** The states named by letters; null if there are no letters. */
export function statesOf(directives: Directives, name: string, kind: StateLettersKind): ReadonlySet<number> | null {
  const text = textOf(directives, name);
  const parsed = text ? parseStateLetters(text, kind) : null;
  return parsed !== null && "states" in parsed ? parsed.states : null;
}
