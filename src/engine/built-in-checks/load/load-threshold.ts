import { readLeadingNumber } from "../../../lib/leading-number.ts";

/** Limits for the averages over 1, 5 and 15 minutes. */
export type LoadThreshold = readonly [number, number, number];

/**
 * Parses `5`, `5,4` or `5,4,3`, with any single character between the numbers, as in check_load. Missing numbers repeat
 * the last one. Null if it does not start with a number.
 */
export function readLoadThreshold(text: string): LoadThreshold | null {
  const loads: number[] = [];
  let rest = text;
  while (loads.length < 3) {
    const { value, length } = readLeadingNumber(rest);
    if (length === 0 && loads.length === 0) return null;
    loads.push(value);
    rest = rest.slice(length + 1);
    if (length === 0 || rest === "") break;
  }
  const last = loads.at(-1)!;
  return [loads[0]!, loads[1] ?? last, loads[2] ?? last];
}
