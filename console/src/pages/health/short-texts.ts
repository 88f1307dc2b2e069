import { groupedNumber } from "../../words/count.ts";

/** `0.4 ms`, `12 ms`, `1.5 s`. */
export function shortDuration(seconds: number): string {
  if (seconds >= 10) return `${groupedNumber(Math.round(seconds))}\u00a0s`;
  if (seconds >= 1) return `${groupedNumber(Math.round(seconds * 10) / 10)}\u00a0s`;
  const ms = seconds * 1_000;
  return `${groupedNumber(ms >= 10 ? Math.round(ms) : Math.round(ms * 10) / 10)}\u00a0ms`;
}

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** `12 MB`: decimal, as disks are sold. */
export function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  for (; value >= 1_000 && unit < UNITS.length - 1; unit++) value /= 1_000;
  return `${groupedNumber(value >= 10 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10)}\u00a0${UNITS[unit]}`;
}
