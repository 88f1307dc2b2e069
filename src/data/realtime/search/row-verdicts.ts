import type { Condition, FieldCondition } from "./compile-search.ts";
import type { TextColumn } from "./text-column.ts";

/**
 * Rows of one table shared by many positions: conditions on the row alone are evaluated once per row instead of per
 * position.
 */
export interface SharedRows<At> {
  /** The fields of this table have the same value at all positions that share a row. */
  readonly table: string;
  /** Index of each row in the original list. */
  readonly indexes: Uint32Array;
  /** Moves the position to a row of the list. */
  goTo(index: number): At;
  /** Folded texts of a field of these rows, if cached. */
  textsOf(field: FieldCondition<At>): TextColumn | undefined;
}

/** Result of a condition for all positions of a row: false for all, depends on the position, true for all. */
export const NO = 0;
export const OPEN = 1;
export const YES = 2;

/** Removes rows that cannot satisfy all conditions, if that is known without testing each row. */
export function candidates<At>(conditions: readonly Condition<At>[], rows: SharedRows<At>): SharedRows<At> {
  for (const condition of conditions) {
    if (condition.kind !== "field" || condition.piece === "" || condition.field.table !== rows.table) continue;
    const texts = rows.textsOf(condition);
    if (texts !== undefined)
      return { ...rows, indexes: Uint32Array.from(texts.holding(condition.piece)), textsOf: () => undefined };
  }
  return rows;
}

/** Result per row for conditions that must all hold. */
export function resultsOfAll<At>(
  conditions: readonly Condition<At>[],
  rows: SharedRows<At>,
  asked: Uint8Array = new Uint8Array(rows.indexes.length).fill(YES),
): Uint8Array {
  const all = uniformResults(YES, asked);
  for (const condition of conditions) {
    const next = resultsOf(condition, rows, all);
    for (let row = 0; row < all.length; row++) if (next[row]! < all[row]!) all[row] = next[row]!;
  }
  return all;
}

/**
 * Result per row if `asked` is not 0, otherwise NO. In a combination, a row is only tested while it matters, so that
 * fast conditions spare slow ones. With these numbers, "and" is the minimum and "or" the maximum.
 */
function resultsOf<At>(condition: Condition<At>, rows: SharedRows<At>, asked: Uint8Array): Uint8Array {
  if (!canBe(NO, condition, rows.table) && !canBe(YES, condition, rows.table)) return uniformResults(OPEN, asked);
  if (condition.kind === "field") return resultsOfField(condition, rows, asked);
  return condition.kind === "$and"
    ? resultsOfAll(condition.parts, rows, asked)
    : resultsOfSome(condition.parts, rows, asked);
}

function resultsOfSome<At>(conditions: readonly Condition<At>[], rows: SharedRows<At>, asked: Uint8Array): Uint8Array {
  const some = new Uint8Array(asked.length);
  const left = asked.slice();
  for (const condition of conditions) {
    const next = resultsOf(condition, rows, left);
    for (let row = 0; row < some.length; row++) {
      if (next[row]! > some[row]!) some[row] = next[row]!;
      if (next[row] === YES) left[row] = NO;
    }
  }
  return some;
}

function resultsOfField<At>(condition: FieldCondition<At>, rows: SharedRows<At>, asked: Uint8Array): Uint8Array {
  const found = new Uint8Array(asked.length);
  const test = (row: number): void => {
    if (asked[row] !== NO && condition.test(rows.goTo(rows.indexes[row]!))) found[row] = YES;
  };
  const texts = condition.piece === "" ? undefined : rows.textsOf(condition);
  if (texts === undefined) for (let row = 0; row < asked.length; row++) test(row);
  else for (const row of texts.holding(condition.piece)) test(row);
  return found;
}

function uniformResults(value: number, asked: Uint8Array): Uint8Array {
  const result = new Uint8Array(asked.length);
  for (let row = 0; row < asked.length; row++) if (asked[row] !== NO) result[row] = value;
  return result;
}

/**
 * Returns true if a row can have this result. Any part of an "and" can make it NO, but only all parts YES; for "or" it
 * is the reverse.
 */
function canBe<At>(value: number, condition: Condition<At>, table: string): boolean {
  if (condition.kind === "field") return condition.field.table === table;
  const isMadeByAny = (condition.kind === "$and") === (value === NO);
  const can = (part: Condition<At>): boolean => canBe(value, part, table);
  return isMadeByAny ? condition.parts.some(can) : condition.parts.every(can);
}
