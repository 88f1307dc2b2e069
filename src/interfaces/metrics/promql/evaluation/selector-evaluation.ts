import type { RangeFunction } from "../functions/range-window.ts";
import type { Selector } from "../syntax/ast.ts";
import type { LabelSet } from "../values/label-set.ts";
import type { Evaluation, Relabeling, Vector } from "../values/vector.ts";
import type { LoadedSeries } from "./compiler.ts";

// About a millisecond of work.
const POINTS_BETWEEN_YIELDS = 50_000;

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
  return function* (timeMs) {
    const atMs = timeMs - offsetMs;
    const sets: LabelSet[] = [];
    const values: number[] = [];
    let moved = 0;
    for (const [index, each] of series.entries()) {
      const end = firstFrom(each.timesMs, ends[index]!, (pointMs) => pointMs > atMs);
      moved += end - ends[index]!;
      ends[index] = end;
      if (end > 0 && each.timesMs[end - 1]! >= atMs - each.lookbackMs) {
        sets.push(each.set);
        values.push(read(each, end - 1));
      }
      if (moved > POINTS_BETWEEN_YIELDS) {
        yield;
        moved = 0;
      }
    }
    yield;
    return { sets, values };
  };
}

/** A function of the points between `rangeMs` before the step and the step, both included, as in Prometheus 2. */
export function evaluateRange(
  { offsetMs, rangeMs }: Selector,
  series: readonly LoadedSeries[],
  compute: RangeFunction,
  parameter: Evaluation<number> | null,
  relabeling: Relabeling,
): Evaluation<Vector> {
  const starts = new Int32Array(series.length);
  const ends = new Int32Array(series.length);
  return function* (timeMs) {
    const endMs = timeMs - offsetMs;
    const startMs = endMs - rangeMs!;
    const argument = parameter === null ? NaN : yield* parameter(timeMs);
    const sets: LabelSet[] = [];
    const values: number[] = [];
    let points = 0;
    for (const [index, each] of series.entries()) {
      const from = firstFrom(each.timesMs, starts[index]!, (pointMs) => pointMs >= startMs);
      const to = firstFrom(each.timesMs, Math.max(from, ends[index]!), (pointMs) => pointMs > endMs);
      points += to - starts[index]!;
      starts[index] = from;
      ends[index] = to;
      if (to > from) {
        const window = { timesMs: each.timesMs, values: each.values, from, to, startMs, endMs, atMs: timeMs };
        const value = compute(window, argument);
        if (value !== null) {
          sets.push(relabeling.labelsFor(each.set));
          values.push(value);
        }
      }
      if (points > POINTS_BETWEEN_YIELDS) {
        yield;
        points = 0;
      }
    }
    yield;
    return relabeling.checked({ sets, values });
  };
}

/** Index of the first time from `start` on that fulfils the condition. */
function firstFrom(timesMs: Float64Array, start: number, fulfils: (pointMs: number) => boolean): number {
  let index = start;
  while (index < timesMs.length && !fulfils(timesMs[index]!)) index++;
  return index;
}
