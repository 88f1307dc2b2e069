import { leadingNumber } from "./c-numbers.ts";

/**
 * Range of the plugin guidelines: alerts for a value outside, or inside if `alertsInside` (`@`). Both ends are inside.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly alertsInside: boolean;
}

/** Ranges of one check; null if not given. */
export interface Thresholds {
  readonly warning: Range | null;
  readonly critical: Range | null;
}

/** Parses `10`, `10:`, `~:10`, `10:20`, `@10:20`. Null if the start is above the end. */
export function parseRange(text: string): Range | null {
  const alertsInside = text.startsWith("@");
  const body = alertsInside ? text.slice(1) : text;
  const colon = body.indexOf(":");
  const endText = body.slice(colon + 1);
  const start = colon < 0 ? 0 : body.startsWith("~") ? -Infinity : leadingNumber(body).value;
  const end = colon >= 0 && endText === "" ? Infinity : leadingNumber(endText).value;
  return start > end ? null : { start, end, alertsInside };
}

export function alerts(range: Range, value: number): boolean {
  const isInside = value >= range.start && value <= range.end;
  return isInside === range.alertsInside;
}

export function stateOf(value: number, thresholds: Thresholds): 0 | 1 | 2 {
  if (thresholds.critical && alerts(thresholds.critical, value)) return 2;
  if (thresholds.warning && alerts(thresholds.warning, value)) return 1;
  return 0;
}
