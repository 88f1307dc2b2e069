import { evaluateQuery, type QueryTime } from "../../src/interfaces/metrics/promql/evaluate-query.ts";
import { prometheusData, prometheusError } from "../../src/interfaces/metrics/promql/prometheus-answer.ts";
import { PromqlError } from "../../src/interfaces/metrics/promql/promql-error.ts";
import { QUERY_LIMITS } from "../../src/interfaces/metrics/promql/query-limits.ts";
import type { SeriesReader } from "../../src/interfaces/metrics/promql/series-reader.ts";
import { differenceOf } from "./compare-answers.ts";
import type { Answer, Prometheus } from "./prometheus.ts";
import { FIRST_MS } from "./sample-series.ts";

const MINUTE_MS = 60_000;

const TIMES: readonly QueryTime[] = [
  { timeMs: FIRST_MS + 67 * MINUTE_MS },
  // Early: ranges and offsets reach before the first point.
  { timeMs: FIRST_MS + 3 * MINUTE_MS + 123 },
  { startMs: FIRST_MS - MINUTE_MS, endMs: FIRST_MS + 118 * MINUTE_MS, stepMs: 3 * MINUTE_MS + 7_000 },
];

/** Asks Prometheus and Vigie the same, at some times and over a range; null if all answers are equal. */
export async function compareQuery(
  query: string,
  prometheus: Prometheus,
  reader: SeriesReader,
): Promise<string | null> {
  for (const time of TIMES) {
    const expected = await askPrometheus(prometheus, query, time);
    const difference = differenceOf(query, expected, await askVigie(reader, query, time));
    if (difference !== null)
      return `${query}\n  ${"stepMs" in time ? "range" : `at ${time.timeMs / 1000}`}: ${difference}`;
  }
  return null;
}

function askPrometheus(prometheus: Prometheus, query: string, time: QueryTime): Promise<Answer> {
  const seconds = (ms: number): string => String(ms / 1000);
  return "stepMs" in time
    ? prometheus.ask("query_range", {
        query,
        start: seconds(time.startMs),
        end: seconds(time.endMs),
        step: seconds(time.stepMs),
      })
    : prometheus.ask("query", { query, time: seconds(time.timeMs) });
}

async function askVigie(reader: SeriesReader, query: string, time: QueryTime): Promise<Answer> {
  try {
    const result = await evaluateQuery(query, time, reader, QUERY_LIMITS, new AbortController().signal);
    return { status: "success", data: prometheusData(result) };
  } catch (error) {
    if (error instanceof PromqlError) return prometheusError(error).body;
    throw error;
  }
}
