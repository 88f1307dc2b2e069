import { parseRange, type Range } from "../../../model/threshold-range.ts";
import { convert, type Unit } from "./unit.ts";

/** Thresholds and bounds that a plugin prints after a value; null where it prints none. */
export interface Limits {
  readonly warning: Range | null;
  readonly critical: Range | null;
  readonly min: number | null;
  readonly max: number | null;
}

export const NO_LIMITS: Limits = { warning: null, critical: null, min: null, max: null };

/** Parses `warn;crit;min;max`, of which each may be missing, and converts them to another unit of the dimension. */
export function parseLimits(text: string, from: Unit, to: Unit): Limits {
  const [warning = "", critical = "", min = "", max = ""] = text.split(";");
  return {
    warning: rangeOf(warning, from, to),
    critical: rangeOf(critical, from, to),
    min: boundOf(min, from, to),
    max: boundOf(max, from, to),
  };
}

function rangeOf(text: string, from: Unit, to: Unit): Range | null {
  const range = text === "" ? null : parseRange(text);
  return range && { ...range, start: convert(range.start, from, to), end: convert(range.end, from, to) };
}

function boundOf(text: string, from: Unit, to: Unit): number | null {
  const value = text === "" ? NaN : Number(text);
  return Number.isFinite(value) ? convert(value, from, to) : null;
}
