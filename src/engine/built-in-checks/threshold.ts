import { alerts, type Range } from "../../model/threshold-range.ts";

/** Ranges of one check; null if not given. */
export interface Thresholds {
  readonly warning: Range | null;
  readonly critical: Range | null;
}

export function stateOf(value: number, thresholds: Thresholds): 0 | 1 | 2 {
  if (thresholds.critical && alerts(thresholds.critical, value)) return 2;
  if (thresholds.warning && alerts(thresholds.warning, value)) return 1;
  return 0;
}
