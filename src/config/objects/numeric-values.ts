import type { ExpectedNumber } from "../../model/expected-value.ts";

/** Kinds of values of which Nagios reads the number at the beginning. `flag` is on above zero. */
export type NumericKind = "whole" | "interval" | "attempts" | "percent" | "flag";

export interface NumericValue {
  readonly number: number;
  /** False if more than a plain number in the range is written: `5m`, `3 # remark`, nothing at all. */
  readonly isExact: boolean;
  readonly expected: ExpectedNumber;
}

/**
 * Reads a numeric value as Nagios 4 does: the number at its beginning counts, without one 0 (C's `atoi` and `strtod`).
 * Null if that number is out of range. Flap thresholds below 0 are those of the main file, as 0 is.
 */
export function readNumber(kind: NumericKind, text: string): NumericValue | null {
  const { pattern, expected } = FORMS[kind];
  const { min, max } = expected;
  const written = pattern.exec(text)?.[0] ?? "";
  const number = written === "" ? 0 : Number(written);
  const isPlain = /^\d/.test(text) && written.length === text.length && PLAIN.test(text);
  if (kind === "flag") return { number: number > 0 ? 1 : 0, isExact: text === "0" || text === "1", expected };
  if (kind === "percent" && (number < 0 || number > 100))
    return { number: Math.max(number, 0), isExact: false, expected };
  return number < min || number > max ? null : { number, isExact: isPlain, expected };
}

export const isNumericKind = (kind: string): kind is NumericKind => Object.hasOwn(FORMS, kind);

export const expectationOfNumber = (kind: NumericKind): ExpectedNumber => FORMS[kind].expected;

/** Larger numbers of intervals and attempts are typing errors. */
const MAX_INTERVAL = 10_000_000;
const MAX_ATTEMPTS = 1_000_000;
/** For seconds and numbers of notifications. */
const MAX_INTEGER = 2_000_000_000;

const WHOLE = /^\s*[+-]?\d+/;
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i;
const PLAIN = /^\d{1,12}(\.\d{1,12})?$/;

interface Form {
  readonly pattern: RegExp;
  readonly expected: ExpectedNumber;
}

const FORMS: Readonly<Record<NumericKind, Form>> = {
  whole: { pattern: WHOLE, expected: { form: "whole", min: 0, max: MAX_INTEGER } },
  interval: { pattern: DECIMAL, expected: { form: "number", min: 0, max: MAX_INTERVAL } },
  attempts: { pattern: WHOLE, expected: { form: "whole", min: 1, max: MAX_ATTEMPTS } },
  percent: { pattern: DECIMAL, expected: { form: "percent", min: 0, max: 100 } },
  flag: { pattern: WHOLE, expected: { form: "flag", min: 0, max: 1 } },
};
