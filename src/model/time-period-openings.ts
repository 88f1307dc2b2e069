import type { UnixSeconds } from "../lib/clock.ts";
import type { TimePeriod } from "./objects.ts";
import { candidatesOn, isAlwaysOpen, isOpen, localTime } from "./time-period.ts";

interface Opening {
  readonly from: UnixSeconds;
  readonly to: UnixSeconds;
}

/** Times from `from` up to `to` in which a period is open, day by day: neighbours may touch. */
export function* openingsOf(
  period: TimePeriod,
  periods: ReadonlyMap<string, TimePeriod>,
  { from, to }: Opening,
  zone: string,
): Generator<void, readonly Opening[]> {
  if (isAlwaysOpen(period)) return [{ from, to }];
  const changes = new Set([from, to]);
  const lastDay = localTime(to, zone).toPlainDate();
  for (let day = localTime(from, zone).toPlainDate(); Temporal.PlainDate.compare(day, lastDay) <= 0;) {
    for (const at of candidatesOn(day, period, periods, zone)) if (at > from && at < to) changes.add(at);
    day = day.add({ days: 1 });
    yield;
  }
  const inOrder = [...changes].sort((a, b) => a - b);
  const openings: Opening[] = [];
  for (const [index, start] of inOrder.entries()) {
    const end = inOrder[index + 1];
    if (end !== undefined && isOpen(period, periods, start, zone)) openings.push({ from: start, to: end });
    yield;
  }
  return openings;
}
