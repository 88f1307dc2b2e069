import { STATE_WORDS } from "../../../model/severity.ts";
import { compileRegex } from "../search/regex.ts";
import { Refusal } from "../../../model/refusal.ts";
import {
  AMOUNT_FIELDS,
  FIELD_NAMES,
  FLAG_NAMES,
  TEXT_FIELDS,
  VARIABLE_PREFIX,
  type Query,
  type QueryCondition,
  type TextFieldName,
  type TextPattern,
} from "./query.ts";
import { readRange } from "./read-range.ts";
import { expects, QueryMistake } from "./query-mistake.ts";
import { scanQuery, type ScannedTerm, type ScannedValue } from "./scan-query.ts";

/** Most characters of a search. */
export const MAX_QUERY_LENGTH = 2_000;
const MAX_TERMS = 50;
const MAX_VALUES = 100;
/** Compiling one takes up to 10 ms. */
const MAX_REGEXES = 5;

/** Reads a search. Throws a `QueryMistake` for everything that is none. */
export function parseQuery(text: string): Query {
  if (text.length > MAX_QUERY_LENGTH)
    throw new QueryMistake(
      { from: MAX_QUERY_LENGTH, to: text.length },
      expects("characters", { most: MAX_QUERY_LENGTH }),
    );
  const scanned = scanQuery(text);
  const beyond = scanned[MAX_TERMS];
  if (beyond !== undefined) throw new QueryMistake(beyond.span, expects("terms", { most: MAX_TERMS }));
  const regexes = scanned.flatMap(({ values }) => values.filter(({ kind }) => kind === "regex"));
  if (regexes.length > MAX_REGEXES)
    throw new QueryMistake(regexes[MAX_REGEXES]!.span, expects("regexes", { most: MAX_REGEXES }));
  return {
    terms: scanned.map((term) => ({
      isNegated: term.isNegated,
      condition: conditionOf(term),
      span: term.span,
    })),
  };
}

function conditionOf({ field, values }: ScannedTerm): QueryCondition {
  const beyond = values[MAX_VALUES];
  if (beyond !== undefined) throw new QueryMistake(beyond.span, expects("values", { most: MAX_VALUES }));
  if (field === null) return { kind: "words", patterns: values.map((value) => patternOf(value, null)) };
  const name = field.name.toLowerCase();
  if (name.startsWith(VARIABLE_PREFIX))
    return {
      kind: "variable",
      name: field.name.slice(VARIABLE_PREFIX.length).toUpperCase(),
      patterns: values.map((value) => patternOf(value, "variable")),
    };
  const textField = TEXT_FIELDS.find((one) => one === name);
  if (textField !== undefined)
    return { kind: "text", field: textField, patterns: values.map((value) => patternOf(value, textField)) };
  const amountField = AMOUNT_FIELDS.find((one) => one === name);
  if (amountField !== undefined)
    return { kind: "amount", field: amountField, ranges: values.map((value) => readRange(value, amountField)) };
  switch (name) {
    case "type":
      return { kind: "type", types: values.map((value) => wordOf(value, ["host", "service"])) };
    case "state":
      return { kind: "state", states: values.map((value) => wordOf(value, STATE_WORDS)) };
    case "is":
      return { kind: "is", flags: values.map((value) => wordOf(value, FLAG_NAMES)) };
    case "hard":
    case "soft":
      return stateTypeOf(name === "hard", values);
    default:
      throw new QueryMistake(field.span, expects("field", { fields: [...FIELD_NAMES, `${VARIABLE_PREFIX}NAME`] }));
  }
}

/** `hard:yes`, `hard:no`, or `hard:CRITICAL,WARNING`. */
function stateTypeOf(isHard: boolean, values: readonly ScannedValue[]): QueryCondition {
  const [first] = values;
  const answer = values.length === 1 ? YES_OR_NO.get(first!.text.toLowerCase()) : undefined;
  if (answer !== undefined) return { kind: "state-type", isHard: answer === isHard, states: null };
  const states = values.map((value) => wordOf(value, STATE_WORDS, values.length === 1 ? "yes-or-state" : "one-of"));
  return { kind: "state-type", isHard, states };
}

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ["yes", true],
  ["true", true],
  ["no", false],
  ["false", false],
]);

function wordOf<Word extends string>(
  { kind, text, span }: ScannedValue,
  words: readonly Word[],
  expected: "one-of" | "yes-or-state" = "one-of",
): Word {
  const word = kind === "regex" ? undefined : words.find((one) => one.toLowerCase() === text.toLowerCase());
  if (word === undefined) throw new QueryMistake(span, expects(expected, { words }));
  return word;
}

function patternOf({ kind, text, span }: ScannedValue, of: TextFieldName | "variable" | null): TextPattern {
  if (kind === "regex") return { kind, text, isMatch: regexOf(text, span) };
  if (kind === "quoted") return { kind: "plain", text };
  if (/^[<>]/.test(text)) throw new QueryMistake(span, expects("quotation-marks", { of }));
  return { kind: text.includes("*") ? "wildcard" : "plain", text };
}

function regexOf(text: string, span: ScannedValue["span"]): (text: string) => boolean {
  try {
    return compileRegex(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new QueryMistake(
      span,
      error.code === "search-regex" ? expects("regex", {}) : expects("shorter-regex", { reason: error.message }),
    );
  }
}
