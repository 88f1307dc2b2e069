import { parseNotifyOptions } from "../config/objects/option-letters.ts";
import { parseDateLine } from "../model/date-line.ts";
import { parseDayTimes } from "../model/day-times.ts";
import { MAX_ID } from "../model/resource-key.ts";

/**
 * Reader of one column of the dump. `read` returns undefined for an invalid value; an absent optional column is read as
 * null. Numbers may be numeric text ("12"), since some exporters write every column as text.
 */
export interface Column<Value> {
  /** Valid values, for the error message: "an integer", "0 or 1 or null". */
  readonly expected: string;
  readonly isOptional: boolean;
  read(value: unknown): Value | undefined;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;
/** A row with one member for each column of the table. */
export type RowOf<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends Column<infer Value> ? Value : never;
};

const column = <Value>(expected: string, read: (value: unknown) => Value | undefined): Column<Value> => ({
  expected,
  isOptional: false,
  read,
});

function asNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : undefined;
}

function asInteger(value: unknown): number | undefined {
  const number = asNumber(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

function asFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const number = asNumber(value);
  return number === 0 || number === 1 ? number === 1 : undefined;
}

function within(number: number | undefined, min: number, max: number): number | undefined {
  return number !== undefined && number >= min && number <= max ? number : undefined;
}

export const text = column("text", (value) => (typeof value === "string" ? value : undefined));
export const number = column("a number", asNumber);
export const integer = column("an integer", asInteger);
export const flag = column("0 or 1", asFlag);
export const id = column(`an id from 1 to ${MAX_ID}`, (value) => within(asInteger(value), 1, MAX_ID));
/** Service id of a record, 0 for a host: NULL in the dump, in some releases 0. */
export const serviceIdOrNone = column(`an id from 1 to ${MAX_ID}, 0 or null`, (value) =>
  value === null ? 0 : within(asInteger(value), 0, MAX_ID),
);
/** A time in Unix seconds; the engine's "never" (0) and NULL are read as null (contract §5). */
export const time = column<number | null>("a time in Unix seconds or null", (value) => {
  if (value === null) return null;
  const seconds = within(asInteger(value), 0, 2 ** 53 - 1);
  return seconds === 0 ? null : seconds;
});

/** One of a few integers. */
export const oneOf = <Value extends number>(...values: readonly Value[]): Column<Value> =>
  column(values.join(" or "), (value) => values.find((allowed) => allowed === asInteger(value)));

/** Text of a kind that a definition of the object language needs: checked here, where its row is known. */
const textThat = (expected: string, isValid: (text: string) => boolean): Column<string> =>
  column(expected, (value) => (typeof value === "string" && isValid(value) ? value : undefined));

/** Hours of a day, or none. */
export const dayTimes = textThat(
  "times such as 09:00-12:00,13:00-24:00",
  (text) => text.trim() === "" || parseDayTimes(text) !== null,
);
export const dateLine = textThat("a date such as 2026-12-24 or december 25", (text) => parseDateLine(text) !== null);
export const hostOptions = textThat("letters of d, u, r, f, s, n", isOptions("host-options"));
export const serviceOptions = textThat("letters of w, u, c, r, f, s, n", isOptions("service-options"));

function isOptions(kind: "host-options" | "service-options"): (text: string) => boolean {
  return (text) => "options" in parseNotifyOptions(text, kind);
}

/** Allows NULL. */
export const orNull = <Value>(inner: Column<Value>): Column<Value | null> => ({
  expected: `${inner.expected} or null`,
  isOptional: inner.isOptional,
  read: (value) => (value === null ? null : inner.read(value)),
});

/** Allows NULL and an absent column. */
export const optional = <Value>(inner: Column<Value>): Column<Value | null> => ({ ...orNull(inner), isOptional: true });
