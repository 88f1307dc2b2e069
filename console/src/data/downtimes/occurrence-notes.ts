import type { Occurrence } from "../wire.ts";

export interface OccurrenceNote {
  readonly start: string;
  readonly end: string;
  /** The rule's time of day does not exist on that day: it starts at another. */
  readonly isMoved: boolean;
  /** Minutes that the clocks go forward (or, negative, back) while it lasts. */
  readonly changeMinutes: number;
  /** Minutes that the clock of the zone is ahead of where it was at the occurrence before. */
  readonly sinceBeforeMinutes: number;
}

/** What the clocks do to occurrences, from the local times that the server answered. `time`: time of day of the rule. */
export function noteOccurrences(occurrences: readonly Occurrence[], time: string): readonly OccurrenceNote[] {
  return occurrences.map(({ local_start, local_end }, index) => {
    const before = occurrences[index - 1];
    return {
      start: local_start,
      end: local_end,
      isMoved: local_start.slice(11, 16) !== time.slice(0, 5),
      changeMinutes: offsetOf(local_end) - offsetOf(local_start),
      sinceBeforeMinutes: before === undefined ? 0 : offsetOf(local_start) - offsetOf(before.local_start),
    };
  });
}

/** Minutes before UTC of `2026-10-25T02:00:00+01:00[Europe/Paris]`. */
function offsetOf(local: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)(?:\[.*\])?$/.exec(local) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
