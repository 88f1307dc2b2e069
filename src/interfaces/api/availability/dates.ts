import { MAX_DAYS } from "../../../operations/availability/report-limits.ts";
import type { BodyMistake } from "../body-refusal.ts";

export const NO_DATE = "This should be a date such as 2026-11-01.";

/** True for a date of the calendar such as `2026-11-01`. */
export function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

const EARLIEST = "1970-01-02";

/** Mistakes in the first day of a report and the first day after it; null: wrong, or missing. */
export function mistakesOfDates(
  from: string | null,
  to: string | null,
  isMissing: (name: string) => boolean,
): readonly BodyMistake[] {
  const missing = ["from", "to"].filter(isMissing);
  if (missing.length > 0)
    return missing.map((field) => ({ field, text: "This is missing: a date such as 2026-11-01." }));
  if (from === null || to === null) return [];
  if (from < EARLIEST) return [{ field: "from", text: `This should not be before ${EARLIEST}.` }];
  const { days } = Temporal.PlainDate.from(from).until(to);
  if (days <= 0) return [{ field: "to", text: "This should be after from: it is the first day after the report." }];
  return days > MAX_DAYS ? [{ field: "to", text: `A report has at most ${MAX_DAYS} days.` }] : [];
}
