import type { MetricSeries, Range, ResourceMetrics } from "../../data/wire-detail.ts";

/** What is drawn in one graph: the metrics of one unit over the same times. */
export interface Chart {
  readonly unit: string;
  /** Unix seconds, every bucket from the first to the last one with a value. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly thresholds: readonly ThresholdStep[];
}

/** By place of `times`: null is a gap, undefined a single bucket without a value, over which a line goes on. */
export interface ChartSeries {
  readonly label: string;
  readonly least: readonly (number | null | undefined)[];
  readonly average: readonly (number | null | undefined)[];
  readonly greatest: readonly (number | null | undefined)[];
}

/** A threshold that held from one time to another. */
export interface ThresholdStep {
  readonly level: "warning" | "critical";
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Metrics of one graph; more are hard to tell apart. */
const MOST_SERIES = 8;

export function chartsOf({ metrics, from, to, step }: ResourceMetrics): readonly Chart[] {
  return [...Map.groupBy(metrics, ({ unit }) => unit)].flatMap(([unit, ofUnit]) =>
    Array.from({ length: Math.ceil(ofUnit.length / MOST_SERIES) }, (_, part) =>
      chartOf(unit, ofUnit.slice(part * MOST_SERIES, (part + 1) * MOST_SERIES), { from, to, step }),
    ),
  );
}

function chartOf(
  unit: string,
  metrics: readonly MetricSeries[],
  { from, to, step }: Pick<ResourceMetrics, "from" | "to" | "step">,
): Chart {
  const all = metrics.flatMap(({ points }) => points.map(([at]) => at));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const count = Math.round((last - first) / step) + 1;
  return {
    unit,
    times: Array.from({ length: count }, (_, place) => first + place * step),
    series: metrics.map(({ label, points }) => seriesOf(label, points, first, step, count)),
    thresholds: metrics.flatMap((metric) => thresholdsOf(metric, from, to)),
  };
}

function seriesOf(
  label: string,
  points: MetricSeries["points"],
  first: number,
  step: number,
  count: number,
): ChartSeries {
  const byPlace = new Map(points.map((point) => [Math.round((point[0] - first) / step), point]));
  const column = (of: 1 | 2 | 3): readonly (number | null | undefined)[] =>
    Array.from({ length: count }, (_, place) => {
      const point = byPlace.get(place);
      if (point !== undefined) return point[of];
      return byPlace.has(place - 1) && byPlace.has(place + 1) ? undefined : null;
    });
  return { label, least: column(1), average: column(2), greatest: column(3) };
}

function thresholdsOf({ thresholds }: MetricSeries, from: number, to: number): readonly ThresholdStep[] {
  return thresholds.flatMap(({ since, warning, critical }, place) => {
    const next = thresholds[place + 1]?.since ?? null;
    const begin = Math.max(from, since === null ? from : Date.parse(since) / 1_000);
    const end = Math.min(to, next === null ? to : Date.parse(next) / 1_000);
    if (end <= begin) return [];
    const stepsOf = (level: ThresholdStep["level"], range: Range | null): readonly ThresholdStep[] =>
      endsOf(range).map((value) => ({ level, from: begin, to: end, value }));
    return [...stepsOf("warning", warning), ...stepsOf("critical", critical)];
  });
}

/** Ends of a range: the 0 that `10` begins at is none that anybody set. */
function endsOf(range: Range | null): readonly number[] {
  if (range === null) return [];
  const { low, high, inside } = range;
  const isPlain = low === 0 && high !== null && !inside;
  return [isPlain ? null : low, high].filter((end) => end !== null);
}

/**
 * Least and greatest value of the axis: all values, and those thresholds that are not further away than the values are
 * from each other.
 */
export function scaleOf({ series, thresholds }: Chart): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { least, greatest } of series) {
    for (const value of least) if (typeof value === "number") low = Math.min(low, value);
    for (const value of greatest) if (typeof value === "number") high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const span = Math.max(high - low, Math.abs(high) * 0.1, Number.MIN_VALUE);
  const [reachLow, reachHigh] = [low - span, high + span];
  for (const { value } of thresholds) {
    if (value < reachLow || value > reachHigh) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const pad = Math.max((high - low) * 0.06, Math.abs(high) * 0.001);
  if (high === low) return [low - (Math.abs(low) * 0.1 || 1), high + (Math.abs(high) * 0.1 || 1)];
  // What cannot be negative is not drawn below nothing.
  return [low >= 0 ? Math.max(0, low - pad) : low - pad, high + pad];
}

/** A window of time: up to now, or up to a time. Seconds. */
export interface TimeWindow {
  readonly to: number | null;
  readonly seconds: number;
}

const LEAST_SECONDS = 600;
const MOST_SECONDS = 366 * 86_400;

/** The window after a step by a quarter, or closer, or wider; never beyond now. */
export function moved(window: TimeWindow, how: "back" | "forward" | "in" | "out", now: number): TimeWindow {
  const to = window.to ?? now;
  const { seconds } = window;
  if (how === "back") return { to: Math.round(to - seconds / 4), seconds };
  if (how === "forward") return ended(to + seconds / 4, seconds, now);
  const next = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, how === "in" ? seconds / 2 : seconds * 2));
  if (window.to === null) return { to: null, seconds: next };
  return ended(to - seconds / 2 + next / 2, next, now);
}

const ended = (to: number, seconds: number, now: number): TimeWindow => ({
  to: to >= now ? null : Math.round(to),
  seconds,
});

/** Window of what was marked with the mouse. */
export const marked = (from: number, to: number): TimeWindow => ({
  to: Math.round(to),
  seconds: Math.max(60, Math.round(to - from)),
});
