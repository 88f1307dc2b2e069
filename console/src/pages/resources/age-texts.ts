import { durationText, isWithinDay, shortDateText, type TimeStyle } from "../../data/time.ts";
import type { Messages } from "../../words/messages.ts";

const KEPT_TEXTS = 1_000;
/** The year of now, which a date of another year is shown with, begins at such a time in every zone. */
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

/** Texts of times in columns, all as of one moment. Dates are kept: to write one takes longer than the rest of a row. */
export function createAgeTexts(): (
  time: string | null,
  now: number,
  style: TimeStyle,
  common: Messages["common"],
) => string {
  const dates = new Map<string, string>();
  let [keptStyle, keptQuarter] = [undefined as TimeStyle | undefined, 0];
  return (time, now, style, common) => {
    if (time === null) return common.never;
    const quarter = Math.floor(now / QUARTER_MS);
    if (style !== keptStyle || quarter !== keptQuarter || dates.size > KEPT_TEXTS) dates.clear();
    [keptStyle, keptQuarter] = [style, quarter];
    const kept = dates.get(time);
    if (kept !== undefined) return kept;
    const instant = Date.parse(time);
    const isRecent = isWithinDay(instant, now);
    const text = isRecent
      ? durationText(Math.abs(now - instant) / 1_000, common.dayUnit)
      : shortDateText(instant, now, style);
    if (now - instant > DAY_MS) dates.set(time, text);
    return text;
  };
}
