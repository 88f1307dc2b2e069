import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import { silentLog } from "../../lib/log.ts";
import { newState } from "../../model/initial-state.ts";
import { serviceKey } from "../../model/resource-key.ts";
import { startTimeSeries } from "./create-time-series.ts";
import type { TimeSeries } from "./time-series.ts";

const KEY = serviceKey(1, 1);
const START = 1_800_000_000;

let folder: string;
let clock: FakeClock;
let series: TimeSeries;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-time-series-"));
  clock = createFakeClock(START);
  series = startTimeSeries({
    folder: join(folder, "metrics"),
    settings: {
      rawDays: 35,
      hoursDays: 400,
      daysYears: 10,
      maxBytes: null,
      limits: { perResource: 10, total: 1_000 },
    },
    clock,
    log: silentLog,
    events: { nameOf: () => "service web/HTTP", tooManyMetrics: () => {}, valuesLost: () => {} },
    states: () => [],
    keepLogFrom: Infinity,
  });
});
afterEach(async () => {
  await series.close();
  rmSync(folder, { recursive: true, force: true });
});

const accept = (at: number, value: number): void =>
  series.accept(KEY, stateWith(newState(0), { lastCheck: at, state: 0, perfdata: `a=${value}` }));
const values = async () => {
  const read = await series.readSamples({ of: [{ key: KEY }], from: START, to: START + 1_000, maxValues: 1_000 });
  return read!.flatMap(({ metrics }) => metrics.flatMap((metric) => [...metric.values]));
};

test("a folder that is moved away while the server runs is noticed, and another one begins", async () => {
  accept(START, 1);
  expect(await values()).toEqual([1]);
  renameSync(join(folder, "metrics"), join(folder, "elsewhere"));

  await expect
    .poll(() => series.problem()?.reason, { timeout: 10_000 })
    .toBe("the thread has ended: its folder was deleted or replaced");
  accept(START + 1, 2);
  await clock.advanceBy(10);

  expect(series.problem()).toBeNull();
  await expect.poll(values, { timeout: 10_000 }).toEqual([2]);
});

test("closes while no thread runs", async () => {
  await series.status();
  rmSync(join(folder, "metrics"), { recursive: true });

  await expect.poll(() => series.problem(), { timeout: 10_000 }).not.toBeNull();
  accept(START + 1, 2);
});
