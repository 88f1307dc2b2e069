import { Refusal } from "../../../model/refusal.ts";
import type { ReasonParams } from "../../../model/reason-params.ts";
import type { Span, TextFieldName } from "./query.ts";

type Nothing = Readonly<Record<never, never>>;

/** What a search names of what could stand at a place, by kind. */
export interface ExpectedOf {
  characters: { readonly most: number };
  terms: { readonly most: number };
  values: { readonly most: number };
  regexes: { readonly most: number };
  word: Nothing;
  "word-after-minus": Nothing;
  value: { readonly field: string };
  "value-after-comma": Nothing;
  /** `of`: what the value is of; null: a word. */
  "quotation-marks": { readonly of: TextFieldName | "variable" | null };
  field: { readonly fields: readonly string[] };
  "one-of": { readonly words: readonly string[] };
  "yes-or-state": { readonly words: readonly string[] };
  number: Nothing;
  "duration-or-time": Nothing;
  "rising-range": Nothing;
  regex: Nothing;
  "shorter-regex": { readonly reason: string };
  "closing-quote": Nothing;
  "space-after-quote": Nothing;
  "quotes-around-value": Nothing;
  "open-variable": Nothing;
}

export type ExpectedKind = keyof ExpectedOf;

const TEXTS: Readonly<Record<TextFieldName | "variable", string>> = {
  host: "a host name",
  alias: "an alias",
  address: "an address",
  service: "the name of a service",
  group: "the name of a host group",
  servicegroup: "the name of a service group",
  contact: "the name of a contact",
  poller: "the id or the name of a monitoring server",
  output: "a text of the output",
  variable: "a value of the custom variable",
};

const WORDS: { readonly [Kind in ExpectedKind]: (params: ExpectedOf[Kind]) => string } = {
  characters: ({ most }) => `at most ${most} characters`,
  terms: ({ most }) => `at most ${most} terms`,
  values: ({ most }) => `at most ${most} values`,
  regexes: ({ most }) => `at most ${most} regular expressions`,
  word: () => "a word",
  "word-after-minus": () => "a word or a field after -",
  value: ({ field }) => `a value of ${field}`,
  "value-after-comma": () => "a value after the comma",
  "quotation-marks": ({ of }) =>
    `${of === null ? "a word" : TEXTS[of]} (quotation marks around one that begins with < or >)`,
  field: ({ fields }) => `one of ${fields.join(", ")} before the colon, or a word in quotation marks`,
  "one-of": ({ words }) => `one of ${words.join(", ")}`,
  "yes-or-state": ({ words }) => `yes, no, or one of ${words.join(", ")}`,
  number: () => "a number, such as 5, >5 or 3..7",
  "duration-or-time": () =>
    "a duration or a time with >, <, >= or <=, or a range, such as >2h, <=30m, 1h..2h or >2026-11-29T03:00Z",
  "rising-range": () => "a range from the smaller to the larger, of one kind",
  regex: () => "a regular expression (RE2 syntax)",
  "shorter-regex": ({ reason }) => `a shorter one: ${reason}`,
  "closing-quote": () => "a second quotation mark",
  "space-after-quote": () => "a space or a comma after the quotation mark",
  "quotes-around-value": () => "a quotation mark only before and after a whole value",
  "open-variable": () => "a custom variable whose values are no secret",
};

/** Every kind of what a search expects. */
export const EXPECTED_KINDS = Object.keys(WORDS) as readonly ExpectedKind[];

export interface Expected {
  /** For a client that says it in other words: the kind, and what it names. */
  readonly kind: ExpectedKind;
  readonly params: ReasonParams;
  /** In words that follow "expected". */
  readonly text: string;
}

export const expects = <Kind extends ExpectedKind>(kind: Kind, params: ExpectedOf[Kind]): Expected => ({
  kind,
  params: params as ReasonParams,
  text: WORDS[kind](params),
});

/** Mistake in a search: where it is, and what could stand there. */
export class QueryMistake extends Refusal {
  readonly span: Span;
  readonly expected: string;

  constructor(span: Span, { kind, params, text }: Expected) {
    super("query-mistake", `Character ${span.from + 1} of the search: expected ${text}`, {
      fields: { q: { ...span, expected: text, kind, params } },
    });
    this.span = span;
    this.expected = text;
  }
}
