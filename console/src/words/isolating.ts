import { isolated } from "../data/visible-text.ts";

type Sentence = (...values: readonly unknown[]) => unknown;

/** The same words, whose sentences keep their order whatever the direction of the names and texts put into them. */
export const isolating = <T>(words: T): T => {
  if (typeof words === "function")
    return ((...values) => (words as unknown as Sentence)(...values.map(isolatedIn))) as Sentence as T;
  if (typeof words !== "object" || words === null || Array.isArray(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([name, part]) => [name, isolating(part)])) as T;
};

/** A value of a sentence: a text, a list of them, or a record with some. */
const isolatedIn = (value: unknown): unknown => {
  if (typeof value === "string") return isolated(value);
  if (Array.isArray(value)) return value.map(isolatedIn);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, isolatedIn(part)]));
};
