import { type FieldMistake, fieldMistakes } from "../../data/field-mistake.ts";
import { countOf } from "../count.ts";
import { namedFacts, type NamedFacts } from "../../data/named-facts.ts";
import type { ToldRefusal } from "../../data/refusal.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
  null: "null",
};
const COMPARED: Readonly<Record<string, string>> = {
  ">=": "at least ",
  "<=": "at most ",
  ">": "more than ",
  "<": "less than ",
};

const typeNamed = (type: string): string => TYPES[type] ?? type;

const SENTENCES: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  type: ({ list, text }) => `expected ${list("types").map(typeNamed).join(" or ")}, found ${typeNamed(text("found"))}`,
  "one-of": (facts) => expected(facts, `one of ${facts.list("choices").join(", ")}`),
  "least-characters": (facts) => counted(facts, "character", "at least"),
  "most-characters": (facts) => counted(facts, "character", "at most"),
  "least-items": (facts) => counted(facts, "item", "at least"),
  "most-items": (facts) => counted(facts, "item", "at most"),
  "items-differ": () => "an item is there twice",
  limit: (facts) => expected(facts, `${COMPARED[facts.text("comparison")] ?? ""}${facts.text("limit")}`),
  multiple: (facts) => expected(facts, `a multiple of ${facts.text("of")}`),
  pattern: (facts) => expected(facts, `a text of the form ${facts.text("pattern")}`),
};

const counted = ({ number, text }: NamedFacts, noun: string, bound: string): string =>
  `expected ${bound} ${countOf(number("limit"), "en", { one: noun, other: `${noun}s` })}, found ${text("found")}`;

const expected = ({ text }: NamedFacts, words: string): string => `expected ${words}, found '${text("found")}'`;

const said = ({ field, text, difference }: FieldMistake): string => {
  const words = difference && SENTENCES[difference.code]?.(namedFacts(difference.params));
  return `Error on '${field}': ${words ?? text}`;
};

/** What the server refuses. Its own words are English; of a value it says here what was expected and found. */
export function refusal(told: ToldRefusal): string {
  const mistakes = told.code === "invalid-body" ? fieldMistakes(told) : null;
  return mistakes === null ? told.message : mistakes.map(said).join("\n");
}
