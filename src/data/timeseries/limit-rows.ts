import type { DatabaseSync } from "node:sqlite";
import type { Range } from "../../model/threshold-range.ts";
import { dayOf, DAY_SECONDS, HOUR_SECONDS, startOfDay } from "./day.ts";
import type { Limits } from "./perfdata/limits.ts";

/**
 * So many changes of the limits of a metric in a day (UTC) are kept one by one: as many as somebody makes. Limits that
 * change with the results, such as the size of a file system on ZFS, make more of them: of those after, each hour keeps
 * the newest. So a day has 32 rows at most, and a graph is wrong by less than an hour about what changes all the time.
 */
const EXACT_CHANGES_A_DAY = 8;

/** Rows that one step of pruning looks at, and the rest of the last metric: about 2 ms. */
const ROWS_A_STEP = 2_000;

/** Times that decide which rows of limits go. */
export interface LimitsKept {
  /** Start of the first day of which every value may be kept. */
  readonly exactFrom: number;
  /** Start of the first day of which anything may be kept. */
  readonly from: number;
}

/** Statements on the rows of `thresholds`, each of which holds until the next one of its metric. */
export interface LimitRows {
  /** `printed`: the unit, a blank and the limits as the plugin prints them. */
  add(metricId: number, since: number, limits: Limits, printed: string): void;
  /**
   * Deletes rows of some metrics, those with ids above one, that have ended before `from`; and those before `exactFrom`
   * of days with more than 8, but for the newest of such a day. Returns the last of the metrics; null: there are no more.
   */
  prune(aboveMetricId: number, kept: LimitsKept): number | null;
}

export function limitRowsOf(db: DatabaseSync): LimitRows {
  const ofDay = db.prepare(
    "SELECT count(*) AS count, max(since) AS newest FROM thresholds WHERE metric_id = ? AND since >= ? AND since < ?",
  );
  const insert = db.prepare("INSERT OR REPLACE INTO thresholds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const remove = db.prepare("DELETE FROM thresholds WHERE metric_id = ? AND since = ?");
  const lastOfStep = db.prepare(
    "SELECT metric_id FROM thresholds WHERE metric_id > ? ORDER BY metric_id LIMIT 1 OFFSET ?",
  );
  const removeEnded = db.prepare(
    `DELETE FROM thresholds AS ended WHERE metric_id > ?1 AND metric_id <= ?2 AND since < ?3 AND EXISTS
       (SELECT 1 FROM thresholds WHERE metric_id = ended.metric_id AND since > ended.since AND since <= ?3)`,
  );
  const removeMany = db.prepare(
    `DELETE FROM thresholds WHERE (metric_id, since) IN (
       SELECT metric_id, since FROM (
         SELECT metric_id, since, count(*) OVER day AS count, max(since) OVER day AS newest FROM thresholds
           WHERE metric_id > ?1 AND metric_id <= ?2 AND since < ?3
           WINDOW day AS (PARTITION BY metric_id, since / ${DAY_SECONDS}))
       WHERE count > ${EXACT_CHANGES_A_DAY} AND since < newest)`,
  );
  return {
    add(metricId, since, { warning, critical, min, max }, printed) {
      const day = startOfDay(dayOf(since));
      const { count, newest } = ofDay.get(metricId, day, day + DAY_SECONDS)!;
      if (Number(count) > EXACT_CHANGES_A_DAY && hourOf(Number(newest)) === hourOf(since))
        remove.run(metricId, newest!);
      insert.run(metricId, since, ...columnsOf(warning), ...columnsOf(critical), min, max, printed);
    },
    prune(above, { exactFrom, from }) {
      const last = lastOfStep.get(above, ROWS_A_STEP)?.["metric_id"];
      const upTo = last === undefined ? Number.MAX_SAFE_INTEGER : Number(last);
      removeEnded.run(above, upTo, from);
      removeMany.run(above, upTo, exactFrom);
      return last === undefined ? null : upTo;
    },
  };
}

const hourOf = (time: number): number => Math.floor(time / HOUR_SECONDS);

const columnsOf = (range: Range | null): readonly (number | null)[] =>
  range === null ? [null, null, null] : [range.start, range.end, Number(range.alertsInside)];
