import type { CancelTimer, Clock, UnixSeconds } from "../../src/lib/clock.ts";

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /**
   * Moves to `time`, running every timer due on the way in order of its time, then of its creation; timers set by
   * those tasks run too when they are due. Between two tasks, promises that need no outside event settle.
   */
  advanceTo(time: UnixSeconds): Promise<void>;
  advanceBy(seconds: number): Promise<void>;
  /**
   * Ahead: the machine slept; the clock stands at `time`, and only then the timers that were due run.
   * Back: the clock was set; timers end after the same time as before, as real ones do.
   */
  jumpTo(time: UnixSeconds): Promise<void>;
  /** How many timers wait. */
  waiting(): number;
}

interface Timer {
  at: UnixSeconds;
  readonly order: number;
  readonly task: () => void;
}

export function createFakeClock(startAt: UnixSeconds = 1_700_000_000): FakeClock {
  let now = startAt;
  let created = 0;
  const timers = new Set<Timer>();

  const runAt = (at: UnixSeconds, task: () => void): CancelTimer => {
    const timer = { at, order: created++, task };
    timers.add(timer);
    if (at <= now)
      setImmediate(() => {
        if (timers.delete(timer)) task();
      });
    return () => {
      timers.delete(timer);
    };
  };

  const advanceTo = async (time: UnixSeconds): Promise<void> => {
    if (time < now) throw new Error(`The clock stands at ${now} and does not go back to ${time}.`);
    await settle();
    for (let next = firstDue(timers, time); next !== undefined; next = firstDue(timers, time)) {
      timers.delete(next);
      now = Math.max(now, next.at);
      next.task();
      await settle();
    }
    now = time;
  };

  const jumpTo = (time: UnixSeconds): Promise<void> => {
    if (time < now) for (const timer of timers) timer.at += time - now;
    now = time;
    return advanceTo(time);
  };

  return {
    now: () => now,
    runAt,
    advanceTo,
    advanceBy: (seconds) => advanceTo(now + seconds),
    jumpTo,
    waiting: () => timers.size,
  };
}

function firstDue(timers: ReadonlySet<Timer>, time: UnixSeconds): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) {
    if (timer.at > time) continue;
    if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
      first = timer;
  }
  return first;
}

// A turn of the event loop runs all promise callbacks there are; a few turns let chains over setImmediate end.
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++)
    await new Promise<void>((done) => {
      setImmediate(done);
    });
}
