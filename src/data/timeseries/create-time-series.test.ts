import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWriter } from "../../../test/timeseries/written-series.ts";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import { silentLog } from "../../lib/log.ts";
import { newState } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import { batchOf } from "./measured-batch.ts";
import { startTimeSeries } from "./create-time-series.ts";
import type { SeriesSettings } from "./series-settings.ts";
import type { TimeSeries } from "./time-series.ts";

const KEY = serviceKey(1, 1);
const START = 1_800_000_000;

const SETTINGS: SeriesSettings = {
  rawDays: 35,
  hoursDays: 400,
  daysYears: 10,
  maxBytes: null,
  limits: { perResource: 10, total: 1_000 },
};

let folder: string;
let clock: FakeClock;
let series: TimeSeries;
let events: string[];
let stored: (readonly [ResourceKey, ResourceState])[];
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-time-series-"));
  clock = createFakeClock(START);
  events = [];
  stored = [];
  lines = [];
  series = start();
});
const start = (path = join(folder, "metrics")): TimeSeries =>
  startTimeSeries({
    folder: path,
    settings: SETTINGS,
    clock,
    log: { ...silentLog, warn: (_fields, line) => void lines.push(line) },
    events: {
      nameOf: () => "service web/HTTP",
      tooManyMetrics: () => {},
      valuesLost: (reason) => void events.push(reason),
    },
    states: () => stored,
    keepLogFrom: Infinity,
  });
afterEach(async () => {
  await series.close();
  rmSync(folder, { recursive: true, force: true });
});

const stateAt = (at: number, value: number): ResourceState =>
  stateWith(newState(0), { lastCheck: at, state: 0, perfdata: `a=${value}` });
const accept = (at: number, value: number): void => series.accept(KEY, stateAt(at, value));
const values = async () => {
  const read = await series.readSamples({ of: [{ key: KEY }], from: START, to: START + 1_000, maxValues: 1_000 });
  return read!.flatMap(({ metrics }) => metrics.flatMap((metric) => [...metric.values]));
};

test("results that come before the thread is ready are older than the stored states, and are taken first", async () => {
  stored = [[KEY, stateAt(START + 1, 2)]];
  accept(START, 1);
  accept(START + 1, 2);
  // Hands nothing over; the states were looked at before it is answered.
  await series.counts();

  expect(await values()).toEqual([1, 2]);
});

test("a folder that is moved away while the server runs is noticed, and another one begins", async () => {
  accept(START, 1);
  expect(await values()).toEqual([1]);
  renameSync(join(folder, "metrics"), join(folder, "elsewhere"));

  await expect.poll(() => series.problem()?.reason).toBe("the thread has ended: its folder was deleted or replaced");
  accept(START + 1, 2);
  await expect
    .poll(async () => {
      await clock.advanceBy(10);
      return series.problem();
    })
    .toBeNull();
  await expect.poll(values).toEqual([2]);
});

test("values wait for a thread that fails to start, however often; it is named until one answers", async () => {
  accept(START, 1);
  expect(await values()).toEqual([1]);
  renameSync(join(folder, "metrics"), join(folder, "elsewhere"));
  writeFileSync(join(folder, "metrics"), "no folder");
  await expect.poll(() => series.problem()?.reason).toContain("the thread has ended");
  const since = series.problem()!.since;
  accept(START + 1, 2);
  accept(START + 2, 3);
  await expect.poll(() => clock.advanceBy(10).then(() => lines.length)).toBeGreaterThan(1);
  expect(series.problem()?.since).toBe(since);

  rmSync(join(folder, "metrics"));
  await expect.poll(() => clock.advanceBy(10).then(() => series.problem())).toBeNull();
  expect(await values()).toEqual([2, 3]);
  expect(await series.counts()).toMatchObject({ dropped: 0, results: 2 });
  expect(events).toEqual([]);
});

test("closes while no thread runs", async () => {
  await series.status();
  rmSync(join(folder, "metrics"), { recursive: true });

  await expect.poll(() => series.problem()).not.toBeNull();
  accept(START + 1, 2);
});

