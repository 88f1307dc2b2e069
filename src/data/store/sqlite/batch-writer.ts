import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RowWrite } from "./writes.ts";
import { engineErrorOf, isFaultOfTheChanges, type EngineError } from "./errors.ts";
import { NEEDS_A_ROW, STATEMENTS, type StatementName } from "./statements.ts";

/** What is written together or not at all. */
export type ChangeSet = readonly RowWrite[];

/** How many rows a change-set changed, or why it was not written. */
export type Outcome = number | EngineError;

/**
 * Writes batches of change-sets, one transaction each. When one set cannot be stored (a constraint, a wrong type), the
 * batch is halved until that set stands alone, so that it alone fails; an error of the engine (no space, damage) fails
 * all of them at once. The order of the sets is the order in the database, also then.
 */
export function createBatchWriter(db: DatabaseSync): (sets: readonly ChangeSet[]) => Outcome[] {
  const statements = new Map<StatementName, StatementSync>();
  const prepared = (name: StatementName): StatementSync => {
    const known = statements.get(name) ?? db.prepare(STATEMENTS[name]);
    statements.set(name, known);
    return known;
  };

  const writeSet = (set: ChangeSet): number => {
    let changed = 0;
    for (const [name, ...values] of set) {
      const changes = Number(prepared(name).run(...values).changes);
      if (changes === 0 && NEEDS_A_ROW.has(name)) throw new Error(`${name} found no row to change`);
      changed += changes;
    }
    return changed;
  };

  const write = (sets: readonly ChangeSet[]): Outcome[] => {
    try {
      db.exec("BEGIN IMMEDIATE");
      const outcomes = sets.map(writeSet);
      db.exec("COMMIT");
      return outcomes;
    } catch (error) {
      // SQLite has ended the transaction itself after some errors, such as a full disk.
      if (db.isTransaction) db.exec("ROLLBACK");
      const reason = engineErrorOf(error);
      if (sets.length === 1 || !isFaultOfTheChanges(reason)) return sets.map(() => reason);
      const middle = sets.length >> 1;
      return [...write(sets.slice(0, middle)), ...write(sets.slice(middle))];
    }
  };
  return write;
}
