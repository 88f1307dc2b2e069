import type { ChangeSet, Written } from "../sql/change-set.ts";
import { NEEDS_A_ROW, type RowWrite, type StatementName } from "../sql/statements.ts";
import type { SqlValue } from "../sql/sql-value.ts";
import { NUMBERED, type BulkWrite, type NumberedWrite } from "./statements.ts";

/** The newest of each number that commits give. */
export interface LastIds {
  readonly revision: number;
  /** In the journal. */
  readonly position: number;
  readonly event: number;
  readonly decision: number;
  readonly outbox: number;
}

/** Rows of one statement, in order. */
export interface BulkStep {
  readonly bulk: BulkWrite;
  readonly name: StatementName;
  readonly rows: (readonly SqlValue[])[];
}

export interface SingleStep {
  readonly name: StatementName;
  readonly values: readonly SqlValue[];
  /** Change-set that the changed rows belong to. */
  readonly set: number;
  readonly needsARow: boolean;
}

export type Step = BulkStep | SingleStep;

export interface BatchPlan {
  /** To be run in this order. */
  readonly steps: readonly Step[];
  readonly lastIds: LastIds;
  /** Of each change-set; the changed rows are those of the steps. */
  readonly written: readonly Omit<Written, "rows">[];
  readonly eventTimes: readonly number[];
}

export interface PlanParts {
  readonly bulkWrites: ReadonlyMap<StatementName, BulkWrite>;
  /** Tables that a single statement changes or looks at. */
  readonly tablesOf: (name: StatementName) => readonly string[];
}

/**
 * Arranges the rows of a batch: those of one statement become one step, unless a step between them touches the same
 * table. Numbers are given in the order of the change-sets.
 */
export function planBatch(sets: readonly ChangeSet[], last: LastIds, { bulkWrites, tablesOf }: PlanParts): BatchPlan {
  const ids: Record<NumberedWrite, number> = { event: last.event, decision: last.decision, outbox: last.outbox };
  const steps: Step[] = [];
  const toldBy = new Map<string, number>();
  const eventTimes: number[] = [];

  const addBulk = (name: StatementName, bulk: BulkWrite, row: readonly SqlValue[]): void => {
    for (let place = steps.length - 1; place >= 0; place--) {
      const step = steps[place]!;
      if (step.name === name && "bulk" in step) return void step.rows.push(row);
      if (touches(step, bulk.table)) break;
    }
    steps.push({ name, bulk, rows: [row] });
  };
  const touches = (step: Step, table: string): boolean =>
    "bulk" in step ? step.bulk.table === table : tablesOf(step.name).includes(table);

  const numberedRow = (name: NumberedWrite, values: readonly SqlValue[]): readonly SqlValue[] => {
    const id = ++ids[name];
    if (name === "event") eventTimes.push(Number(values[2]));
    // As in `sql/statements.ts`: the resource, time, kind and contact of a decision, and of a message.
    if (name === "decision" && values[6] === "told")
      toldBy.set(occasionOf([values[0], values[1], values[2], values[3], values[5]]), id);
    return name === "outbox" ? [id, ...values, toldBy.get(occasionOf(values.slice(0, 5))) ?? null] : [id, ...values];
  };

  // One entry for all that is in one transaction; none for nothing.
  const position = last.position + Number(sets.some(({ length }) => length > 0));
  const written = sets.map((set, place) => {
    const eventsBefore = ids.event;
    for (const [name, ...values] of set as readonly RowWrite[]) {
      const bulk = bulkWrites.get(name);
      if (name === "raiseEventSequence") ids.event = Math.max(ids.event, Number(values[0]));
      else if (bulk === undefined) steps.push({ name, values, set: place, needsARow: NEEDS_A_ROW.has(name) });
      else addBulk(name, bulk, name in NUMBERED ? numberedRow(name as NumberedWrite, values) : values);
    }
    const hasEvents = ids.event > eventsBefore && set.some(([name]) => name === "event");
    return { revision: last.revision + place + 1, lastEventId: hasEvents ? ids.event : 0, position };
  });
  return { steps, written, eventTimes, lastIds: { revision: last.revision + sets.length, position, ...ids } };
}

const occasionOf = (values: readonly (SqlValue | undefined)[]): string => values.join("\0");

/** Rows without those that a later one with the same key replaces. */
export function rowsToWrite({ bulk, rows }: BulkStep): readonly (readonly SqlValue[])[] {
  const { keyPlaces } = bulk;
  if (keyPlaces === null || rows.length === 1) return rows;
  const newest = new Map<string, readonly SqlValue[]>();
  for (const row of rows) {
    const key = keyPlaces.map((place) => row[place]).join("\0");
    // Deleted first, so that the order is that of the last writes.
    newest.delete(key);
    newest.set(key, row);
  }
  return [...newest.values()];
}
