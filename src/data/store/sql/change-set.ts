import type { RowWrite } from "./statements.ts";

/** Rows that are written together or not at all. */
export type ChangeSet = readonly RowWrite[];

/** Stored change-set: the number of changed rows and its place in the order of all commits of this database. */
export interface Written {
  /** Changed by other statements than those that add whole rows to a table. */
  readonly rows: number;
  readonly revision: number;
  /** Id of its last event; 0 without events. */
  readonly lastEventId: number;
  /** Of its entry in the journal; absent in a store without one. */
  readonly position?: number;
}

/** Result of writing a change-set: its place, or the error of the engine. */
export type Outcome<Failure extends object> = Written | Failure;

export const isWritten = <Failure extends object>(outcome: Outcome<Failure>): outcome is Written =>
  "revision" in outcome;
