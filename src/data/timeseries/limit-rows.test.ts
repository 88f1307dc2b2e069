import { DatabaseSync } from "node:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { openWriter } from "../../../test/timeseries/written-series.ts";
import { silentLog } from "../../lib/log.ts";
import { serviceKey } from "../../model/resource-key.ts";
import { startTimeSeries } from "./create-time-series.ts";
import { batchOf } from "./measured-batch.ts";
import type { LimitsSince } from "./metric.ts";
import { limitsReader } from "./registry-rows.ts";
import type { SeriesSettings } from "./series-settings.ts";
import type { SeriesWriter } from "./write/series-writer.ts";

const START = Date.UTC(2026, 10, 29) / 1000;
const HOUR = 3_600;
const DAY = 86_400;
const DISK = serviceKey(1, 1);
const SETTINGS: SeriesSettings = {
  rawDays: 35,
  hoursDays: 400,
  daysYears: 1,
  maxBytes: null,
  limits: { perResource: 10, total: 1_000 },
};

let folder: string;
let now: number;
let writer: SeriesWriter;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-limits-"));
  now = START;
  writer = openWriter(folder, () => now);
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Takes results of a file system whose size is the number of seconds since `START` to its last change, as on ZFS. */
function take(times: readonly number[], changedAt = (at: number): number => at): void {
  now = times.at(-1)!;
  const perfdata = (at: number): string => `/=1MB;80;90;0;${changedAt(at) - START}`;
  writer.accept(batchOf(times.map((at) => ({ key: DISK, at, state: 0, perfdata: perfdata(at) }))));
}
/** Every so many seconds of days. */
const every = (seconds: number, days: number): readonly number[] =>
  Array.from({ length: (days * DAY) / seconds }, (_, index) => START + seconds * index);

function limitsBetween(from: number, to: number): readonly LimitsSince[] {
  const db = new DatabaseSync(join(folder, "registry.sqlite"), { readOnly: true });
  try {
    return limitsReader(db)(1, from, to);
  } finally {
    db.close();
  }
}
const all = (): readonly LimitsSince[] => limitsBetween(0, Infinity);
const maxAt = (at: number): number | null | undefined => limitsBetween(at, at).at(-1)?.max;

test("limits that change with each result have a bounded number of rows a day, and the newest ones always", () => {
  const checks = every(300, 3);
  for (let from = 0; from < checks.length; from += 48) {
    take(checks.slice(from, from + 48));
    expect(maxAt(now)).toBe(now - START);
  }

  expect(all().every(({ since, max }) => max === since - START)).toBe(true);
  // The first 8 of a day, and one for each hour.
  expect(all()).toHaveLength(3 * (8 + 24));
  expect(maxAt(START + 7 * 300)).toBe(7 * 300);
  expect(maxAt(START + 15 * HOUR)).toBe(15 * HOUR - 300);
});

test("limits that change a few times a day are kept exactly, over restarts and pruning", () => {
  const changedAt = (at: number): number => at - ((at - START) % (3 * HOUR));
  const checks = every(HOUR, 50);
  take(checks.slice(0, 1_000), changedAt);
  writer.close();
  writer = openWriter(folder, () => now);
  take(checks.slice(1_000), changedAt);
  for (const _ of writer.pruneLimits(SETTINGS));

  expect(all().map(({ since }) => since)).toEqual(every(3 * HOUR, 50));
});

test("where hours and days are left, a day of many changes keeps the newest; what no value needs goes", () => {
  take(every(HOUR, 40));
  const ofDay = (day: number): number => limitsBetween(START + DAY * day, START + DAY * (day + 1) - 1).length;
  const between = limitsBetween(START + 10 * DAY, START + 40 * DAY);
  for (const _ of writer.pruneLimits(SETTINGS));

  // One that holds at its start, and its own.
  expect(Array.from({ length: 5 }, (_, day) => ofDay(day))).toEqual([1, 2, 2, 2, 24]);
  expect(limitsBetween(START + 10 * DAY, START + 40 * DAY)).toEqual(between);
  expect(maxAt(START + 3 * DAY)).toBe(2 * DAY + 23 * HOUR);

  now = START + 1_000 * DAY;
  for (const _ of writer.pruneLimits(SETTINGS));

  expect(all().map(({ max }) => max)).toEqual([39 * DAY + 23 * HOUR]);
});

test("the server prunes rows that an earlier release left, of all metrics, and those that have expired since", async () => {
  take([START]);
  writer.close();
  const db = new DatabaseSync(join(folder, "registry.sqlite"));
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
      INSERT OR REPLACE INTO thresholds (metric_id, since, max, printed)
        SELECT metric.i, ${START} + 60 * n.i, n.i, n.i FROM n, n AS metric WHERE metric.i BETWEEN 1 AND 4`,
  );
  db.close();
  const clock = createFakeClock(START + 100 * DAY);
  const rows = (): number => {
    const reader = new DatabaseSync(join(folder, "registry.sqlite"), { readOnly: true });
    const { count } = reader.prepare("SELECT count(*) AS count FROM thresholds").get()!;
    reader.close();
    return Number(count);
  };
  const series = startTimeSeries({
    folder,
    settings: SETTINGS,
    clock,
    log: silentLog,
    events: { nameOf: () => null, tooManyMetrics: () => {}, valuesLost: () => {} },
    states: () => [],
    keepLogFrom: Infinity,
  });
  try {
    // The newest of each of three days, of four metrics.
    await expect.poll(rows).toBe(12);
    await clock.jumpTo(START + 1_000 * DAY);
    await clock.advanceBy(60);
    await expect.poll(rows).toBe(4);
  } finally {
    await series.close();
  }
  writer = openWriter(folder, () => now);
});
