/** Problems that began and that ended in one hour. */
export interface Hour {
  /** Milliseconds. */
  readonly from: number;
  readonly began: number;
  readonly ended: number;
}

interface Event {
  readonly time: string | null;
  readonly kind: string;
}

const HOUR_MS = 3_600_000;
export const HOURS = 24;

/**
 * Problems by hour of the last day, the hour of `now` last. `events` are the newest first; of those that do not go back
 * a whole day, as there are more (`isPart`), hours before the oldest are left out.
 */
export function hoursOf(events: readonly Event[], now: number, isPart: boolean): readonly Hour[] {
  const end = Math.floor(now / HOUR_MS) + 1;
  const oldest = Date.parse(events.at(-1)?.time ?? "");
  const first = isPart && Number.isFinite(oldest) ? Math.max(end - HOURS, Math.ceil(oldest / HOUR_MS)) : end - HOURS;
  const hours = Array.from({ length: Math.max(0, end - first) }, (_, at) => ({
    from: (first + at) * HOUR_MS,
    began: 0,
    ended: 0,
  }));
  for (const { time, kind } of events) {
    const hour = hours[Math.floor(Date.parse(time ?? "") / HOUR_MS) - first];
    if (hour === undefined) continue;
    if (kind === "recovery") hour.ended++;
    else hour.began++;
  }
  return hours;
}
