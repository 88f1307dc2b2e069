import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { createDueTimer } from "../../lib/due-timer.ts";
import { isAcknowledged, type ResourceState } from "../../model/resource-state.ts";
import type { Acknowledgement } from "../../model/acknowledgement.ts";
import { expires, nextExpiryStep, type ExpiryStep } from "./expiry-step.ts";

/** Watches the expiring acknowledgements, the latest one of each resource. */
export interface ExpiryWatch {
  /** Watches a record in place of the previous one; undefined, or one that does not expire, ends the watch. */
  watch(key: ResourceKey, record: Acknowledgement | undefined): void;
  /** Watches a record and re-evaluates it at `at`, instead of at its next step. */
  watchAgain(key: ResourceKey, record: Acknowledgement, at: UnixSeconds): void;
  get(key: ResourceKey): Acknowledgement | undefined;
  /** Watches records again whose resources a new configuration restored. */
  rewatchRestored(): void;
  /** Starts with what became due while the server was down. */
  start(): void;
  stop(): void;
}

export interface ExpiryWatchOptions {
  readonly clock: Clock;
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly noticeSeconds: number;
  /** Called when a step is due and the resource is still acknowledged. The record is no longer watched. */
  readonly onDue: (step: ExpiryStep, record: Acknowledgement, state: ResourceState) => void;
}

/** Acknowledgements that expire in one turn of the event loop. */
const BATCH = 200;

export function createExpiryWatch({ clock, stateOf, noticeSeconds, onDue }: ExpiryWatchOptions): ExpiryWatch {
  const watched = new Map<ResourceKey, Acknowledgement>();
  /** Due times of watched records, except those of unconfigured resources. */
  const timer = createDueTimer({
    clock,
    onDue: (due) => due.forEach(({ key }) => reevaluate(key)),
    batchSize: BATCH,
  });

  const now = (): UnixSeconds => Math.floor(clock.now());

  const reevaluate = (key: ResourceKey): void => {
    const record = watched.get(key);
    const state = stateOf(key);
    if (record === undefined || state === null) return watch(key, record);
    if (!isAcknowledged(state)) return watch(key, undefined);
    const step = nextExpiryStep(record, state, now(), noticeSeconds);
    if (step === null || step.at > now()) return watch(key, record);
    watch(key, undefined);
    onDue(step, record, state);
  };

  const watch = (key: ResourceKey, record: Acknowledgement | undefined): void => {
    watched.delete(key);
    timer.remove(key);
    if (record === undefined || !expires(record)) return;
    watched.set(key, record);
    const state = stateOf(key);
    const step = state === null ? null : nextExpiryStep(record, state, now(), noticeSeconds);
    if (step !== null) timer.set(key, step.at);
  };

  return {
    watch,
    watchAgain(key, record, at) {
      watched.set(key, record);
      timer.set(key, at);
    },
    get: (key) => watched.get(key),
    rewatchRestored() {
      for (const [key, record] of [...watched].filter(([key]) => timer.dueAt(key) === undefined)) {
        const state = stateOf(key);
        if (state !== null) watch(key, isAcknowledged(state) ? record : undefined);
      }
    },
    start: timer.start,
    stop: timer.stop,
  };
}
