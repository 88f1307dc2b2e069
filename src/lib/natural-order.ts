/**
 * Texts in the order in which people read them: numbers in them by their value, `web2` before `web10`. Equal ones, as
 * `web1` and `web01`, by their characters.
 */
export function inNaturalOrder(texts: Iterable<string>): readonly string[] {
  return Array.from(texts, (text) => [naturalKey(text), text] as const)
    .sort(([key, text], [otherKey, otherText]) => compare(key, otherKey) || compare(text, otherText))
    .map(([, text]) => text);
}

/** Whether one text comes before (-1) or after (1) another in that order. */
export const compareNaturally = (left: string, right: string): number =>
  compare(naturalKey(left), naturalKey(right)) || compare(left, right);

/** Text whose characters have that order: each number has the count of its digits before it. */
function naturalKey(text: string): string {
  return DIGIT.test(text) ? text.replaceAll(NUMBER, withLength) : text;
}

const DIGIT = /\d/;
const NUMBER = /0*(\d+)/g;

const withLength = (_: string, digits: string): string =>
  digits.length < 9 ? `${digits.length}${digits}` : `9${String(digits.length).padStart(6, "0")}${digits}`;

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
