import { sortInSlices } from "./sort-in-slices.ts";

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

/** Texts in that order. */
export interface NaturalOrder {
  /** Places of the texts. */
  readonly order: Uint32Array;
  /** Number of each text, from 0: equal ones for equal texts. */
  readonly ranks: Uint32Array;
}

/** Yields in between, since many different texts take long. */
export function* naturalOrder(texts: readonly string[]): Generator<void, NaturalOrder> {
  const keys: string[] = [];
  for (const text of texts) {
    keys.push(naturalKey(text));
    if (keys.length % KEYS_BETWEEN_YIELDS === 0) yield;
  }
  const order = yield* sortInSlices(
    texts.length,
    (left, right) => compare(keys[left]!, keys[right]!) || compare(texts[left]!, texts[right]!),
  );
  const ranks = new Uint32Array(texts.length);
  let rank = 0;
  for (let at = 1; at < order.length; at++) {
    if (texts[order[at]!] !== texts[order[at - 1]!]) rank++;
    ranks[order[at]!] = rank;
  }
  return { order, ranks };
}

const KEYS_BETWEEN_YIELDS = 20_000;

/** Text whose characters have that order: each number has the count of its digits before it. */
function naturalKey(text: string): string {
  let key = "";
  /** Of what is not in the key yet. */
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isDigitAt(text, at)) continue;
    key += text.slice(from, at);
    from = at;
    while (isDigitAt(text, at + 1)) at++;
    while (from < at && text.charCodeAt(from) === ZERO) from++;
    key += lengthCode(at + 1 - from);
  }
  return key === "" ? text : key + text.slice(from);
}

const ZERO = 0x30;
const NINE = 0x39;
const isDigitAt = (text: string, at: number): boolean => text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE;

const lengthCode = (digits: number): string => (digits < 9 ? String(digits) : `9${String(digits).padStart(6, "0")}`);

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
