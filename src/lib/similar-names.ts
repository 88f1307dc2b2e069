import { distance } from "fastest-levenshtein";
import { alternatives } from "./alternatives.ts";

const MAX_SIMILAR = 5;
const MAX_EDITS = 3;
/** Longer names are not compared: the cost grows with the square. */
const MAX_LENGTH = 255;

/**
 * Names most like a mistyped one: those with the fewest edits, whatever the case; without such, those that contain it.
 */
export function similarNames(typed: string, names: Iterable<string>): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "" || wanted.length > MAX_LENGTH) return [];
  let fewest = Infinity;
  let similar: string[] = [];
  for (const name of new Set(names)) {
    const edits = editsBetween(wanted, name.toLowerCase());
    if (edits === null || edits > fewest) continue;
    if (edits < fewest) similar = [];
    fewest = edits;
    similar.push(name);
  }
  return similar.toSorted((one, other) => one.localeCompare(other)).slice(0, MAX_SIMILAR);
}

/** A message that does not end with a full stop, with similar names if there are any. */
export const withSuggestion = (message: string, names: readonly string[]): string =>
  names.length === 0 ? message : `${message}.${didYouMean(names)}`;

/** ` Did you mean …?`; empty without names. */
export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? "" : ` Did you mean ${alternatives(names)}?`;

/** Null if the names are not alike. One that contains the other counts as further away than one with few edits. */
function editsBetween(wanted: string, name: string): number | null {
  const longer = Math.max(wanted.length, name.length);
  if (longer > MAX_LENGTH) return null;
  if (Math.abs(wanted.length - name.length) <= MAX_EDITS) {
    const edits = distance(wanted, name);
    // Two exchanged letters are two edits. A name of one letter would be like every other.
    const most = Math.min(MAX_EDITS, Math.max(1, Math.floor(longer / 2)));
    if (edits <= most && edits < Math.min(wanted.length, name.length)) return edits;
  }
  return wanted.length > 1 && name.includes(wanted) ? MAX_EDITS + 1 : null;
}
