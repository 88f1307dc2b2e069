import { expect, test } from "vitest";
import { evaluateQuery, type QueryTime } from "./evaluate-query.ts";
import { QUERY_LIMITS, type QueryLimits } from "./query-limits.ts";
import type { QueryResult } from "./query-result.ts";
import type { SampledSeries, SeriesReader } from "./series-reader.ts";
import { compileMatchers } from "./syntax/label-matcher.ts";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 29, 12);

interface Read {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Reader of series in memory; it keeps what was asked for. */
function readerOf(series: readonly SampledSeries[]): SeriesReader & { readonly reads: readonly Read[] } {
  const reads: Read[] = [];
  return {
    reads,
    select(matchers, fromMs, toMs) {
      reads.push({ fromMs, toMs });
      const isSelected = compileMatchers(matchers);
      return Promise.resolve(series.filter(({ labels }) => isSelected(labels)));
    },
  };
}

/** Series that rises by one at each point; the last one is at noon. */
function rising(host: string, points: number, intervalSeconds: number): SampledSeries {
  const firstMs = NOON - (points - 1) * intervalSeconds * 1000;
  return {
    labels: { __name__: "load", host },
    timesMs: Float64Array.from({ length: points }, (_, index) => firstMs + index * intervalSeconds * 1000),
    values: Float64Array.from({ length: points }, (_, index) => index + 1),
    intervalSeconds,
  };
}

const ask = (
  query: string,
  time: QueryTime,
  reader: SeriesReader,
  limits: Partial<QueryLimits> = {},
  signal = new AbortController().signal,
): Promise<QueryResult> => evaluateQuery(query, time, reader, { ...QUERY_LIMITS, ...limits }, signal);

test("a series has its value for 2.5 times its interval, at least for five minutes", async () => {
  const reader = readerOf([rising("a", 3, 60), rising("b", 3, 600), { ...rising("c", 3, 600), intervalSeconds: null }]);
  const hostsAt = async (timeMs: number): Promise<readonly unknown[]> => {
    const result = await ask("load", { timeMs }, reader);
    return result.type === "vector" ? result.samples.map(({ labels }) => labels.host) : [];
  };

  expect(await hostsAt(NOON + 5 * MINUTE)).toEqual(["a", "b", "c"]);
  expect(await hostsAt(NOON + 5 * MINUTE + 1)).toEqual(["b"]);
  expect(await hostsAt(NOON + 25 * MINUTE)).toEqual(["b"]);
  expect(await hostsAt(NOON + 25 * MINUTE + 1)).toEqual([]);
});

test("each selector is read once, with its range and offset", async () => {
  const reader = readerOf([]);

  await ask(
    "load + load + rate(load[5m]) + rate(load[5m] offset 1h) + (load offset -1m)",
    { startMs: NOON, endMs: NOON + 10 * MINUTE, stepMs: MINUTE },
    reader,
  );

  expect(reader.reads.map(({ fromMs, toMs }) => [(fromMs - NOON) / MINUTE, (toMs - NOON) / MINUTE])).toEqual([
    [0, 10],
    [-5, 10],
    [-65, -50],
    [1, 11],
  ]);
});

test("points that the reader gives beyond the range do not count", async () => {
  const result = await ask("sum_over_time(load[2m])", { timeMs: NOON - MINUTE }, readerOf([rising("a", 60, 60)]));

  expect(result).toMatchObject({ samples: [{ labels: { host: "a" }, value: 57 + 58 + 59 }] });
});

test("two series that change places in time keep their own points", async () => {
  const early = { ...rising("a", 10, 60), labels: { __name__: "old", host: "a" } };
  const late = {
    ...early,
    labels: { __name__: "new", host: "a" },
    timesMs: early.timesMs.map((timeMs) => timeMs + 60 * MINUTE),
  };

  const result = await ask(
    'abs({host="a"})',
    { startMs: NOON, endMs: NOON + 60 * MINUTE, stepMs: 60 * MINUTE },
    readerOf([early, late]),
  );

  expect(result).toMatchObject({ series: [{ labels: { host: "a" }, values: [10, 10] }] });
});

const DAY: QueryTime = { startMs: NOON, endMs: NOON + 24 * 60 * MINUTE, stepMs: MINUTE };

test.each<[string, QueryTime, Partial<QueryLimits>, string]>([
  ["load", DAY, { stepsPerSeries: 1_439 }, "the query needs more than 1,439 points a series: increase the step"],
  ["load", { timeMs: NOON }, { series: 1 }, "the query needs more than 1 series"],
  ['load{host="a"} + load{host="b"}', { timeMs: NOON }, { series: 1 }, "the query needs more than 1 series"],
  ["load", { timeMs: NOON }, { points: 19 }, "the query needs more than 19 points"],
  ["vector(1)", DAY, { resultPoints: 1_440 }, "the query needs more than 1,440 points in the result"],
  ["load[1h]", { timeMs: NOON }, { resultPoints: 19 }, "the query needs more than 19 points in the result"],
])("%s beyond a limit is refused by its name", async (query, time, limits, message) => {
  const reader = readerOf([rising("a", 10, 60), rising("b", 10, 60)]);

  await expect(ask(query, time, reader, limits)).rejects.toMatchObject({ kind: "limit", message });
});

test("exactly at the limits is allowed", async () => {
  const reader = readerOf([rising("a", 10, 60), rising("b", 10, 60)]);

  await ask("load[1h]", { timeMs: NOON }, reader, { series: 2, points: 20, resultPoints: 20 });
  await ask("vector(1)", DAY, reader, { stepsPerSeries: 1_440, resultPoints: 1_441 });
});

test("a range query needs steps that lead from the start to the end", async () => {
  const reader = readerOf([]);

  await expect(ask("load[5m]", DAY, reader)).rejects.toMatchObject({ kind: "syntax" });
  await expect(ask("load", { ...DAY, stepMs: 0 }, reader)).rejects.toMatchObject({ kind: "syntax" });
  await expect(ask("load", { ...DAY, stepMs: NaN }, reader)).rejects.toMatchObject({ kind: "syntax" });
  await expect(ask("load", { ...DAY, endMs: NOON - 1 }, reader)).rejects.toMatchObject({ kind: "syntax" });
});

// Some 300 million points: half a minute.
const HEAVY = "quantile_over_time(0.5, load[1d])";
const heavyReader = (): SeriesReader =>
  readerOf(Array.from({ length: 30 }, (_, host) => rising(`h${host}`, 10_000, 60)));
const HEAVY_TIME: QueryTime = { startMs: NOON - 7_000 * MINUTE, endMs: NOON, stepMs: MINUTE };

test("a query that takes too long ends with an error that says so, and lets other work go on", async () => {
  let turns = 0;
  const turn = setInterval(() => turns++, 1);

  await expect(ask(HEAVY, HEAVY_TIME, heavyReader(), { timeoutMs: 1_000 })).rejects.toMatchObject({
    kind: "timeout",
    message: "the query took longer than 1 s",
  });

  clearInterval(turn);
  // On one that does not let go, at most one runs: before its end is told.
  expect(turns).toBeGreaterThan(1);
});

test("a canceled query ends, whether it reads or evaluates", async () => {
  const evaluating = new AbortController();
  setTimeout(() => evaluating.abort(), 50);
  await expect(ask(HEAVY, HEAVY_TIME, heavyReader(), {}, evaluating.signal)).rejects.toMatchObject({
    kind: "canceled",
  });

  const reading = new AbortController();
  const waiting: SeriesReader = {
    select: (_matchers, _fromMs, _toMs, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
  };
  setTimeout(() => reading.abort(), 5);
  await expect(ask("load", DAY, waiting, {}, reading.signal)).rejects.toMatchObject({ kind: "canceled" });
});

test("an error of the reader is passed on", async () => {
  const broken: SeriesReader = { select: () => Promise.reject(new Error("disk")) };

  await expect(ask("load", DAY, broken)).rejects.toThrow("disk");
});
