import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openWriter, perfdataAt, RESOURCES } from "../../../../test/timeseries/written-series.ts";
import { serviceKey } from "../../../model/resource-key.ts";
import { dayOf, dayOfName, monthOf, startOfDay } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
import { SEALED_GROUP } from "../files/groups.ts";
import { batchOf } from "../measured-batch.ts";
import { statusOf } from "./status-of.ts";
import type { SeriesWriter } from "./series-writer.ts";

const DAY = dayOf(Date.UTC(2026, 10, 29) / 1000);
const START = startOfDay(DAY);
const HOUR = 3_600;

let folder: string;
let now: number;
let said: string[];
let writer: SeriesWriter;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-days-"));
  now = START;
  said = [];
  writer = openWriter(folder, () => now, said);
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

const take = (): void =>
  writer.accept(batchOf(RESOURCES.map((key) => ({ key, at: now, state: 0, perfdata: perfdataAt(key, now) }))));

/** Times in the file of each day, of every resource and sweep; each must be of that day. */
function timesInFiles(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of readdirSync(join(folder, "raw")).filter((each) => each.endsWith(".sqlite"))) {
    const day = dayOfName(name.slice(0, 10))!;
    const file = BlockFile.openReader(join(folder, "raw", name));
    for (const group of file.groups())
      for (const { slot } of writer.registry.all()) {
        const times = file.block(group, slot)?.times ?? [];
        for (const time of times) expect([name, dayOf(time)]).toEqual([name, day]);
        counts.set(name, (counts.get(name) ?? 0) + times.length);
      }
    file.close();
  }
  return counts;
}

it("has no day file with results of another day when the clock is set back an hour and ahead a day", () => {
  const minutes = (count: number): void => {
    for (let minute = 0; minute < count; minute++, now += 60) {
      take();
      if (minute % 25 === 24) writer.sweep(0.4);
    }
  };
  now = START + 23 * HOUR;
  // Past midnight, back before it, past it again, ahead a day, and back to where it was.
  minutes(90);
  now -= HOUR;
  minutes(90);
  now += 86_400;
  minutes(40);
  now -= 86_400;
  minutes(10);
  now += 2 * 86_400;
  minutes(30);
  // The round that goes on, and one of its own.
  while (writer.headSize > 0) writer.sweep(1);

  const counts = timesInFiles();
  expect([...counts.keys()]).toEqual([
    "2026-11-29.open.sqlite",
    "2026-11-30.open.sqlite",
    "2026-12-01.open.sqlite",
    "2026-12-02.open.sqlite",
  ]);
  // Within a resource times rise: what the clock gave again is not taken, and counted.
  expect(writer.counts.results + writer.counts.notNewer).toBe(260 * RESOURCES.length);
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(writer.counts.results);
  expect(said).toEqual([]);
});

it("seals a day by the clock, and takes the next one as before when the clock is set back", () => {
  take();
  writer.sweep(1);
  now += 86_400 + 26 * HOUR;
  expect(writer.dayToSeal()).toBe(DAY);
  for (const _ of writer.seal(DAY));
  now = START + 86_400;
  take();
  writer.sweep(1);

  expect([...timesInFiles()]).toEqual([
    ["2026-11-29.sqlite", RESOURCES.length],
    ["2026-11-30.open.sqlite", RESOURCES.length],
  ]);
  expect(writer.counts).toMatchObject({ tooLate: 0, notNewer: 0 });
});

it("seals a day whose file a full disk left without tables, and the days after it", () => {
  const unfinished = join(folder, "raw/2026-11-28.open.sqlite");
  closeSync(openSync(unfinished, "w"));
  take();
  now += 3 * 86_400;
  expect(statusOf(writer).since.raw).toBe(START - 86_400);
  for (const day of [DAY - 1, DAY]) {
    expect(writer.dayToSeal()).toBe(day);
    for (const _ of writer.seal(day));
  }

  expect(writer.dayToSeal()).toBeNull();
  expect(said).toEqual([]);
});

it("takes nothing for a sealed day after a restart, also when only its hours are kept", () => {
  for (; now < START + 86_400; now += HOUR) take();
  now += 26 * HOUR;
  for (const _ of writer.seal(DAY));
  // As `raw_days: 1` and `max_size` do.
  rmSync(writer.folder.sealedDay(DAY));
  writer.close();
  now += 5 * 86_400;
  writer = openWriter(folder, () => now, said);
  const [first] = RESOURCES;
  // The stored state of a resource that has had no result since.
  writer.accept(batchOf([{ key: first!, at: START + 23 * HOUR, state: 0, perfdata: "a=1" }]));
  writer.sweep(1);
  for (let day = writer.dayToSeal(); day !== null; day = writer.dayToSeal()) for (const _ of writer.seal(day));

  expect(countOf(writer.folder.hours(monthOf(DAY)), DAY)).toBe(24);
  expect(writer.counts.tooLate).toBe(1);
});

