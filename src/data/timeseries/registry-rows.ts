import { DatabaseSync } from "node:sqlite";
import { createPrivateFile } from "../../lib/owner.ts";
import { arrayRows } from "../store/sqlite/array-rows.ts";
import { hostIdOf, serviceIdOf, serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import type { Range } from "../../model/threshold-range.ts";
import { limitRowsOf, type LimitsKept } from "./limit-rows.ts";
import type { Limits } from "./perfdata/limits.ts";
import type { Dimension } from "./perfdata/unit.ts";
import type { LimitsSince, Metric } from "./metric.ts";

/** Statements and rows of `registry.sqlite`. */
export interface RegistryRows {
  addResource(key: ResourceKey): number;
  addMetric(metric: NewMetric): number;
  /** `printed`: the unit, a blank and the limits as the plugin prints them. */
  addLimits(metricId: number, since: number, limits: Limits, printed: string): void;
  /** As `prune` of `LimitRows`; durable when it returns. */
  pruneLimits(aboveMetricId: number, kept: LimitsKept): number | null;
  commit(): void;
  isUncommitted(): boolean;
  close(): void;
  /** Closes without what was added since `commit`. */
  abandon(): void;
}

export interface NewMetric extends Omit<Metric, "id"> {
  readonly slot: number;
  readonly at: number;
}

// Ids are never given again, not even after a row is deleted.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS resources (
    slot INTEGER PRIMARY KEY AUTOINCREMENT, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    UNIQUE (host_id, service_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS metrics (
    metric_id INTEGER PRIMARY KEY AUTOINCREMENT, slot INTEGER NOT NULL, column_no INTEGER NOT NULL,
    label TEXT NOT NULL, dimension TEXT NOT NULL, unit TEXT NOT NULL, first_seen INTEGER NOT NULL,
    UNIQUE (slot, label, dimension)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS thresholds (
    metric_id INTEGER NOT NULL, since INTEGER NOT NULL,
    warn_low REAL, warn_high REAL, warn_inside INTEGER, crit_low REAL, crit_high REAL, crit_inside INTEGER,
    min REAL, max REAL, printed TEXT NOT NULL,
    PRIMARY KEY (metric_id, since)
  ) STRICT, WITHOUT ROWID;`;

export function openRegistryDatabase(path: string): DatabaseSync {
  createPrivateFile(path);
  const db = new DatabaseSync(path);
  try {
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -1024; ${SCHEMA}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Reads everything that the thread which takes points keeps in memory. */
export function readRegistry(db: DatabaseSync): {
  readonly rows: RegistryRows;
  readonly resources: readonly { readonly slot: number; readonly key: ResourceKey }[];
  readonly metrics: readonly (Metric & { readonly slot: number })[];
  readonly printedLimits: Map<number, string>;
} {
  const resources = arrayRows(db, "SELECT slot, host_id, service_id FROM resources ORDER BY slot")
    .all()
    .map(([slot, hostId, serviceId]) => ({ slot: Number(slot), key: serviceKey(Number(hostId), Number(serviceId)) }));
  const metrics = arrayRows(
    db,
    "SELECT metric_id, slot, column_no, label, dimension, unit FROM metrics ORDER BY slot, column_no",
  )
    .all()
    .map(([id, slot, number, label, dimension, unit]) => ({
      id: Number(id),
      slot: Number(slot),
      number: Number(number),
      label: String(label),
      dimension: String(dimension) as Dimension,
      unit: String(unit),
    }));
  const printedLimits = new Map(
    arrayRows(db, "SELECT metric_id, printed, max(since) FROM thresholds GROUP BY metric_id")
      .all()
      .map(([metricId, printed]) => [Number(metricId), String(printed)]),
  );
  return { rows: rowsOf(db), resources, metrics, printedLimits };
}

export type LimitsReader = (metricId: number, from: number, to: number) => readonly LimitsSince[];

/** Reads the limits of a metric that held at some time between two times, oldest first. */
export function limitsReader(db: DatabaseSync): LimitsReader {
  const statement = db.prepare(
    `SELECT * FROM thresholds WHERE metric_id = ?1 AND since <= ?3 AND since >= coalesce(
       (SELECT max(since) FROM thresholds WHERE metric_id = ?1 AND since <= ?2), 0) ORDER BY since`,
  );
  return (metricId, from, to) =>
    statement.all(metricId, from, to).map((row) => ({
      since: Number(row["since"]),
      warning: rangeOf(row["warn_low"], row["warn_high"], row["warn_inside"]),
      critical: rangeOf(row["crit_low"], row["crit_high"], row["crit_inside"]),
      min: row["min"] === null ? null : Number(row["min"]),
      max: row["max"] === null ? null : Number(row["max"]),
    }));
}

function rowsOf(db: DatabaseSync): RegistryRows {
  const resource = db.prepare("INSERT INTO resources (host_id, service_id) VALUES (?, ?)");
  const metric = db.prepare(
    "INSERT INTO metrics (slot, column_no, label, dimension, unit, first_seen) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const limitRows = limitRowsOf(db);
  // A transaction that fails may end at once.
  let isUncommitted = false;
  const begin = (): void => {
    isUncommitted = true;
    if (!db.isTransaction) db.exec("BEGIN IMMEDIATE");
  };
  const commit = (): void => {
    if (isUncommitted) db.exec("COMMIT");
    isUncommitted = false;
  };
  return {
    addResource(key) {
      begin();
      return Number(resource.run(hostIdOf(key), serviceIdOf(key)).lastInsertRowid);
    },
    addMetric({ slot, number, label, dimension, unit, at }) {
      begin();
      return Number(metric.run(slot, number, label, dimension, unit, at).lastInsertRowid);
    },
    addLimits(metricId, since, limits, printed) {
      begin();
      limitRows.add(metricId, since, limits, printed);
    },
    pruneLimits(above, kept) {
      begin();
      const last = limitRows.prune(above, kept);
      commit();
      return last;
    },
    isUncommitted: () => isUncommitted,
    commit,
    close() {
      if (db.isTransaction) db.exec("COMMIT");
      db.close();
    },
    abandon() {
      if (db.isTransaction) db.exec("ROLLBACK");
      db.close();
    },
  };
}

const rangeOf = (start: unknown, end: unknown, isInside: unknown): Range | null =>
  start === null ? null : { start: Number(start), end: Number(end), alertsInside: isInside === 1 };
