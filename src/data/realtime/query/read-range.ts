import type { AmountFieldName, AmountRange, Bound } from "./query.ts";
import { expects, QueryMistake } from "./query-mistake.ts";
import { readDuration, readMoment, readNumber } from "./read-amount.ts";
import type { ScannedValue } from "./scan-query.ts";

type Amount = { readonly unit: AmountRange["unit"]; readonly value: number };

/** Reads `>2h`, `<=5`, `5`, `1h..2h`, `>2026-11-29T03:00`. Throws a `QueryMistake`. */
export function readRange({ kind, text, span }: ScannedValue, field: AmountFieldName): AmountRange {
  const { read, expected } = field === "importance" ? NUMBER : TIME;
  const amount = (part: string): Amount => {
    const found = kind === "regex" ? undefined : read(part);
    if (found === undefined) throw new QueryMistake(span, expected);
    return found;
  };
  const compared = /^(>=|<=|>|<)(.*)$/s.exec(text);
  if (compared !== null) {
    const { unit, value } = amount(compared[2]!);
    const bound: Bound = { value, isIncluded: compared[1]!.endsWith("=") };
    const isLeast = compared[1]!.startsWith(">");
    return { unit, least: isLeast ? bound : null, most: isLeast ? null : bound, text };
  }
  const [first, last, ...more] = text.split("..");
  if (last !== undefined && more.length === 0) {
    const [low, high] = [amount(first!), amount(last)];
    if (low.unit !== high.unit || low.value > high.value) throw new QueryMistake(span, expects("rising-range", {}));
    return { unit: low.unit, least: included(low.value), most: included(high.value), text };
  }
  const { unit, value } = amount(text);
  if (unit !== "number") throw new QueryMistake(span, expected);
  return { unit, least: included(value), most: included(value), text };
}

const included = (value: number): Bound => ({ value, isIncluded: true });

const NUMBER = {
  read(text: string): Amount | undefined {
    const value = readNumber(text);
    return value === undefined ? undefined : { unit: "number", value };
  },
  expected: expects("number", {}),
};

const TIME = {
  read(text: string): Amount | undefined {
    const age = readDuration(text);
    if (age !== undefined) return { unit: "age", value: age };
    const moment = readMoment(text);
    return moment === undefined ? undefined : { unit: "time", value: moment };
  },
  expected: expects("duration-or-time", {}),
};

/** True if the amount lies in a range. */
export const isIn = ({ least, most }: AmountRange, amount: number): boolean =>
  (least === null || (least.isIncluded ? amount >= least.value : amount > least.value)) &&
  (most === null || (most.isIncluded ? amount <= most.value : amount < most.value));
