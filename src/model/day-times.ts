/** Range in minutes since midnight; `to` is excluded, 1440 is midnight at the end of the day. */
export interface MinuteRange {
  readonly from: number;
  readonly to: number;
}

/** Parses `00:00-09:00,17:00-24:00` into ranges sorted by start; null if invalid. */
export function parseDayTimes(text: string): MinuteRange[] | null {
  const ranges: MinuteRange[] = [];
  for (const piece of text.split(",")) {
    if (piece.trim() === "") continue;
    const match = /^\s*(\d{1,2}):(\d{1,2})\s*-\s*(\d{1,2}):(\d{1,2})\s*$/.exec(piece);
    if (match === null) return null;
    const from = minuteOf(Number(match[1]), Number(match[2]));
    const to = minuteOf(Number(match[3]), Number(match[4]));
    if (from === null || to === null) return null;
    ranges.push({ from, to });
  }
  return ranges.length === 0 ? null : ranges.sort((a, b) => a.from - b.from);
}

function minuteOf(hour: number, minute: number): number | null {
  return minute < 60 && hour * 60 + minute <= 1440 ? hour * 60 + minute : null;
}
