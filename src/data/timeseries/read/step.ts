import { DAY_SECONDS, HOUR_SECONDS } from "../day.ts";

const NICE = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
  1_209_600, 2_592_000, 7_776_000, 31_536_000,
];

/** A check that comes a little late keeps the step of its interval. */
const ON_TIME = 0.9;

/**
 * Seconds of a bucket: a usual step, long enough for at most `width` buckets and for a result in each, if results come
 * in `interval` seconds.
 */
export function stepOf(from: number, to: number, width: number, interval: number): number {
  const least = Math.max(1, ON_TIME * interval);
  const step = NICE.find((each) => each >= least && Math.ceil(to / each) - Math.floor(from / each) <= width);
  return step ?? Math.ceil((to - from) / DAY_SECONDS / Math.max(1, width - 1)) * DAY_SECONDS;
}

/** Raw points are read for ranges up to this. */
const RAW_SECONDS = 35 * DAY_SECONDS;

/** Level for a range and a step, if it is kept. */
export function levelFor(from: number, to: number, step: number): "raw" | "hours" | "days" {
  if (to - from <= RAW_SECONDS || step < HOUR_SECONDS) return "raw";
  return step < DAY_SECONDS ? "hours" : "days";
}
