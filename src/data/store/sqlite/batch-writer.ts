import type { DatabaseSync, StatementSync } from "node:sqlite";
import { engineErrorOf, isFaultOfTheChanges, type EngineError } from "./errors.ts";
import type { ChangeSet, Outcome, Written } from "../sql/change-set.ts";
import { NEEDS_A_ROW, type StatementName } from "../sql/statements.ts";
import { STATEMENTS } from "./statements.ts";

const READ_REVISION = "SELECT value FROM counters WHERE name = 'revision'";
const SAVE_REVISION = "UPDATE counters SET value = ? WHERE name = 'revision'";

/**
 * Writes batches of change-sets, one transaction each. If a change-set cannot be stored (a constraint, a wrong type),
 * the batch is halved until that change-set is alone, so that only it fails; an engine error (no space, damage) fails
 * all of them. The database always has the change-sets in the given order, and each has a higher revision than all
 * before it. The transaction also stores the newest revision, read under its write lock: a failed transaction assigns
 * no revision, and no process or restart repeats one.
 */
export function createBatchWriter(db: DatabaseSync): (sets: readonly ChangeSet[]) => Outcome<EngineError>[] {
  const statements = new Map<StatementName, StatementSync>();
  const prepared = (name: StatementName): StatementSync => {
    const known = statements.get(name) ?? db.prepare(STATEMENTS[name]);
    statements.set(name, known);
    return known;
  };

  const writeSet = (set: ChangeSet): Omit<Written, "revision"> => {
    let rows = 0;
    let lastEventId = 0;
    for (const [name, ...values] of set) {
      const { changes, lastInsertRowid } = prepared(name).run(...values);
      if (changes === 0 && NEEDS_A_ROW.has(name)) throw new Error(`${name} found no row to change`);
      if (name === "event") lastEventId = Number(lastInsertRowid);
      rows += Number(changes);
    }
    return { rows, lastEventId };
  };

  const readRevision = db.prepare(READ_REVISION);
  const saveRevision = db.prepare(SAVE_REVISION);

  const write = (sets: readonly ChangeSet[]): Outcome<EngineError>[] => {
    try {
      db.exec("BEGIN IMMEDIATE");
      const before = Number(readRevision.get()?.["value"]);
      const outcomes = sets.map((set, place) => ({ ...writeSet(set), revision: before + place + 1 }));
      saveRevision.run(before + sets.length);
      db.exec("COMMIT");
      return outcomes;
    } catch (error) {
      // SQLite ends the transaction after some errors, such as a full disk.
      if (db.isTransaction) db.exec("ROLLBACK");
      const reason = engineErrorOf(error);
      if (sets.length === 1 || !isFaultOfTheChanges(reason)) return sets.map(() => reason);
      const middle = sets.length >> 1;
      return [...write(sets.slice(0, middle)), ...write(sets.slice(middle))];
    }
  };
  return write;
}
