import { Cron } from "croner";
import type { UnixSeconds } from "../../lib/clock.ts";
import { errorOf, MistakenValue } from "../../model/configuration-errors.ts";
import { mistaken } from "../../config/settings/value-parsers.ts";

const MIN_PAUSE_SECONDS = 3_600;
const MAX_LENGTH = 100;
/** Any two times that are too close are found among so many. */
const TRIED_TIMES = 25;
const TRIED_FROM = new Date("2027-01-01T00:00:00Z");

/** Checks a cron expression. Throws a MistakenValue. */
export function cronExpression(text: string): string {
  // A date would be an expression, too.
  if (text.length > MAX_LENGTH || !/^(@[a-z]+|\S+(\s+\S+){4})$/i.test(text.trim()))
    throw mistaken({ form: "cron" }, text);
  const times = timesOf(text);
  if (times.length === 0) throw mistaken({ form: "time-that-comes" }, text);
  const isTooOften = times.some((time, index) => index > 0 && time - times[index - 1]! < MIN_PAUSE_SECONDS);
  if (isTooOften) throw mistaken({ form: "at-most-hourly" }, text);
  return text.trim();
}

function timesOf(text: string): readonly UnixSeconds[] {
  try {
    return cronOf(text, "UTC").nextRuns(TRIED_TIMES, TRIED_FROM).map(secondsOf);
  } catch (error) {
    const reason = (error as Error).message.replace(/^CronPattern: /, "");
    throw new MistakenValue(errorOf("setting-unusable", { part: null, reason, form: "cron" }), { cause: error });
  }
}

/** First time of the schedule after this one. */
export function nextTime(schedule: string, zone: string, after: UnixSeconds): UnixSeconds | null {
  const next = cronOf(schedule, zone).nextRun(new Date(after * 1000));
  return next === null ? null : secondsOf(next);
}

/** Last time of the schedule that is not after this one. */
export function lastTime(schedule: string, zone: string, until: UnixSeconds): UnixSeconds | null {
  const [last] = cronOf(schedule, zone).previousRuns(1, new Date((Math.floor(until) + 1) * 1000));
  return last === undefined ? null : secondsOf(last);
}

/** Starts no timer: the clock of the server is the only one. */
const cronOf = (schedule: string, zone: string): Cron =>
  new Cron(schedule, { timezone: zone, paused: true, mode: "5-part" });

const secondsOf = (date: Date): UnixSeconds => date.getTime() / 1000;
