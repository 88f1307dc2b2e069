import type { Snapshot, SnapshotRecords } from "../store.ts";
import type { SqlRow, SqlValue } from "./sql-value.ts";

type ArrayRow = readonly SqlValue[];

/** Connection of an engine that reads. All failures are Refusals. */
export interface Reader {
  /**
   * Rows of a statement whose parameters are `?` in the order of the values. Sees everything that was committed before
   * the call.
   */
  all(sql: string, ...values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Passes the rows of a large table one by one, as arrays of their columns: half the time of objects. */
  each(sql: string, visit: (row: ArrayRow) => void): Promise<void>;
  /** Reads all of it at one moment. */
  snapshot(): Promise<Snapshot>;
  records(): Promise<SnapshotRecords>;
}
