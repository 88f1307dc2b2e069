import type { UnixSeconds } from "../../lib/clock.ts";
import { expiryWarningAt } from "../../lib/expiry-warning.ts";
import { dialectOf, type Engine } from "../../model/dialect.ts";
import { type Downtime, type DowntimeRequest, endsAt } from "../../model/downtime.ts";

/** The engine cuts what lies beyond 2100-01-01 and lasts longer than 366 days (contract §8.3). */
const LATEST_TIME: UnixSeconds = 4_102_444_800;
const LONGEST_DURATION = 366 * 86_400;

/** The request with its limits applied, or why nothing comes of it (contract §8.3: it is ignored without an error). */
export function acceptable(request: DowntimeRequest, now: UnixSeconds): DowntimeRequest | { readonly ignored: string } {
  const startTime = Math.min(request.startTime, LATEST_TIME);
  const endTime = Math.min(request.endTime, LATEST_TIME);
  if (request.comment === "") return { ignored: "the comment is empty" };
  if (startTime >= endTime) return { ignored: "the end is not after the start" };
  if (endTime <= now) return { ignored: "the end is past" };
  if (!request.isFixed && request.duration <= 0) return { ignored: "a flexible downtime lasts no time" };
  const duration = Math.min(request.isFixed ? endTime - startTime : request.duration, LONGEST_DURATION);
  return { ...request, startTime, endTime, duration };
}

export const isOver = (downtime: Downtime): boolean => downtime.deletionTime !== null;
export const isRunning = (downtime: Downtime): boolean => downtime.isStarted && !isOver(downtime);

/** When it is over by the clock: Nagios gives up a flexible one that never began a second after its window. */
export function endTimeOf(downtime: Downtime, engine: Engine): UnixSeconds | null {
  const end = endsAt(downtime);
  return end !== null && dialectOf(engine).expiredWindowIsNotified && !downtime.isFixed && !downtime.isStarted
    ? end + 1
    : end;
}

/** When people are told that it ends soon; null: not, or not any more. */
export function endWarningOf(downtime: Downtime, noticeSeconds: number): UnixSeconds | null {
  const end = endsAt(downtime);
  return !isRunning(downtime) || downtime.noticeTime !== null || end === null
    ? null
    : expiryWarningAt(downtime.actualStartTime ?? end, end, noticeSeconds);
}

/** The next time something happens to it by the clock alone; null: never. */
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
  // A flexible one is looked at when its window opens, and again when it closes.
  return downtime.isFixed || now < downtime.startTime ? downtime.startTime : endTimeOf(downtime, engine);
}

/** A flexible downtime that a problem may begin now. One that another downtime triggers waits for that instead. */
export function awaitsProblem(downtime: Downtime, now: UnixSeconds): boolean {
  if (downtime.isFixed || downtime.isStarted || isOver(downtime) || downtime.triggeredBy !== null) return false;
  return (downtime.startTime ?? Infinity) <= now && now < (downtime.endTime ?? -Infinity);
}

export const begun = (downtime: Downtime, at: UnixSeconds): Downtime => ({
  ...downtime,
  isStarted: true,
  actualStartTime: at,
});

export const noticed = (downtime: Downtime, at: UnixSeconds): Downtime => ({ ...downtime, noticeTime: at });

/** It ran its time. `at` is when it ended, `now` when that was noticed. */
export const ended = (downtime: Downtime, at: UnixSeconds, now: UnixSeconds): Downtime => ({
  ...downtime,
  actualEndTime: at,
  deletionTime: now,
});

/** Taken back by an operator, or a flexible one that never began. */
export const cancelled = (downtime: Downtime, now: UnixSeconds): Downtime => ({
  ...downtime,
  isCancelled: true,
  actualEndTime: now,
  deletionTime: now,
});

/** The recurring downtime that made it no longer asks for it, or its resource left: without that link, it may be made again. */
export const withdrawn = (downtime: Downtime, now: UnixSeconds): Downtime => ({
  ...cancelled(downtime, now),
  recurringDowntimeId: null,
});
