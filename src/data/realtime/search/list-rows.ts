import type { Page } from "../realtime.ts";
import { compileSearch, type Condition } from "./compile-search.ts";
import type { FieldTable, FieldValue } from "./field.ts";
import { joinedTest, type Join } from "./join.ts";
import type { ListQuery } from "./list-query.ts";
import { compileSort, type SortKey } from "./order.ts";
import { selectPage } from "./select-page.ts";
import { candidates, type SharedRows } from "./row-verdicts.ts";
import type { Visibility } from "../../../model/visibility.ts";

/** Search and sort fields of a listing. One position (`At`) is moved from row to row. */
export interface Listing<Row, At> {
  readonly fields: FieldTable<At>;
  /** Fields ignored by sorting, as in the reference. */
  readonly searchOnly?: ReadonlySet<string>;
  readonly joins: readonly Join<At>[];
  newPlace(visibility: Visibility): At;
  move(at: At, row: Row): void;
}

/**
 * Searches, sorts and pages rows, which are all visible and in the default order of their listing. `kept` are the same
 * rows with cached text columns.
 */
export function listRows<Row, At>(
  rows: readonly Row[],
  listing: Listing<Row, At>,
  query: ListQuery,
  visibility: Visibility,
  kept?: SharedRows<At>,
): Page<Row> {
  const at = listing.newPlace(visibility);
  const conditions = compileSearch(query.search, listing.fields);
  const keys = compileSort(query, listing);
  const matches =
    conditions.length === 0
      ? rows
      : matching(narrowed(rows, conditions, kept), listing, at, joinedTest(conditions, listing.joins));
  const offset = (query.page - 1) * query.limit;
  return { rows: sortedRows(matches, keys, listing, at, offset, query.limit), total: matches.length };
}

/**
 * Rows `offset` to `offset + limit` in the order of the keys; the sort is stable, and without keys the order is
 * unchanged.
 */
export function sortedRows<Row, At>(
  rows: readonly Row[],
  keys: readonly SortKey<At>[],
  listing: Listing<Row, At>,
  at: At,
  offset: number,
  limit: number,
): readonly Row[] {
  if (keys.length === 0) return rows.slice(offset, offset + limit);
  if (offset >= rows.length || limit === 0) return [];
  const columns = keys.map(({ read, isDescending, areNullsLast }) => ({
    valueAt: cachedValues(rows, read, listing, at),
    isDescending,
    areNullsLast,
  }));
  return selectPage(rows.length, columns, offset, limit).map((index) => rows[index]!);
}

/** Reads each value once, on first use. */
function cachedValues<Row, At>(
  rows: readonly Row[],
  read: (at: At) => FieldValue,
  listing: Listing<Row, At>,
  at: At,
): (index: number) => FieldValue {
  const values: (FieldValue | undefined)[] = Array.from({ length: rows.length });
  return (index) => {
    const known = values[index];
    if (known !== undefined) return known;
    listing.move(at, rows[index]!);
    return (values[index] = read(at));
  };
}

function narrowed<Row, At>(
  rows: readonly Row[],
  conditions: readonly Condition<At>[],
  kept: SharedRows<At> | undefined,
): readonly Row[] {
  if (kept === undefined) return rows;
  const remaining = candidates(conditions, kept);
  return remaining === kept ? rows : Array.from(remaining.indexes, (index) => rows[index]!);
}

function matching<Row, At>(rows: readonly Row[], listing: Listing<Row, At>, at: At, test: (at: At) => boolean): Row[] {
  return rows.filter((row) => {
    listing.move(at, row);
    return test(at);
  });
}
