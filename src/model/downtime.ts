import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** One downtime record (contract §7.5, §8.3). Nullable fields: imported rows may lack them. */
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
  /** Set when it ended for any reason. */
  readonly deletionTime: UnixSeconds | null;
  /** Id of the downtime that triggers this one. */
  readonly triggeredBy: number | null;
  readonly pollerId: number | null;
  /** Id of the recurring downtime that it belongs to. */
  readonly recurringDowntimeId: number | null;
  /** Time at which contacts were warned that it ends soon. */
  readonly noticeTime: UnixSeconds | null;
}

/** Request of an operator; the same for a host and a service. Times in Unix seconds, `duration` in seconds. */
export interface DowntimeRequest {
  readonly startTime: UnixSeconds;
  readonly endTime: UnixSeconds;
  readonly isFixed: boolean;
  /** Used by flexible downtimes; a fixed one lasts from start to end. */
  readonly duration: number;
  readonly comment: string;
  /** Id of an open downtime that triggers this one. If that one is already running, this one starts immediately. */
  readonly triggeredBy?: number | null;
  readonly recurringDowntimeId?: number | null;
}

/** Time at which it ends unless it is cancelled; null if unknown (imported without times). */
export function endsAt(downtime: Downtime): UnixSeconds | null {
  if (downtime.isFixed || !downtime.isStarted) return downtime.endTime;
  return downtime.actualStartTime === null || downtime.duration === null
    ? downtime.endTime
    : downtime.actualStartTime + downtime.duration;
}

/** The downtime that ends last; null for none. */
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
