import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RowWrite } from "./writes.ts";
import { engineErrorOf, isFaultOfTheChanges, type EngineError } from "./errors.ts";
import { NEEDS_A_ROW, STATEMENTS, type StatementName } from "./statements.ts";

/** What is written together or not at all. */
export type ChangeSet = readonly RowWrite[];

/** A change-set that is on disk: how many rows it changed, and its place in the order of all commits of this database. */
export interface Written {
  readonly rows: number;
  readonly revision: number;
}

/** The change-set as it was written, or why it was not. */
export type Outcome = Written | EngineError;

export const isWritten = (outcome: Outcome): outcome is Written => "revision" in outcome;

const READ_REVISION = "SELECT value FROM counters WHERE name = 'revision'";
const SAVE_REVISION = "UPDATE counters SET value = ? WHERE name = 'revision'";

/**
 * Writes batches of change-sets, one transaction each. When one set cannot be stored (a constraint, a wrong type), the
 * batch is halved until that set stands alone, so that it alone fails; an error of the engine (no space, damage) fails
 * all of them at once. The order of the sets is the order in the database, also then, and each set that is written has
 * a revision higher than all before it. The transaction that writes the sets keeps the newest revision, read under its
 * write lock: a number of a transaction that failed was given to nobody, and no process or restart repeats one.
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

  const readRevision = db.prepare(READ_REVISION);
  const saveRevision = db.prepare(SAVE_REVISION);

  const write = (sets: readonly ChangeSet[]): Outcome[] => {
    try {
      db.exec("BEGIN IMMEDIATE");
      const before = Number(readRevision.get()?.["value"]);
      const outcomes = sets.map((set, place) => ({ rows: writeSet(set), revision: before + place + 1 }));
      saveRevision.run(before + sets.length);
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
