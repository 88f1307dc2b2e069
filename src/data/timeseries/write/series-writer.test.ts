import { DatabaseSync } from "node:sqlite";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { serviceKey } from "../../../model/resource-key.ts";
import { mergeBlocks } from "../block/merge.ts";
import { dayOf, startOfDay } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
import { batchOf, type MeasuredResult } from "../measured-batch.ts";
import { SEALED_GROUP } from "../files/groups.ts";
import { SeriesWriter } from "./series-writer.ts";
import type { SeriesReport } from "./series-report.ts";

const DAY = dayOf(Date.UTC(2026, 10, 29) / 1000);
const START = startOfDay(DAY) + 36_000;
const WEB = serviceKey(1, 1);

let folder: string;
let now: number;
let said: string[];
let writer: SeriesWriter;
const report: SeriesReport = {
  problem: (code, reason) => said.push(`${code}: ${reason}`),
  solved: () => {},
  damage: (path, slot, reason) => said.push(`damage ${path} ${slot}: ${reason}`),
  logDamage: ({ offset, isTornTail }) => said.push(`log ${offset} ${isTornTail ? "torn" : "damaged"}`),
  tooManyMetrics: (key, label) => said.push(`too many ${key} ${label}`),
  fault: (key, text) => said.push(`fault ${key} ${text}`),
};
let keptFrom: number;
const open = (perResource = 1_024) =>
  SeriesWriter.open({
    folder,
    now: () => now,
    limits: () => ({ perResource, total: 100_000 }),
    keepLogFrom: () => keptFrom,
    report,
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-series-"));
  now = START;
  said = [];
  keptFrom = Infinity;
  writer = open();
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

const result = (at: number, perfdata: string, key = WEB): MeasuredResult => ({ key, at, state: 0, perfdata });
const take = (...results: MeasuredResult[]) => writer.accept(batchOf(results));
/** What is in memory and in the open day of a resource. */
const stored = (key = WEB, day = DAY) => {
  const { slot, metrics } = writer.registry.ofKey(key)!;
  const files = readdirSync(join(folder, "raw")).filter((name) => name.endsWith(".open.sqlite"));
  const blocks = files
    .filter((name) => name.startsWith(new Date(startOfDay(day) * 1000).toISOString().slice(0, 10)))
    .flatMap((name) => {
      const file = BlockFile.openReader(join(folder, "raw", name));
      const found = file.groups().map((group) => file.block(group, slot));
      file.close();
      return found.filter((block) => block !== null);
    });
  const head = writer.headBlock(slot);
  const { times, columns } = mergeBlocks([...blocks, ...(head ? [head] : [])]);
  return [...times].map((time, index) => [
    time - START,
    ...columns.map(({ number, values }) => `${metrics[number]!.label}=${values[index]}${metrics[number]!.unit}`),
  ]);
};
const reopen = () => {
  writer.close();
  writer = open();
};

it("keeps values over sweeps and restarts, each once", () => {
  take(result(START, "a=1s b=2"), result(START + 60, "a=2s"));
  writer.sweep(1);
  take(result(START + 120, "b=3 a=5s"));
  const before = stored();
  reopen();
  writer.sweep(1);

  expect(before).toEqual([
    [0, "a=1s", "b=2"],
    [60, "a=2s", "b=NaN"],
    [120, "a=5s", "b=3"],
  ]);
  expect(stored()).toEqual(before);
});

it("drops what is not newer than the newest result, also after a restart", () => {
  take(result(START + 60, "a=1"), result(START + 60, "a=2"), result(START, "a=3"));
  reopen();
  take(result(START + 60, "a=4"));
  writer.sweep(1);
  reopen();
  take(result(START + 60, "a=5"), result(START + 61, "a=6"));

  expect(stored()).toEqual([
    [60, "a=1"],
    [61, "a=6"],
  ]);
  expect(writer.counts.notNewer).toBe(1);
});

it("converts units of one dimension, and begins another metric for another one", () => {
  take(result(START, "/=100MB"), result(START + 1, "/=1GB"), result(START + 2, "/=40%"), result(START + 3, "/=2MB"));

  expect(stored()).toEqual([
    [0, "/=100MB", "/=NaN%"],
    [1, "/=1024MB", "/=NaN%"],
    [2, "/=NaNMB", "/=40%"],
    [3, "/=2MB", "/=NaN%"],
  ]);
});

it("keeps the known metrics when a resource has too many", () => {
  writer.close();
  writer = open(2);
  take(result(START, "a=1 b=2 c=3"), result(START + 1, "d=4 b=5 a=6"));

  expect(stored()).toEqual([
    [0, "a=1", "b=2"],
    [1, "a=6", "b=5"],
  ]);
  expect(said).toEqual([`too many ${WEB} c`]);
});

it("says once which performance data is not understood", () => {
  take(result(START, "a=1 load=,5"), result(START + 1, "a=2 load=,6"), result(START + 2, "a=3"));
  take(result(START + 3, "a=4 load=,7 x"));

  expect(said).toEqual([
    `fault ${WEB} perfdata: 1 item not understood, at 4: "load=,5" (a decimal comma)`,
    `fault ${WEB} perfdata: 2 items not understood, first at 4: "load=,7" (a decimal comma)`,
  ]);
  expect(writer.faults.of(WEB)).toContain("2 items");
});

it("deletes the log once a whole round has moved its results", () => {
  take(result(START, "a=1"));
  now += 301;
  take(result(START + 301, "a=2"));
  expect(readdirSync(join(folder, "log"))).toEqual(["0000000001.log", "0000000002.log"]);

  writer.sweep(1);

  expect(readdirSync(join(folder, "log"))).toEqual(["0000000002.log"]);
  reopen();
  expect(stored()).toEqual([
    [0, "a=1"],
    [301, "a=2"],
  ]);
});

const logFiles = () => readdirSync(join(folder, "log")).filter((name) => name.endsWith(".log"));
/** Results in segments 1, 2 and 3, all kept for others; those of 1 and 2 are swept. */
const keepSweptLog = () => {
  keptFrom = 0;
  for (const segment of [0, 1]) {
    now = START + 301 * segment;
    take(result(now, `a=${segment}`));
  }
  now = START + 602;
  take(result(now, "a=2"));
  writer.sweep(1);
  take(result(now + 1, "a=3"));
  expect(logFiles()).toHaveLength(3);
};
const ALL_KEPT = [
  [0, "a=0"],
  [301, "a=1"],
  [602, "a=2"],
  [603, "a=3"],
];

it("reads after a restart only the part of the log that is not in a day file, if others need more of it", () => {
  keepSweptLog();
  writer.close();
  // Nobody notices: it is not read.
  writeFileSync(join(folder, "log/0000000001.log"), "no segment");
  writer = open();

  expect(stored()).toEqual(ALL_KEPT);
  expect(said).toEqual([]);
});

it("takes the values of a damaged day from what is left of the log", () => {
  keepSweptLog();
  writer.close();
  writeFileSync(join(folder, "raw/2026-11-29.open.sqlite"), Buffer.alloc(9_000, "no database"));
  writer = open();

  expect(stored()).toEqual(ALL_KEPT);
  expect(said).toEqual([expect.stringMatching(/^damage .*29\.open\.sqlite\.damaged/)]);
});

it("reads the whole log after it began anew", () => {
  keepSweptLog();
  writer.close();
  for (const name of logFiles()) rmSync(join(folder, "log", name));
  writer = open();
  for (const segment of [3, 4, 5, 6]) {
    now = START + 301 * segment;
    take(result(now, `a=${segment}`));
  }
  reopen();

  expect(stored().slice(-4)).toEqual([3, 4, 5, 6].map((segment) => [301 * segment, `a=${segment}`]));
});

it("finds the newest result of a resource that has none any more in earlier sweeps and days", () => {
  const keys = Array.from({ length: 30 }, (_, index) => serviceKey(1, 1 + index));
  const firstThatGoesOn = [0, 1, 12, 29];
  firstThatGoesOn.forEach((first, round) => {
    now = START + 43_200 * round;
    take(...keys.slice(first).map((key) => result(now, "a=1", key)));
    writer.sweep(1);
  });
  reopen();

  expect(keys.map((key) => (writer.newestOf(key) - START) / 43_200)).toEqual(
    keys.map((_, index) => firstThatGoesOn.findLastIndex((first) => first <= index)),
  );
});

it("cuts off a torn end of the log, and reads on after damage in an older segment", () => {
  take(result(START, "a=1"));
  take(result(START + 1, "a=2"));
  now += 301;
  take(result(START + 301, "a=3"));
  take(result(START + 302, "a=4"));
  writer.close();
  const [older, newest] = readdirSync(join(folder, "log")).map((name) => join(folder, "log", name));
  const bytes = readFileSync(older!);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(older!, bytes);
  truncateSync(newest!, readFileSync(newest!).length - 3);
  writer = open();

  expect(stored()).toEqual([
    [0, "a=1"],
    [301, "a=3"],
  ]);
  expect(said).toEqual([expect.stringContaining("damaged"), expect.stringContaining("torn")]);
});

it("says nothing of the zeros that were written ahead of the records, when they are there after a crash", () => {
  take(result(START, "a=1"));
  take(result(START + 1, "a=2"));
  const [segment] = readdirSync(join(folder, "log")).map((name) => join(folder, "log", name));
  const asOfTheCrash = readFileSync(segment!);
  writer.close();
  const closed = readFileSync(segment!);
  expect(asOfTheCrash.length).toBeGreaterThan(closed.length);
  writeFileSync(segment!, asOfTheCrash);
  writer = open();

  expect(stored()).toEqual([
    [0, "a=1"],
    [1, "a=2"],
  ]);
  expect(said).toEqual([]);
  expect(readFileSync(segment!)).toEqual(closed);
});

it("seals a day into one block a resource, with its hours and its day", () => {
  const other = serviceKey(2, 1);
  for (let minute = 0; minute < 120; minute++) {
    take(result(START + 60 * minute, `a=${minute}s n=${minute * 10}c`), result(START + 60 * minute, "x=1", other));
    if (minute % 30 === 29) writer.sweep(1);
  }
  const before = stored();
  now = startOfDay(DAY + 2) + 2 * 3_600 - 1;
  expect(writer.dayToSeal()).toBeNull();
  now++;
  expect(writer.dayToSeal()).toBe(DAY);
  for (const _ of writer.seal(DAY));

  expect(readdirSync(join(folder, "raw"))).toEqual(["2026-11-29.sqlite"]);
  const sealed = BlockFile.openReader(join(folder, "raw", "2026-11-29.sqlite"));
  const block = sealed.block(SEALED_GROUP, writer.registry.ofKey(WEB)!.slot)!;
  expect([...block.times].map((time) => time - START)).toEqual(before.map(([time]) => time));
  expect([...block.columns[0]!.values]).toEqual(Array.from({ length: 120 }, (_, minute) => minute));
  sealed.close();
  const hours = BlockFile.openReader(join(folder, "hours", "2026-11.sqlite"));
  const ofWeb = hours.block(DAY, writer.registry.ofKey(WEB)!.slot)!;
  expect([...ofWeb.times].map((time) => time - START)).toEqual([0, 3_600]);
  // Average, least, greatest, last and count of a; of the counter n the increase.
  expect(ofWeb.columns.slice(0, 6).map(({ values }) => [...values])).toEqual([
    [29.5, 89.5],
    [0, 60],
    [59, 119],
    [59, 119],
    [60, 60],
    [590, 600],
  ]);
  hours.close();
  take(result(START + 7_300, "a=9"));
  expect(writer.counts.tooLate).toBe(1);
});

it.each(["raw/2026-11-29.open.sqlite", "hours/2026-11.sqlite", "days.sqlite"])(
  "seals what is left when %s is damaged",
  (damaged) => {
    for (let minute = 0; minute < 120; minute++) take(result(START + 60 * minute, `a=${minute}`));
    writer.sweep(1);
    writer.close();
    writeFileSync(join(folder, damaged), Buffer.alloc(9_000, "no database"));
    writer = open();
    now = startOfDay(DAY + 2) + 2 * 3_600;
    for (let tries = 0; tries < 2 && writer.dayToSeal() !== null; tries++) {
      try {
        for (const _ of writer.seal(DAY));
      } catch {
        // Tried again, an hour later.
      }
    }

    expect(writer.dayToSeal()).toBeNull();
    expect(said).toEqual([expect.stringMatching(`^damage .*${damaged}.damaged`)]);
    expect(readdirSync(join(folder, "raw")).filter((name) => name.endsWith("29.sqlite")).length).toBe(
      damaged.startsWith("raw") ? 0 : 1,
    );
  },
);

it.each<[string, (path: string) => void]>([
  ["is no database", (path) => writeFileSync(path, Buffer.alloc(9_000, "no database"))],
  ["has a metric of no resource", (path) => change(path, "UPDATE metrics SET slot = 77")],
  ["has another number for a metric", (path) => change(path, "UPDATE metrics SET column_no = 1")],
  ["has a metric in a unit of another dimension", (path) => change(path, "UPDATE metrics SET unit = 'MB'")],
  ["has another column", (path) => change(path, "ALTER TABLE metrics RENAME column_no TO column_po")],
  [
    "has an index that does not agree",
    (path) => {
      const bytes = readFileSync(path);
      // The label in the row of a table or of its index.
      const at = bytes.lastIndexOf("anumber");
      bytes[at] = "b".charCodeAt(0);
      writeFileSync(path, bytes);
    },
  ],
])("begins anew when the registry %s, and keeps the old folder", (_, damage) => {
  take(result(START, "a=1"));
  writer.close();
  damage(join(folder, "registry.sqlite"));
  writer = open();
  take(result(START + 1, "b=2"));

  expect(said).toEqual([expect.stringContaining(`damage ${folder}.damaged-${START}`)]);
  expect(stored()).toEqual([[1, "b=2"]]);
  expect(readdirSync(`${folder}.damaged-${START}/log`)).toEqual(["0000000001.log"]);
  rmSync(`${folder}.damaged-${START}`, { recursive: true });
});

function change(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}
