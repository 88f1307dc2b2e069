import type { CancelTimer, Clock, UnixSeconds } from "../../src/lib/clock.ts";

/** Clock that a test moves. */
export interface FakeClock extends Clock {
  /**
   * Moves to `time` and runs all timers due until then, by time, then by creation; timers set by those tasks run, too,
   * when due. Between two tasks, promises that need no outside event settle.
   */
  advanceTo(time: UnixSeconds): Promise<void>;
  advanceBy(seconds: number): Promise<void>;
  /**
   * Forward: like after a suspend, the clock is set to `time` before due timers run. Backward: like a clock that was
   * set, timers keep their remaining time.
   */
  jumpTo(time: UnixSeconds): Promise<void>;
  /** Number of pending timers. */
  waiting(): number;
}

interface Timer {
  at: UnixSeconds;
  readonly order: number;
  readonly task: () => void;
}

export function createFakeClock(startAt: UnixSeconds = 1_700_000_000): FakeClock {
  let now = startAt;
  let monotonic = 0;
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
      moveTo(Math.max(now, next.at));
      next.task();
      await settle();
    }
    moveTo(time);
  };
  const moveTo = (time: UnixSeconds): void => {
    monotonic += time - now;
    now = time;
  };

  const jumpTo = (time: UnixSeconds): Promise<void> => {
    if (time < now) for (const timer of timers) timer.at += time - now;
    now = time;
    return advanceTo(time);
  };

  return {
    now: () => now,
    monotonic: () => monotonic,
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

// One turn of the event loop runs all pending promise callbacks; several turns let chains over setImmediate end.
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++)
    await new Promise<void>((done) => {
      setImmediate(done);
    });
}
