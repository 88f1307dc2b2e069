import type { RangeFunction } from "../functions/range-window.ts";
import type { Selector } from "../syntax/ast.ts";
import { LabelSetList } from "../values/label-set-list.ts";
import type { LabelSet } from "../values/label-set.ts";
import type { Evaluation, Vector } from "../values/vector.ts";
import type { LoadedSeries } from "./compiler.ts";

// About a millisecond of work; a series costs as much as some points.
const POINTS_BETWEEN_YIELDS = 50_000;
const POINTS_A_SERIES = 20;

type PointReader = (series: LoadedSeries, index: number) => number;

export const valueAt: PointReader = ({ values }, index) => values[index]!;
export const secondsAt: PointReader = ({ timesMs }, index) => timesMs[index]! / 1000;

/** The newest point of each series that is not older than its lookback. */
export function evaluateSelector(
  { offsetMs }: Selector,
  series: readonly LoadedSeries[],
  read: PointReader,
): Evaluation<Vector> {
  const ends = new Int32Array(series.length);
  const sets = new LabelSetList();
  return function* (timeMs) {
    const atMs = timeMs - offsetMs;
    const values: number[] = [];
    let work = 0;
    for (let index = 0; index < series.length; index++) {
      const each = series[index]!;
      const end = firstAfter(each.timesMs, ends[index]!, atMs);
      work += end - ends[index]! + POINTS_A_SERIES;
      ends[index] = end;
      if (end > 0 && each.timesMs[end - 1]! >= atMs - each.lookbackMs) {
        sets.add(each.set);
        values.push(read(each, end - 1));
      }
      if (work > POINTS_BETWEEN_YIELDS) {
        yield;
        work = 0;
      }
    }
    return { sets: sets.take(), values };
  };
}

/** A function of the points between `rangeMs` before the step and the step, both included, as in Prometheus 2. */
export function evaluateRange(
  { offsetMs, rangeMs }: Selector,
  series: readonly LoadedSeries[],
  compute: RangeFunction,
  parameter: Evaluation<number> | null,
  relabel: (sets: readonly LabelSet[]) => readonly LabelSet[],
): Evaluation<Vector> {
  const starts = new Int32Array(series.length);
  const ends = new Int32Array(series.length);
  const sets = new LabelSetList();
  return function* (timeMs) {
    const endMs = timeMs - offsetMs;
    const startMs = endMs - rangeMs!;
    const argument = parameter === null ? NaN : yield* parameter(timeMs);
    const values: number[] = [];
    let work = 0;
    for (let index = 0; index < series.length; index++) {
      const each = series[index]!;
      const from = firstFrom(each.timesMs, starts[index]!, startMs);
      const to = firstAfter(each.timesMs, Math.max(from, ends[index]!), endMs);
      work += to - starts[index]! + POINTS_A_SERIES;
      starts[index] = from;
      ends[index] = to;
      if (to > from) {
        const window = { timesMs: each.timesMs, values: each.values, from, to, startMs, endMs, atMs: timeMs };
        const value = compute(window, argument);
        if (value !== null) {
          sets.add(each.set);
          values.push(value);
        }
      }
      if (work > POINTS_BETWEEN_YIELDS) {
        yield;
        work = 0;
      }
    }
    return { sets: relabel(sets.take()), values };
  };
}

/** Index of the first time from `start` on that is not before a time. */
function firstFrom(timesMs: Float64Array, start: number, earliestMs: number): number {
  let index = start;
  while (index < timesMs.length && timesMs[index]! < earliestMs) index++;
  return index;
}

/** Index of the first time from `start` on that is after a time. */
function firstAfter(timesMs: Float64Array, start: number, latestMs: number): number {
  let index = start;
  while (index < timesMs.length && timesMs[index]! <= latestMs) index++;
  return index;
}