it("goes on with a day whose seal was interrupted", () => {
  take();
  now += 86_400 + 26 * HOUR;
  for (const _ of writer.seal(DAY)) if (countOf(writer.folder.hours(monthOf(DAY)), DAY) > 0) break;
  writer.close();
  now = START + HOUR;
  writer = openWriter(folder, () => now, said);
  take();
  now += 86_400 + 26 * HOUR;
  for (const _ of writer.seal(DAY));

  expect(countOf(writer.folder.sealedDay(DAY), SEALED_GROUP)).toBe(2);
  expect(countOf(writer.folder.hours(monthOf(DAY)), DAY)).toBe(2);
});

it("has of a day whose seal was interrupted what its last seal had, among the days of the month", () => {
  take();
  now = START + 86_400;
  take();
  now += 86_400 + 26 * HOUR;
  for (const _ of writer.seal(DAY));
  for (const _ of writer.seal(DAY + 1)) if (countOf(writer.folder.days, monthOf(DAY)) > 1) break;
  writer.close();
  now = START + 86_400 + HOUR;
  writer = openWriter(folder, () => now, said);
  take();
  now += 86_400 + 26 * HOUR;
  for (const _ of writer.seal(DAY + 1));

  const days = BlockFile.openReader(writer.folder.days);
  const { times, columns } = days.block(monthOf(DAY), 1)!;
  days.close();
  expect([...times]).toEqual([START, START + 86_400]);
  // The number of values of the first metric.
  expect([...columns[4]!.values]).toEqual([1, 2]);
});

/** Number of values of the first resource in a group of a file. */
function countOf(path: string, group: number): number {
  if (!existsSync(path)) return 0;
  const file = BlockFile.openReader(path);
  const block = file.block(group, 1);
  file.close();
  return block?.times.length ?? 0;
}

it("seals in steps of few resources, between which results are taken and swept", () => {
  const keys = Array.from({ length: 300 }, (_, index) => serviceKey(1, 1 + index));
  const takeAll = (): void => writer.accept(batchOf(keys.map((key) => ({ key, at: now, state: 0, perfdata: "a=1" }))));
  takeAll();
  writer.sweep(1);
  now += 60;
  takeAll();
  now += 86_400 + 26 * HOUR;
  const before = writer.headSize;

  let steps = 0;
  let isMostlySwept = true;
  for (const _ of writer.seal(DAY)) {
    if (++steps === 1) isMostlySwept = writer.headSize < before / 2;
    if (steps % 10 !== 0) continue;
    now++;
    takeAll();
    writer.sweep(0.3);
  }
  while (writer.headSize > 0) writer.sweep(1);

  expect(isMostlySwept).toBe(false);
  expect(steps).toBeGreaterThan(60);
  expect([...timesInFiles()]).toEqual([
    ["2026-11-29.sqlite", 600],
    ["2026-12-01.open.sqlite", 300 * Math.floor(steps / 10)],
  ]);
  expect(said).toEqual([]);
});

it("has no file of a day without results, as between the state of a moved server and its first result", () => {
  take();
  now += 41 * 86_400;
  take();
  writer.sweep(1);

  expect([...timesInFiles()]).toEqual([
    ["2026-11-29.open.sqlite", RESOURCES.length],
    ["2027-01-09.open.sqlite", RESOURCES.length],
  ]);
});

it("keeps few files open, however many days wait for their seal, and all their results", () => {
  const DAYS = 40;
  for (let day = 0; day < DAYS; day++, now += 24 * HOUR) {
    take();
    writer.sweep(1);
  }
  writer.sync();
  writer.close();
  writer = openWriter(folder, () => now, said);
  const open = readdirSync("/proc/self/fd")
    .map((fd) => readLink(`/proc/self/fd/${fd}`))
    .filter((path) => path?.startsWith(join(folder, "raw")));
  // A database, its log and the index of that each.
  expect(open.length).toBeLessThanOrEqual(3 * 8);
  expect([...timesInFiles().values()]).toEqual(Array.from({ length: DAYS }, () => RESOURCES.length));
  expect(said).toEqual([]);
});

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    // Closed meanwhile.
    return undefined;
  }
}
