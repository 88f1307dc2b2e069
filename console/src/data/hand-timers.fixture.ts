import type { Timers } from "./stream/timers.ts";

export interface HandTimers extends Timers {
  /** Moves the clock on, running what became due, and lets promises settle after each. */
  readonly advance: (ms: number) => Promise<void>;
}

/** A clock that only the test moves. */
export function createHandTimers(start = 1_000_000): HandTimers {
  let now = start;
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  const nextDue = (until: number) =>
    [...waiting]
      .filter(({ at }) => at <= until)
      .reduce<{ at: number; run: () => void } | undefined>(
        (first, one) => (first === undefined || one.at < first.at ? one : first),
        undefined,
      );
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let due = nextDue(until); due !== undefined; due = nextDue(until)) {
        waiting.delete(due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = until;
    },
  };
}

/** Lets everything that waits for promises and streams, but not for time, go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}
