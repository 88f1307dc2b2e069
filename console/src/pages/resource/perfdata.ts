import { groupedNumber } from "../../words/count.ts";
import type { PerfdataValue, Range } from "../../data/wire-detail.ts";

/** Places in per cent of a bar; null without a greatest value. */
export interface Bar {
  readonly value: number;
  readonly level: "ok" | "warning" | "critical";
  readonly warning: readonly number[];
  readonly critical: readonly number[];
}

export function barOf({ value, unit, min, max, warning, critical }: PerfdataValue): Bar | null {
  const [least, most] = [min ?? 0, max ?? (unit === "%" ? 100 : null)];
  if (value === null || most === null || most <= least) return null;
  const placeOf = (at: number): number => Math.min(100, Math.max(0, ((at - least) / (most - least)) * 100));
  return {
    value: placeOf(value),
    level: isBeyond(critical, value) ? "critical" : isBeyond(warning, value) ? "warning" : "ok",
    warning: endsOf(warning, least, most).map(placeOf),
    critical: endsOf(critical, least, most).map(placeOf),
  };
}

/** Whether a value is one that the range alerts for. */
export function isBeyond(range: Range | null, value: number): boolean {
  if (range === null) return false;
  const isInside = value >= (range.low ?? -Infinity) && value <= (range.high ?? Infinity);
  return isInside === range.inside;
}

/** Ends within the bounds: the 0 that `10` begins at is none that anybody set. */
const endsOf = (range: Range | null, least: number, most: number): readonly number[] =>
  [range?.low ?? null, range?.high ?? null].filter((end) => end !== null && end > least && end < most) as number[];

/** A range in words, with the unit of its value: `> 90 %`, `< 10 GB`, `< 10 s, > 20 s`, `10 s–20 s`. */
export function rangeText({ low, high, inside }: Range, unit: string): string {
  const text = (value: number): string => valueText(value, unit);
  if (inside) return `${low === null ? "…" : text(low)}–${high === null ? "…" : text(high)}`;
  if (high === null) return low === null ? "–" : `< ${text(low)}`;
  if (low === null || low === 0) return `> ${text(high)}`;
  return `< ${text(low)}, > ${text(high)}`;
}

/** Value with its unit, bytes and seconds in a unit that suits. */
export function valueText(value: number | null, unit: string): string {
  if (value === null) return "–";
  const scaled = scaleOf(value, unit);
  return `${numberText(scaled.value)}${scaled.unit === "" ? "" : `\u00a0${scaled.unit}`}`;
}

const BYTES = ["B", "kB", "MB", "GB", "TB", "PB"];

function scaleOf(value: number, unit: string): { readonly value: number; readonly unit: string } {
  const step = BYTES.indexOf(unit.replace(/^KB$/, "kB"));
  if (step !== -1) {
    let [scaled, place] = [value, step];
    while (Math.abs(scaled) >= 1_024 && place < BYTES.length - 1) [scaled, place] = [scaled / 1_024, place + 1];
    return { value: scaled, unit: BYTES[place]! };
  }
  if (unit === "s" && value !== 0 && Math.abs(value) < 1)
    return Math.abs(value) < 0.001 ? { value: value * 1e6, unit: "µs" } : { value: value * 1_000, unit: "ms" };
  if (unit === "" && Math.abs(value) >= 1e6)
    return Math.abs(value) >= 1e9 ? { value: value / 1e9, unit: "G" } : { value: value / 1e6, unit: "M" };
  return { value, unit: unit === "c" ? "" : unit };
}

/** At most four digits, unless it is a whole number. */
export const numberText = (value: number): string =>
  groupedNumber(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
