import type { SqlValue } from "../sql/sql-value.ts";

// PostgreSQL stores no NUL in a text. It is written as a character for private use and 0; that character, as itself and 1.
const ESCAPE = "\uE000";
const TO_ESCAPE = /[\0\uE000]/g;
const ESCAPED = /\uE000([01])/g;

/** Text as it is stored. */
export const storedText = (text: string): string =>
  text.includes("\0") || text.includes(ESCAPE)
    ? text.replace(TO_ESCAPE, (character) => ESCAPE + (character === "\0" ? "0" : "1"))
    : text;

/** Text as it was before `storedText`. */
export const textOf = (stored: string): string =>
  stored.includes(ESCAPE) ? stored.replace(ESCAPED, (_, kind) => (kind === "0" ? "\0" : ESCAPE)) : stored;

const QUOTED = /["\\]/g;

/** Array of the values of one column, as PostgreSQL reads it. */
export function arrayText(values: readonly SqlValue[]): string {
  let text = "{";
  for (let place = 0; place < values.length; place++) {
    if (place > 0) text += ",";
    const value = values[place]!;
    if (typeof value === "string") text += `"${storedText(value).replace(QUOTED, "\\$&")}"`;
    else text += numberText(value);
  }
  return `${text}}`;
}

/** Value of one parameter. */
export const parameterOf = (value: SqlValue): string | number | null =>
  typeof value === "string" ? storedText(value) : Number.isNaN(value) ? null : value;

/** As in SQLite, what is not a number is no value. */
const numberText = (value: number | null): string => (value === null || Number.isNaN(value) ? "NULL" : String(value));