test("metrics are chosen by label, and resources without any of them are left out", async () => {
  const of = (key: ResourceKey, perfdata: string): void =>
    series.accept(key, stateWith(newState(0), { lastCheck: START, state: 0, perfdata }));
  of(KEY, "a=1 b=2");
  of(serviceKey(1, 2), "b=3");

  const found = await series.metrics(null, new Set(["a", "c"]));

  expect(found.map(({ key, metrics }) => [key, metrics.map(({ label }) => label)])).toEqual([[KEY, ["a"]]]);
});

test("while a disk hangs values wait, bounded; the oldest are dropped, counted and named; it goes on afterwards", async () => {
  await series.close();
  rmSync(join(folder, "metrics"), { recursive: true });
  mkdirSync(join(folder, "metrics"));
  const registry = join(folder, "metrics/registry.sqlite");
  // Opening it waits for whoever writes to it.
  execFileSync("mkfifo", ["-m", "600", registry]);
  series = start();

  const offered = 300_000;
  for (let index = 1; index <= offered; index++) accept(START + index, index);
  expect(series.problem()?.reason).toContain("the thread takes no values");
  expect(events).toEqual([expect.stringContaining("performance data is lost: values are dropped, the oldest first")]);

  const file = openSync(registry, constants.O_RDWR);
  rmSync(registry);
  closeSync(file);
  await expect
    .poll(async () => {
      await clock.advanceBy(10);
      return series.problem();
    })
    .toBeNull();
  const { dropped, results } = await series.counts();

  // All but what was handed over, and what waited.
  expect(dropped).toBeGreaterThanOrEqual(offered - 128_000 - 102_000);
  expect(dropped).toBeLessThanOrEqual(offered - 100_000);
  expect(results + dropped).toBe(offered);
  expect(events).toHaveLength(1);
});

test("max_size drops the oldest days of raw values, as many as it must, and says so", async () => {
  await series.close();
  const path = join(folder, "sealed");
  let now = START;
  const writer = openWriter(path, () => now);
  for (; now < START + 4 * 86_400; now += 3_600) {
    writer.accept(batchOf([{ key: KEY, at: now, state: 0, perfdata: "a=1" }]));
    writer.sweep(1);
  }
  now += 86_400;
  for (let day = writer.dayToSeal(); day !== null; day = writer.dayToSeal()) for (const _ of writer.seal(day));
  writer.close();
  const sealed = (): readonly string[] =>
    readdirSync(join(path, "raw"))
      .filter((name) => /^[\d-]+\.sqlite$/.test(name))
      .sort();
  const before = sealed();
  expect(before.length).toBeGreaterThan(3);

  await clock.jumpTo(now);
  series = start(path);
  const { sizes, bytesOfDay, since } = await series.status();
  const ofAll = Object.values(sizes).reduce((sum, bytes) => sum + bytes);
  const ofRaw = statSync(join(path, "raw", before[0]!)).size;
  expect(bytesOfDay).toBeGreaterThan(ofRaw);
  expect(since.raw).toBe(Date.parse(before[0]!.slice(0, 10)) / 1000);
  series.configure({ ...SETTINGS, maxBytes: ofAll - ofRaw - 1 });
  await series.status();

  expect(sealed()).toEqual(before.slice(2));
  expect(lines).toEqual(
    before
      .slice(0, 2)
      .map((name) => expect.stringContaining(`${name} was deleted: all files together are above max_size`)),
  );
});

test("a seal under way does not hold up the end: the day is sealed by the next start", async () => {
  await series.close();
  const path = join(folder, "sealing");
  const writer = openWriter(path, () => START);
  const keys = Array.from({ length: 4_000 }, (_, index) => serviceKey(1 + index, 1));
  writer.accept(batchOf(keys.map((key) => ({ key, at: START, state: 0, perfdata: "a=1" }))));
  writer.sweep(1);
  writer.close();
  const raw = (): readonly string[] => readdirSync(join(path, "raw")).filter((name) => !/-(?:wal|shm)$/.test(name));
  const [open] = raw();

  await clock.jumpTo(START + 3 * 86_400);
  series = start(path);
  await expect.poll(raw, { interval: 10 }).toHaveLength(2);
  await series.close();

  expect(raw().filter((name) => name.endsWith(".sqlite"))).toEqual([open]);
});
