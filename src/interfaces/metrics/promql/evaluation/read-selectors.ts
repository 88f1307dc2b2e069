import { runCooperatively } from "../../../../lib/cooperative.ts";
import { lookbackMs } from "../lookback.ts";
import { keepWithin, type QueryLimits } from "../query-limits.ts";
import type { SampledSeries, SeriesReader } from "../series-reader.ts";
import type { Expression, Selector } from "../syntax/ast.ts";
import { compareLabelSets, type LabelSets } from "../values/label-set.ts";
import type { LoadedSeries } from "./compiler.ts";

/** Reads what all selectors of an expression need between two times. Throws `PromqlError` beyond the limits. */
export async function readSelectors(
  expression: Expression,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  reader: SeriesReader,
  sets: LabelSets,
  limits: QueryLimits,
  signal: AbortSignal,
): Promise<(selector: Selector) => readonly LoadedSeries[]> {
  const loaded = new Map<string, readonly LoadedSeries[]>();
  let seriesCount = 0;
  let pointCount = 0;
  for (const selector of selectorsOf(expression)) {
    const key = keyOf(selector);
    if (loaded.has(key)) continue;
    const fromMs = startMs - selector.offsetMs - (selector.rangeMs ?? 0);
    const series = await reader.select(selector.matchers, fromMs, endMs - selector.offsetMs, signal);
    signal.throwIfAborted();
    seriesCount += series.length;
    for (const { timesMs } of series) pointCount += timesMs.length;
    keepWithin(seriesCount, limits.series, "series");
    keepWithin(pointCount, limits.points, "points");
    loaded.set(key, await runCooperatively(loadSeries(series, sets)));
  }
  return (selector) => loaded.get(keyOf(selector))!;
}

const keyOf = ({ matchers, rangeMs, offsetMs }: Selector): string => JSON.stringify([matchers, rangeMs, offsetMs]);

function* loadSeries(series: readonly SampledSeries[], sets: LabelSets): Generator<void, readonly LoadedSeries[]> {
  const loaded: LoadedSeries[] = [];
  for (const { labels, timesMs, values, intervalSeconds } of series) {
    loaded.push({ set: sets.of(labels), timesMs, values, lookbackMs: lookbackMs(intervalSeconds) });
    if (loaded.length % 500 === 0) yield;
  }
  return loaded.sort((a, b) => compareLabelSets(a.set, b.set));
}

function selectorsOf(expression: Expression): readonly Selector[] {
  switch (expression.kind) {
    case "number":
    case "string":
      return [];
    case "selector":
      return [expression];
    case "call":
      return expression.args.flatMap(selectorsOf);
    case "aggregation":
      return [
        ...(expression.parameter === null ? [] : selectorsOf(expression.parameter)),
        ...selectorsOf(expression.of),
      ];
    case "binary":
      return [...selectorsOf(expression.left), ...selectorsOf(expression.right)];
    case "negation":
      return selectorsOf(expression.of);
  }
}
