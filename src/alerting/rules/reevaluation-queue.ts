import type { ResourceKey } from "../../model/resource-key.ts";
import type { CancelTimer, Clock, UnixSeconds } from "../../lib/clock.ts";
import { createDueQueue } from "../../lib/due-queue.ts";

/** Resources that are looked at again at a time, without a new result: each once, with one timer for all. */
export interface ReevaluationQueue {
  /** Moves the time when the resource is on the agenda already. */
  set(key: ResourceKey, at: UnixSeconds): void;
  remove(key: ResourceKey): void;
  /** Before, the agenda only fills. */
  start(): void;
  stop(): void;
}

export interface ReevaluationQueueOptions {
  readonly clock: Clock;
  readonly reevaluate: (keys: readonly ResourceKey[]) => void;
}

/** At once at most, so that a thousand that are due together do not keep the server from answering. */
const MOST_AT_ONCE = 200;

export function createReevaluationQueue({ clock, reevaluate }: ReevaluationQueueOptions): ReevaluationQueue {
  const due = createDueQueue();
  let isRunning = false;
  let armedFor = Infinity;
  let cancelTimer: CancelTimer | undefined;

  const arm = (): void => {
    const next = due.nextDueAt() ?? Infinity;
    if (!isRunning || next >= armedFor) return;
    cancelTimer?.();
    armedFor = next;
    cancelTimer = clock.runAt(next, tick);
  };

  const tick = (): void => {
    armedFor = Infinity;
    const now = clock.now();
    const keys: ResourceKey[] = [];
    for (let next = due.take(now); next !== undefined; next = due.take(now)) {
      keys.push(next.key);
      if (keys.length === MOST_AT_ONCE) break;
    }
    if (keys.length > 0) reevaluate(keys);
    arm();
  };

  return {
    set(key, at) {
      due.set(key, at);
      arm();
    },
    remove: (key) => due.remove(key),
    start() {
      isRunning = true;
      arm();
    },
    stop() {
      isRunning = false;
      cancelTimer?.();
    },
  };
}
