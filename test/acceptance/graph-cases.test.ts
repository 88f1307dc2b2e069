import { afterAll, beforeAll, expect, test } from "vitest";
import {
  CHANGE,
  DAY,
  GRAPH_CASES,
  GRAPH_START,
  HOUR,
  openGraphScene,
  STEP,
  type GraphScene,
  type SeriesOfGraph,
} from "../support/graph-cases.ts";

let scene: GraphScene;
beforeAll(async () => {
  scene = await openGraphScene();
}, 180_000);
afterAll(() => scene.remove());

const ALL = (3 * DAY) / STEP;

async function metricsOf(service: string): Promise<readonly SeriesOfGraph[]> {
  const { step, from, metrics } = await scene.series(service, ALL);
  expect([step, Date.parse(from) / 1000]).toEqual([STEP, GRAPH_START]);
  return metrics;
}

/** What a plugin printed for a label, in the buckets of the answer; null: nothing, or U. */
function printed(service: string, label: string): (number | null)[] {
  const { perfdataAt } = GRAPH_CASES.find((each) => each.service === service)!;
  return Array.from({ length: ALL }, (_, bucket) => {
    const item = perfdataAt(bucket * STEP)
      ?.split(" ")
      .find((each) => each.startsWith(`${label}=`));
    const value = Number.parseFloat(item?.slice(label.length + 1) ?? "");
    return Number.isNaN(value) ? null : value;
  });
}

const isIn = (from: number, to: number) => (_: unknown, bucket: number) => bucket * STEP >= from && bucket * STEP < to;
const known = (values: readonly (number | null)[]): readonly (number | null)[] =>
  values.filter((each) => each !== null);

test("a host that is renamed keeps its graph", async () => {
  const metrics = await metricsOf("temperature");

  expect(metrics).toHaveLength(1);
  expect(metrics[0]!.last).toEqual(printed("temperature", "temperature"));
});

test("MB that become GB are one metric, in MB, with its thresholds", async () => {
  const metrics = await metricsOf("disk-gb");

  expect(metrics).toMatchObject([{ label: "/", unit: "MB" }]);
  const { last, thresholds } = metrics[0]!;
  printed("disk-gb", "/").forEach((value, bucket) =>
    expect(last[bucket]).toBeCloseTo(bucket * STEP < CHANGE ? value! : value! * 1024, 9),
  );
  expect(thresholds.map(({ warning, critical }) => [warning?.high, critical?.high])).toEqual([
    [15_360, 17_408],
    [15_360, 17_408],
  ]);
});

test("MB that become % are another metric: no graph has two scales", async () => {
  const metrics = await metricsOf("disk-percent");

  expect(metrics).toMatchObject([
    { label: "/", unit: "MB" },
    { label: "/", unit: "%" },
  ]);
  const all = printed("disk-percent", "/");
  const isBefore = isIn(0, CHANGE);
  expect(metrics[0]!.last).toEqual(all.map((value, bucket) => (isBefore(value, bucket) ? value : null)));
  expect(metrics[1]!.last).toEqual(all.map((value, bucket) => (isBefore(value, bucket) ? null : value)));
  expect(metrics.map(({ thresholds }) => thresholds.map(({ warning }) => warning?.high))).toEqual([[15_360], [75]]);
});

test("a counter that begins again counts from 0, one that passes 2^32 goes on, and a gap has no increase", async () => {
  const [reset, wrapped] = await metricsOf("traffic");
  const bucketOf = (seconds: number): number => seconds / STEP;
  const [gap, end] = [bucketOf(2.25 * DAY), bucketOf(2.25 * DAY + 5 * HOUR)];
  // Of the first value after a gap nothing is known.
  const isUnknown = (bucket: number): boolean => bucket === 0 || (bucket >= gap && bucket <= end);
  const steady = (each: number) => Array.from({ length: ALL }, (_, bucket) => (isUnknown(bucket) ? null : each * STEP));

  expect(reset!.average).toEqual(steady(1_000).with(bucketOf(CHANGE), 0));
  expect(wrapped!.average).toEqual(steady(2_000));
  expect(wrapped!.per_second![1]).toBe(2_000);
  expect(wrapped!.last.filter((value) => value !== null && value < 1e9).length).toBeGreaterThan(0);
});

test("a label that vanishes for a day has no values there, and is the same metric afterwards", async () => {
  const [front, back] = await metricsOf("sensors");

  expect(front!.last).toEqual(printed("sensors", "front"));
  expect(back!.last).toEqual(printed("sensors", "back"));
  expect(back!.last.filter(isIn(DAY, 2 * DAY))).toEqual(Array.from({ length: DAY / STEP }, () => null));
  expect(known(back!.last)).toHaveLength((2 * DAY) / STEP);
});

test("U is no value, but its time has a state; without a result there is neither", async () => {
  const [length] = await metricsOf("queue");
  const { states } = await scene.series("queue", ALL);
  const sixHours = (value: number | null) => Array.from({ length: (6 * HOUR) / STEP }, () => value);

  expect(length!.last).toEqual(printed("queue", "length"));
  expect(length!.last.filter(isIn(DAY, DAY + 6 * HOUR))).toEqual(sixHours(null));
  expect(states.filter(isIn(DAY, DAY + 6 * HOUR))).toEqual(sixHours(0));
  expect(states.filter(isIn(2 * DAY, 2 * DAY + 6 * HOUR))).toEqual(sixHours(null));
});

test("thresholds are those of their time, and end when the plugin prints none", async () => {
  const [time] = await metricsOf("page");

  expect(
    time!.thresholds.map(({ since, warning, critical }) => [
      Date.parse(since) / 1000 - GRAPH_START,
      warning?.high ?? null,
      critical?.high ?? null,
    ]),
  ).toEqual([
    [0, 0.8, 1],
    [DAY, 0.5, 0.7],
    [2 * DAY, null, null],
  ]);
});

test("the terminal leaves blanks where there is no value", async () => {
  const lines = (await scene.graph("sensors", ALL)).split("\n");
  const bars = lines[lines.indexOf("back") + 1]!.slice(2);

  expect(bars).toMatch(/^[▁-█]{96} {96}[▁-█]{96}$/);
});

test("the terminal says which is which, if two metrics have one label", async () => {
  const lines = (await scene.graph("disk-percent", ALL)).split("\n");

  expect(lines.filter((line) => line.startsWith("/"))).toEqual(["/ (MB)", "/ (%)"]);
});
