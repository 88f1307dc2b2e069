import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import { silentLog } from "../../lib/log.ts";
import { newState } from "../../model/initial-state.ts";
import { serviceKey } from "../../model/resource-key.ts";
import { backUpSeries, checkSeriesBackup, restoreSeries } from "./back-up-series.ts";
import { startTimeSeries } from "./create-time-series.ts";
import { SeriesFolder, seriesFolderOf } from "./files/series-folder.ts";
import type { TimeSeries } from "./time-series.ts";

const DAY = 86_400;
const START = Math.floor(1_800_000_000 / DAY) * DAY;
const DAYS = 3;
const KEYS = Array.from({ length: 300 }, (_, index) => serviceKey(1, 1 + index));

let place: string;
let clock: FakeClock;
const open: TimeSeries[] = [];
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "vigie-back-up-series-"));
  clock = createFakeClock(START);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((series) => series.close()));
  rmSync(place, { recursive: true, force: true });
});

function start(dataFolder: string): TimeSeries {
  mkdirSync(dataFolder, { recursive: true });
  const series = startTimeSeries({
    folder: seriesFolderOf(dataFolder),
    settings: {
      rawDays: 35,
      hoursDays: 400,
      daysYears: 10,
      maxBytes: null,
      limits: { perResource: 10, total: 10_000 },
    },
    clock,
    log: silentLog,
    events: { nameOf: () => "service web/HTTP", tooManyMetrics: () => {}, valuesLost: () => {} },
    states: () => [],
    keepLogFrom: Infinity,
  });
  open.push(series);
  return series;
}

const live = (): string => join(place, "data");
const target = (number: number): string => join(place, `backup-${number}.metrics`);

/** Number of values of each day that a backup has, after a restore. */
async function restored(number: number): Promise<readonly number[]> {
  const folder = join(place, `restored-${number}`);
  mkdirSync(folder);
  checkSeriesBackup(target(number));
  expect(restoreSeries(folder, target(number), "now")).toEqual({ kept: null, hasSeries: true });
  const series = start(folder);
  const counts: number[] = [];
  for (let day = 0; day < DAYS; day++) {
    const from = START + day * DAY;
    const range = { from, to: from + DAY, maxValues: 1_000_000 };
    const read = (await series.readSamples({ of: KEYS.map((key) => ({ key })), ...range }))!;
    counts.push(read.flatMap(({ metrics }) => metrics).reduce((sum, { values }) => sum + values.length, 0));
  }
  await series.close();
  open.splice(open.indexOf(series), 1);
  return counts;
}

test("every backup while results come, are swept and days are sealed has all values once", async () => {
  const series = start(live());
  for (let day = 0; day < DAYS; day++)
    for (const [index, key] of KEYS.entries())
      for (let hour = 0; hour < 24; hour++)
        series.accept(
          key,
          stateWith(newState(0), {
            lastCheck: START + day * DAY + hour * 3_600,
            state: 0,
            perfdata: `a=${index * 7 + hour}.25`,
          }),
        );
  const all = Array.from({ length: DAYS }, () => KEYS.length * 24);
  let number = 0;
  await expect
    .poll(
      async () => {
        backUpSeries(live(), target(++number));
        return restored(number);
      },
      { timeout: 180_000 },
    )
    .toEqual(all);
  const isSealed = (): boolean =>
    readdirSync(join(seriesFolderOf(live()), "raw")).some((name) => !name.includes("open") && name.endsWith(".sqlite"));
  expect(isSealed()).toBe(false);

  let taken = 0;
  for (; !isSealed() || taken < 4; taken++) {
    await clock.advanceBy(taken === 0 ? 4.5 * DAY : 60);
    backUpSeries(live(), target(++number));
    expect(await restored(number), `backup ${number}`).toEqual(all);
  }

  await expect.poll(isSealed).toBe(true);
  backUpSeries(live(), target(++number));
  expect(await restored(number)).toEqual(all);
}, 180_000);

test("a file of a day that was copied while it was made belongs to a usable backup", async () => {
  const series = start(live());
  series.accept(KEYS[0]!, stateWith(newState(0), { lastCheck: START + 60, state: 0, perfdata: "a=1" }));
  let number = 0;
  await expect
    .poll(
      async () => {
        backUpSeries(live(), target(++number));
        return existsSync(target(number)) ? restored(number) : null;
      },
      { timeout: 180_000 },
    )
    .toEqual([1, 0, 0]);
  backUpSeries(live(), target(++number));
  writeFileSync(new SeriesFolder(target(number)).openDay(START / DAY), "");

  expect(await restored(number)).toEqual([1, 0, 0]);
});

test("a backup without performance data leaves what is there; a damaged one is refused", () => {
  expect(backUpSeries(live(), target(1))).toBeNull();
  mkdirSync(seriesFolderOf(live()), { recursive: true });
  writeFileSync(join(seriesFolderOf(live()), "registry.sqlite"), "no database ".repeat(1_000));

  expect(() => backUpSeries(live(), target(1))).toThrow(expect.objectContaining({ code: "store-damaged" }));
  expect(readdirSync(place)).toEqual(["data"]);
  expect(restoreSeries(live(), target(1), "now")).toEqual({ kept: null, hasSeries: false });
  expect(existsSync(join(seriesFolderOf(live()), "registry.sqlite"))).toBe(true);
  expect(() => checkSeriesBackup(seriesFolderOf(live()))).toThrow(expect.objectContaining({ code: "backup-unusable" }));
});
