/**
 * Words of a text as the full-text index has them: letters and digits, without case and accents. At most `limit`.
 */
export function wordsOf(text: string, limit = Infinity): readonly string[] {
  const words: string[] = [];
  for (const [word] of folded(text).matchAll(/[\p{L}\p{N}\p{Co}]+/gu)) {
    if (words.length === limit) break;
    words.push(word);
  }
  return words;
}

/** True if every word occurs as a word of the text. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const found = new Set(wordsOf(text));
  return words.every((word) => found.has(word));
}

const folded = (text: string): string => text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
