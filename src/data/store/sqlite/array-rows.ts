import type { DatabaseSync } from "node:sqlite";
import type { SqlValue } from "../sql/sql-value.ts";

type ArrayRow = readonly SqlValue[];

/** Statement whose rows are arrays of their columns: half the time of objects, for hundreds of thousands of rows. */
export interface ArrayRows {
  all(): readonly ArrayRow[];
  /** Row by row, without holding all of them. */
  iterate(): Iterable<ArrayRow>;
}

export function arrayRows(db: DatabaseSync, sql: string): ArrayRows {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  // The type declarations know rows as objects only.
  return statement as unknown as ArrayRows;
}
