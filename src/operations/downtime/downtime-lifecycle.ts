import type { UnixSeconds } from "../../lib/clock.ts";
import { expiryWarningAt } from "../../lib/expiry-warning.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { dialectOf, type Engine } from "../../model/dialect.ts";
import { type Downtime, type DowntimeRequest, endsAt } from "../../model/downtime.ts";

/** Limits that the engine applies: 2100-01-01 and 366 days (contract §8.3). */
const LATEST_TIME: UnixSeconds = 4_102_444_800;
const MAX_DURATION_SECONDS = 366 * 86_400;

/** Request with its limits applied, or the reason why it is ignored; ignoring is not an error (contract §8.3). */
export function acceptable(request: DowntimeRequest, now: UnixSeconds): DowntimeRequest | { readonly ignored: string } {
  const startTime = Math.min(request.startTime, LATEST_TIME);
  const endTime = Math.min(request.endTime, LATEST_TIME);
  if (request.comment === "") return { ignored: "the comment is empty" };
  if (startTime >= endTime) return { ignored: "the end is not after the start" };
  if (endTime <= now) return { ignored: "the end is past" };
  if (!request.isFixed && request.duration <= 0) return { ignored: "a flexible downtime lasts no time" };
  const duration = Math.min(request.isFixed ? endTime - startTime : request.duration, MAX_DURATION_SECONDS);
  return { ...request, startTime, endTime, duration };
}

/** Downtime as scheduled. `request`: within the limits of `acceptable`. */
export function newDowntime(
  id: number,
  key: ResourceKey,
  pollerId: number | null,
  request: DowntimeRequest,
  author: string,
  entryTime: UnixSeconds,
): Downtime {
  return {
    id,
    key,
    author,
    pollerId,
    entryTime,
    comment: request.comment,
    startTime: request.startTime,
    endTime: request.endTime,
    isFixed: request.isFixed,
    duration: request.duration,
    isStarted: false,
    isCancelled: false,
    actualStartTime: null,
    actualEndTime: null,
    deletionTime: null,
    triggeredBy: request.triggeredBy ?? null,
    recurringDowntimeId: request.recurringDowntimeId ?? null,
    noticeTime: null,
  };
}

export const isOver = (downtime: Downtime): boolean => downtime.deletionTime !== null;
export const isRunning = (downtime: Downtime): boolean => downtime.isStarted && !isOver(downtime);

/** Planned end. Nagios expires a flexible downtime that never began one second after its window. */
export function endTimeOf(downtime: Downtime, engine: Engine): UnixSeconds | null {
  const end = endsAt(downtime);
  return end !== null && dialectOf(engine).expiredWindowIsNotified && !downtime.isFixed && !downtime.isStarted
    ? end + 1
    : end;
}

/** Time of the end warning; null: none, or already sent. */
export function endWarningOf(downtime: Downtime, noticeSeconds: number): UnixSeconds | null {
  const end = endsAt(downtime);
  return !isRunning(downtime) || downtime.noticeTime !== null || end === null
    ? null
    : expiryWarningAt(downtime.actualStartTime ?? end, end, noticeSeconds);
}

/** Next time-driven transition; null: none. */
export function nextMoment(
  downtime: Downtime,
  now: UnixSeconds,
  noticeSeconds: number,
  engine: Engine,
): UnixSeconds | null {
  if (isOver(downtime)) return null;
  const notice = endWarningOf(downtime, noticeSeconds);
  if (notice !== null) return notice;
  if (downtime.isStarted || downtime.triggeredBy !== null || downtime.startTime === null)
    return endTimeOf(downtime, engine);
  // A flexible one is examined when its window opens, and again when it closes.
  return downtime.isFixed || now < downtime.startTime ? downtime.startTime : endTimeOf(downtime, engine);
}

/** True for a flexible downtime that a problem would begin now. A triggered one waits for its trigger instead. */
export function awaitsProblem(downtime: Downtime, now: UnixSeconds): boolean {
  if (downtime.isFixed || downtime.isStarted || isOver(downtime) || downtime.triggeredBy !== null) return false;
  return (downtime.startTime ?? Infinity) <= now && now < (downtime.endTime ?? -Infinity);
}

export const begun = (downtime: Downtime, at: UnixSeconds): Downtime => ({
  ...downtime,
  isStarted: true,
  actualStartTime: at,
});

export const endWarned = (downtime: Downtime, at: UnixSeconds): Downtime => ({ ...downtime, noticeTime: at });

/**
 * With another end, within the limits of `acceptable`; null if the end is not after the start. Contacts are warned of it
 * again.
 */
export function withEnd(downtime: Downtime, until: UnixSeconds): Downtime | null {
  const endTime = Math.min(until, LATEST_TIME);
  const { isFixed, isStarted, startTime, actualStartTime } = downtime;
  const durationFrom = (start: UnixSeconds): number => Math.min(endTime - start, MAX_DURATION_SECONDS);
  if (!isFixed && isStarted && actualStartTime !== null)
    return { ...downtime, duration: durationFrom(actualStartTime), noticeTime: null };
  if (startTime !== null && endTime <= startTime) return null;
  const duration = isFixed && startTime !== null ? durationFrom(startTime) : downtime.duration;
  return { ...downtime, endTime, duration, noticeTime: null };
}

/** Ended as planned. `at`: when it ended; `now`: when that is recorded. */
export const ended = (downtime: Downtime, at: UnixSeconds, now: UnixSeconds): Downtime => ({
  ...downtime,
  actualEndTime: at,
  deletionTime: now,
});

/** Cancelled by an operator, or a flexible one that never began. */
export const cancelled = (downtime: Downtime, now: UnixSeconds): Downtime => ({
  ...downtime,
  isCancelled: true,
  actualEndTime: now,
  deletionTime: now,
});

/** Withdrawn by its recurring downtime, or its resource was removed. Without the link it may be created again. */
export const withdrawn = (downtime: Downtime, now: UnixSeconds): Downtime => ({
  ...cancelled(downtime, now),
  recurringDowntimeId: null,
});
