/**
 * Folds text as the SQL store compares it (contract §4.3 rule 8; MySQL's `utf8_general_ci`): every character becomes
 * its upper-case letter without accents, one for one, so that `É`, `é` and `e` are `E`, and `_` sorts after the
 * letters. Compare the results by code unit.
 */
export function folded(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toUpperCase();
  let result = "";
  for (let index = 0; index < text.length; index++) result += foldedUnit(text.charCodeAt(index));
  return result;
}

/** Removes trailing spaces from folded text, which `=`, `<` and sorting ignore (LIKE does not). */
export function withoutPadding(foldedText: string): string {
  let end = foldedText.length;
  while (end > 0 && foldedText.charCodeAt(end - 1) === SPACE) end--;
  return end === foldedText.length ? foldedText : foldedText.slice(0, end);
}

export const BEYOND_ASCII = /[^\0-\x7f]/;
const SPACE = 0x20;
const foldedUnits = new Map<number, string>([[0xdf, "S"]]);

function foldedUnit(unit: number): string {
  const known = foldedUnits.get(unit);
  if (known !== undefined) return known;
  const fold = foldUnit(String.fromCharCode(unit));
  foldedUnits.set(unit, fold);
  return fold;
}

function foldUnit(character: string): string {
  const letter = isAlphabetWithAccents(character.charCodeAt(0)) ? withoutAccent(character) : character;
  const upper = letter.toUpperCase();
  return upper.length === 1 ? upper : letter;
}

function withoutAccent(character: string): string {
  const [letter, ...marks] = character.normalize("NFD");
  return letter !== undefined && marks.every((mark) => /\p{M}/u.test(mark)) ? letter : character;
}

// Latin, Greek, Cyrillic, Armenian and their extensions. Japanese voicing marks and Hangul letters are not accents.
function isAlphabetWithAccents(unit: number): boolean {
  return unit < 0x600 || (unit >= 0x1e00 && unit < 0x2000);
}
