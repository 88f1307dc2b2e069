import type { Limits } from "../../../data/timeseries/perfdata/limits.ts";
import type { Range } from "../../../model/threshold-range.ts";

interface Threshold {
  readonly low: number | null;
  readonly high: number | null;
}

/** Ends of both ranges; null: no such end. The 0 that `10` begins at is no end that anybody set. */
export const thresholdsOf = ({
  warning,
  critical,
}: Limits): { readonly warning: Threshold; readonly critical: Threshold } => ({
  warning: ends(warning),
  critical: ends(critical),
});

function ends(range: Range | null): Threshold {
  if (range === null) return { low: null, high: null };
  const { start, end, alertsInside } = range;
  const isPlain = start === 0 && Number.isFinite(end) && !alertsInside;
  return {
    low: isPlain || !Number.isFinite(start) ? null : start,
    high: Number.isFinite(end) ? end : null,
  };
}
