import { conjunction, type Condition } from "./compile-search.ts";

/** Table in which an item has any number of rows (contract §4.3 rule 9). */
export interface Join<At> {
  readonly table: string;
  /** Joined table on which this one depends; it precedes this one in the list of joins. */
  readonly needs: string | null;
  /**
   * Sets each joined row at the position and calls `next`, until that returns true; without rows, sets null and calls
   * `next` once.
   */
  visit(at: At, next: (at: At) => boolean): boolean;
}

export function join<At, Row>(
  table: string,
  rowsOf: (at: At) => readonly Row[],
  set: (at: At, row: Row | null) => void,
  needs: string | null = null,
): Join<At> {
  return {
    table,
    needs,
    visit: (at, next) => {
      const rows = rowsOf(at);
      for (const row of rows) {
        set(at, row);
        if (next(at)) return true;
      }
      if (rows.length > 0) return false;
      set(at, null);
      return next(at);
    },
  };
}

/**
 * Combines conditions that must all hold into one test: with joins, at least one combination of joined rows must
 * satisfy all conditions on joined tables.
 */
export function joinedTest<At>(conditions: readonly Condition<At>[], joins: readonly Join<At>[]): (at: At) => boolean {
  const isJoined = (condition: Condition<At>): boolean => joins.some((join) => condition.tables.has(join.table));
  const own = conditions.filter((condition) => !isJoined(condition));
  const joined = conditions.filter(isJoined);
  if (joined.length === 0) return conjunction(own);
  const walk = walkOver(
    joinsFor(new Set(joined.flatMap((condition) => [...condition.tables])), joins),
    conjunction(joined),
  );
  if (own.length === 0) return walk;
  const ownTest = conjunction(own);
  return (at) => ownTest(at) && walk(at);
}

/** Joins needed for these tables, in order. */
export function joinsFor<At>(tables: ReadonlySet<string>, joins: readonly Join<At>[]): readonly Join<At>[] {
  const wanted = new Set(tables);
  for (const join of joins.toReversed()) {
    if (wanted.has(join.table) && join.needs !== null) wanted.add(join.needs);
  }
  return joins.filter((join) => wanted.has(join.table));
}

/** Calls `visitor` for every combination of joined rows until it returns true. */
export function walkOver<At>(joins: readonly Join<At>[], visitor: (at: At) => boolean): (at: At) => boolean {
  return joins.reduceRight((next, join) => (at) => join.visit(at, next), visitor);
}
