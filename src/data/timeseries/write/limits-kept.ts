import { dayOf, firstDayOf, monthOf, startOfDay } from "../day.ts";
import type { LimitsKept } from "../limit-rows.ts";
import type { SeriesSettings } from "../series-settings.ts";

/** Times that decide which limits go: hours are kept by whole months, and so are days. */
export function limitsKept({ rawDays, hoursDays, daysYears }: SeriesSettings, now: number): LimitsKept {
  const today = dayOf(now);
  const first = Math.min(
    today - rawDays,
    firstDayOf(monthOf(today - hoursDays)),
    firstDayOf(monthOf(today) - 12 * daysYears),
  );
  return { exactFrom: startOfDay(today - rawDays), from: startOfDay(first) };
}
