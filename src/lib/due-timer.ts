import { createAlarm } from "./alarm.ts";
import type { Clock, UnixSeconds } from "./clock.ts";
import { createDueQueue, type DueKey } from "./due-queue.ts";

/** Keys that are due at a time, each once, with one timer for all. */
export interface DueTimer {
  /** Adds the key or moves its time. */
  set(key: number, at: UnixSeconds): void;
  remove(key: number): void;
  dueAt(key: number): UnixSeconds | undefined;
  /** Nothing is due before. */
  start(): void;
  stop(): void;
}

export interface DueTimerOptions {
  readonly clock: Clock;
  /** Gets the keys that are due, earliest first. They are no longer in the timer. */
  readonly onDue: (due: readonly DueKey[]) => void;
  /** Largest number of keys in one turn, so that thousands due together do not hold up the server; default: all. */
  readonly batchSize?: number;
}

export function createDueTimer({ clock, onDue, batchSize = Infinity }: DueTimerOptions): DueTimer {
  const queue = createDueQueue();
  let isRunning = false;

  const arm = (): void => alarm.set(isRunning ? (queue.nextDueAt() ?? null) : null);

  const alarm = createAlarm(clock, () => {
    const now = clock.now();
    const due: DueKey[] = [];
    while (due.length < batchSize) {
      const next = queue.take(now);
      if (next === undefined) break;
      due.push(next);
    }
    if (due.length > 0) onDue(due);
    arm();
  });

  return {
    set(key, at) {
      queue.set(key, at);
      arm();
    },
    remove(key) {
      queue.remove(key);
      arm();
    },
    dueAt: (key) => queue.dueAt(key),
    start() {
      isRunning = true;
      arm();
    },
    stop() {
      isRunning = false;
      arm();
    },
  };
}
