import { namedFacts, type NamedFacts } from "../../data/named-facts.ts";
import { countOf } from "../count.ts";
import type { FieldMistake } from "../../data/field-mistake.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "un texte",
  integer: "un nombre entier",
  number: "un nombre",
  boolean: "true ou false",
  array: "une liste",
  object: "un objet avec des champs",
  null: "null",
};
const COMPARED: Readonly<Record<string, string>> = {
  ">=": "au moins ",
  "<=": "au plus ",
  ">": "plus de ",
  "<": "moins de ",
};

const typeNamed = (type: string): string => TYPES[type] ?? type;

const SENTENCES: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  type: ({ list, text }) =>
    `attendu : ${list("types").map(typeNamed).join(" ou ")} ; trouvé : ${typeNamed(text("found"))}`,
  "one-of": (facts) => expected(facts, `l’un de ${facts.list("choices").join(", ")}`),
  "least-characters": (facts) => counted(facts, "caractère", "au moins"),
  "most-characters": (facts) => counted(facts, "caractère", "au plus"),
  "least-items": (facts) => counted(facts, "élément", "au moins"),
  "most-items": (facts) => counted(facts, "élément", "au plus"),
  "items-differ": () => "un élément y est deux fois",
  limit: (facts) => expected(facts, `${COMPARED[facts.text("comparison")] ?? ""}${facts.text("limit")}`),
  multiple: (facts) => expected(facts, `un multiple de ${facts.text("of")}`),
  pattern: (facts) => expected(facts, `un texte de la forme ${facts.text("pattern")}`),
};

const counted = ({ number, text }: NamedFacts, noun: string, bound: string): string =>
  `${countOf(number("limit"), "fr", { one: noun, other: `${noun}s` })} ${bound} ; trouvé : ${text("found")}`;

const expected = ({ text }: NamedFacts, words: string): string => `attendu : ${words} ; trouvé : « ${text("found")} »`;

/** Undefined for one that has no words here. */
export const schemaDifference = (difference: FieldMistake["difference"]): string | undefined =>
  difference && SENTENCES[difference.code]?.(namedFacts(difference.params));
