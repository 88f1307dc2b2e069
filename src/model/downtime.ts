import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** One downtime record (contract §7.5, §8.3). Nullable fields: an import may bring rows without them. */
export interface Downtime {
  readonly id: number;
  readonly key: ResourceKey;
  readonly entryTime: UnixSeconds | null;
  /** Contact alias. */
  readonly author: string | null;
  readonly comment: string | null;
  readonly startTime: UnixSeconds | null;
  readonly endTime: UnixSeconds | null;
  readonly isFixed: boolean;
  /** Seconds. */
  readonly duration: number | null;
  readonly isStarted: boolean;
  readonly isCancelled: boolean;
  readonly actualStartTime: UnixSeconds | null;
  readonly actualEndTime: UnixSeconds | null;
  /** Set when it ended in any way. */
  readonly deletionTime: UnixSeconds | null;
  /** Id of the downtime whose start starts this one. */
  readonly triggeredBy: number | null;
  readonly pollerId: number | null;
  /** The recurring downtime that made it. */
  readonly recurringDowntimeId: number | null;
  /** When people were told that it ends soon. */
  readonly noticeTime: UnixSeconds | null;
}

/** What an operator asks for; the same for a host and a service. Times in Unix seconds, `duration` in seconds. */
export interface DowntimeRequest {
  readonly startTime: UnixSeconds;
  readonly endTime: UnixSeconds;
  readonly isFixed: boolean;
  /** Used by flexible downtimes; a fixed one lasts from start to end. */
  readonly duration: number;
  readonly comment: string;
  /** An open downtime that begins this one when it begins; at once when it runs already. */
  readonly triggeredBy?: number | null;
  readonly recurringDowntimeId?: number | null;
}

/** When it ends by itself; null when that is not known (an import without times). */
export function endsAt(downtime: Downtime): UnixSeconds | null {
  if (downtime.isFixed || !downtime.isStarted) return downtime.endTime;
  return downtime.actualStartTime === null || downtime.duration === null
    ? downtime.endTime
    : downtime.actualStartTime + downtime.duration;
}

/** The one of these that ends last; null of none. */
export function lastEnding(
  downtimes: readonly Downtime[],
): { readonly id: number; readonly until: UnixSeconds | null } | null {
  let last: { readonly id: number; readonly until: UnixSeconds | null } | null = null;
  for (const downtime of downtimes) {
    const until = endsAt(downtime);
    if (last === null || (until ?? Infinity) > (last.until ?? Infinity)) last = { id: downtime.id, until };
  }
  return last;
}
