import type { UnixSeconds } from "../../lib/clock.ts";
import { parseRfc3339 } from "../../lib/rfc3339.ts";
import { refuseField } from "./body-refusal.ts";

const A_YEAR = 366 * 86_400;

/** Parses the RFC 3339 time of a field, at most a year from now. Refuses with `invalid-body`. */
export function timeIn(field: string, text: string, now: UnixSeconds): UnixSeconds {
  const at = parseRfc3339(text);
  if (at === undefined) refuseField(field, "This should be a time such as 2026-11-24T10:00:00+01:00.");
  if (Math.abs(at - now) > A_YEAR) refuseField(field, "This should be within a year from now.");
  return at;
}
