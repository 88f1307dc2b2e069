import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { serviceKey } from "../../../model/resource-key.ts";
import { dayOf, startOfDay } from "../day.ts";
import { batchOf } from "../measured-batch.ts";
import { SeriesWriter } from "../write/series-writer.ts";
import { readBuckets } from "./read-buckets.ts";
import { NO_STATE, type ReadAnswer } from "./request.ts";
import { StoredBlocks } from "./stored-blocks.ts";

const DAY = dayOf(Date.UTC(2026, 9, 30) / 1000);
const START = startOfDay(DAY);
const KEY = serviceKey(1, 1);

let folder: string;
let now: number;
let writer: SeriesWriter;
let blocks: StoredBlocks;
let damage: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-buckets-"));
  now = START;
  damage = [];
  writer = SeriesWriter.open({
    folder,
    now: () => now,
    limits: () => ({ perResource: 1_024, total: 100_000 }),
    report: {
      problem: (code, reason) => damage.push(`${code}: ${reason}`),
      solved: () => {},
      damage: () => {},
      logDamage: () => {},
      tooManyMetrics: () => {},
      fault: () => {},
    },
  });
  blocks = new StoredBlocks(writer.folder, (path, slot, reason) => damage.push(`${path} ${slot} ${reason}`));
});
afterEach(() => {
  blocks.close();
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

const take = (at: number, perfdata: string, state = 0): void =>
  writer.accept(batchOf([{ key: KEY, at, state, perfdata }]));
const seal = (day: number): void => {
  now = startOfDay(day + 1) + 26 * 3_600;
  for (const _ of writer.seal(day));
};
const read = (from: number, to: number, width = 4_000): ReadAnswer => {
  const { slot, metrics } = writer.registry.ofKey(KEY)!;
  const answer = readBuckets(blocks, {
    series: [
      {
        slot,
        metrics: metrics.map(({ id, number, dimension }) => ({ id, number, isCounter: dimension === "counter" })),
        head: writer.headBlock(slot),
      },
    ],
    from,
    to,
    width,
  });
  expect(damage).toEqual([]);
  return answer;
};
const bucketsOf = ({ from, step, series: [first] }: ReadAnswer, metric = 0) =>
  [...first!.metrics[metric]!.counts].flatMap((count, bucket) => {
    const { average, min, max, last } = first!.metrics[metric]!;
    return count === 0
      ? []
      : [[from + bucket * step - START, average[bucket], min[bucket], max[bucket], last[bucket], count]];
  });

it("gathers values in buckets of a usual step", () => {
  for (let minute = 0; minute < 60; minute++) take(START + minute * 60, `a=${minute}`);

  const answer = read(START, START + 3_600, 4);

  expect([answer.step, answer.level]).toEqual([900, "raw"]);
  expect(bucketsOf(answer)).toEqual([
    [0, 7, 0, 14, 14, 15],
    [900, 22, 15, 29, 29, 15],
    [1_800, 37, 30, 44, 44, 15],
    [2_700, 52, 45, 59, 59, 15],
  ]);
});

it("never has a step below the interval of the results, so that a check of five minutes has no gaps", () => {
  for (let index = 0; index < 12; index++) take(START + index * 300 + (index % 2), `a=${index}`);

  expect(read(START, START + 3_600).step).toBe(300);
});

it("reads one series over memory, open days, sealed days and hours", () => {
  for (let hour = 0; hour < 96; hour++) {
    take(START + hour * 3_600, `a=${hour} n=${hour * 5}c`, hour === 30 ? 2 : 0);
    if (hour % 7 === 6 && hour < 90) writer.sweep(1);
  }
  const before = read(START, START + 96 * 3_600);
  seal(DAY);
  seal(DAY + 1);
  const after = read(START, START + 96 * 3_600);
  // As retention does.
  rmSync(writer.folder.sealedDay(DAY));
  const withHours = read(START, START + 96 * 3_600);

  expect(bucketsOf(before)).toEqual(Array.from({ length: 96 }, (_, hour) => [hour * 3_600, hour, hour, hour, hour, 1]));
  expect(bucketsOf(before, 1).map(([, increase]) => increase)).toEqual([NaN, ...Array.from({ length: 95 }, () => 5)]);
  expect(after).toEqual(before);
  expect({ ...withHours, level: "raw" }).toEqual(before);
  expect(withHours.level).toBe("hours");
  expect([...before.series[0]!.states.entries()].filter(([, state]) => state !== 0)).toEqual([[30, 2]]);
});

it("reads whole years by their days", () => {
  for (let day = 0; day < 70; day++) {
    take(START + day * 86_400 + 3_600, `a=${day} n=${day * 100}c`);
    take(START + day * 86_400 + 7_200, `a=${day + 0.5} n=${day * 100 + 10}c`);
  }
  for (let day = 0; day < 68; day++) seal(DAY + day);

  const answer = read(START, START + 70 * 86_400, 70);

  expect([answer.step, answer.level]).toEqual([86_400, "days"]);
  expect(bucketsOf(answer)).toEqual(
    Array.from({ length: 70 }, (_, day) => [day * 86_400, day + 0.25, day, day + 0.5, day + 0.5, 2]),
  );
});

it("has no value and no state where there was no result", () => {
  take(START, "a=1");
  take(START + 600, "a=2");
  take(START + 1_200, "a=U b=1");
  take(START + 3_000, "b=1");

  const answer = read(START, START + 3_600, 6);

  expect(bucketsOf(answer).map(([at]) => at)).toEqual([0, 600]);
  expect([...answer.series[0]!.states]).toEqual([0, 0, 0, NO_STATE, NO_STATE, 0]);
});

it("knows no increase of a counter across a gap, which is not an increase of 0", () => {
  for (const minute of [0, 1, 2, 3, 10, 11]) take(START + 60 * minute, `n=${minute * 5}c`);
  const increases = () => bucketsOf(read(START, START + 720)).map(([, increase]) => increase);
  const inMemory = increases();
  seal(DAY);

  expect(inMemory).toEqual([NaN, 5, 5, 5, NaN, 5]);
  expect(increases()).toEqual(inMemory);
  // Of the time in which it is known.
  expect([...read(START, START + 720, 1).series[0]!.metrics[0]!.perSecond!]).toEqual([20 / 240]);
  rmSync(writer.folder.sealedDay(DAY));
  expect(bucketsOf(read(START, START + 3_600))).toEqual([[0, 20, 0, 55, 55, 6]]);
});

it("goes on with a counter where hours end and raw values begin", () => {
  for (let index = 0; index < 576; index++) take(START + 300 * index, `n=${index * 30}c`);
  seal(DAY);
  rmSync(writer.folder.sealedDay(DAY));
  const { series, step } = read(START, START + 2 * 86_400);

  const { average, perSecond } = series[0]!.metrics[0]!;
  expect(step).toBe(3_600);
  expect([...average]).toEqual([11 * 30, ...Array.from({ length: 47 }, () => 12 * 30)]);
  expect([...perSecond!].slice(1)).toEqual(Array.from({ length: 47 }, () => 0.1));
});

it("adds up: the counts and increases of any range are those of its halves", () => {
  let at = START;
  for (let index = 0; index < 500; index++) {
    at += 60 + ((index * 37) % 900);
    take(at, `a=${index} n=${index * 3 - (index > 250 ? 700 : 0)}c`);
    if (index % 50 === 49) writer.sweep(1);
  }
  seal(DAY);
  const totalOf = (from: number, to: number, metric: number): number[] => {
    const { counts, average } = read(from, to, 4_000).series[0]!.metrics[metric]!;
    return [
      counts.reduce((sum, count) => sum + count, 0),
      metric === 1 ? [...average].reduce((sum, value) => sum + (value || 0), 0) : 0,
    ];
  };
  // Ranges that begin at the borders of buckets, of which the greatest step is an hour here.
  const hours = fc.nat({ max: 100 }).map((hour) => START + hour * 3_600);

  fc.assert(
    fc.property(fc.tuple(hours, hours, hours), fc.constantFrom(0, 1), (three, metric) => {
      const [from, middle, to] = three.sort((a, b) => a - b) as [number, number, number];
      fc.pre(from < middle && middle < to);

      const whole = totalOf(from, to, metric);
      const halves = [totalOf(from, middle, metric), totalOf(middle, to, metric)];

      expect(whole).toEqual([halves[0]![0]! + halves[1]![0]!, halves[0]![1]! + halves[1]![1]!]);
    }),
    { numRuns: 100 },
  );
});
