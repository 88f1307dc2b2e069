import { leadingNumber } from "../lib/leading-number.ts";

/**
 * Range of the plugin guidelines: alerts for a value outside, or inside if `alertsInside` (`@`). Both ends are inside.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly alertsInside: boolean;
}

/** Parses `10`, `10:`, `~:10`, `10:20`, `@10:20`. Null if the start is above the end. */
export function parseRange(text: string): Range | null {
  const alertsInside = text.startsWith("@");
  const body = alertsInside ? text.slice(1) : text;
  const colon = body.indexOf(":");
  const endText = body.slice(colon + 1);
  const start = colon < 0 ? 0 : body.startsWith("~") ? -Infinity : leadingNumber(body);
  const end = colon >= 0 && endText === "" ? Infinity : leadingNumber(endText);
  return start > end ? null : { start, end, alertsInside };
}

export function alerts(range: Range, value: number): boolean {
  const isInside = value >= range.start && value <= range.end;
  return isInside === range.alertsInside;
}
