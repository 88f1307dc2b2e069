import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { createDueTimer } from "../../lib/due-timer.ts";
import { isAcknowledged, type ResourceState } from "../../model/resource-state.ts";
import type { Acknowledgement } from "../../model/acknowledgement.ts";
import { expires, nextExpiryStep, type ExpiryStep } from "./expiry-step.ts";

/** Watches the acknowledgements that have an end of their own, the latest one of each resource. */
export interface ExpiryWatch {
  /** From now on, in place of the one before; one without an end of its own, and undefined, is not watched. */
  watch(key: ResourceKey, record: Acknowledgement | undefined): void;
  /** The same, looked at again at this time at the latest. */
  watchAgain(key: ResourceKey, record: Acknowledgement, at: UnixSeconds): void;
  get(key: ResourceKey): Acknowledgement | undefined;
  /** Another configuration: those whose resources came back are watched again. */
  rewatchRestored(): void;
  /** First does what was due while the server was away. */
  start(): void;
  stop(): void;
}

export interface ExpiryWatchOptions {
  readonly clock: Clock;
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly noticeSeconds: number;
  /** A step is due, and the resource is still acknowledged. The record is not watched any more. */
  readonly onDue: (step: ExpiryStep, record: Acknowledgement, state: ResourceState) => void;
}

export function createExpiryWatch({ clock, stateOf, noticeSeconds, onDue }: ExpiryWatchOptions): ExpiryWatch {
  const watched = new Map<ResourceKey, Acknowledgement>();
  /** All that are watched but those whose resources are not configured. */
  const timer = createDueTimer({ clock, onDue: (due) => due.forEach(({ key }) => look(key)) });

  const now = (): UnixSeconds => Math.floor(clock.now());

  const look = (key: ResourceKey): void => {
    const record = watched.get(key);
    const state = stateOf(key);
    if (record === undefined || state === null) return keep(key, record);
    if (!isAcknowledged(state)) return keep(key, undefined);
    const step = nextExpiryStep(record, state, now(), noticeSeconds);
    if (step === null || step.at > now()) return keep(key, record);
    keep(key, undefined);
    onDue(step, record, state);
  };

  const keep = (key: ResourceKey, record: Acknowledgement | undefined): void => {
    watched.delete(key);
    timer.remove(key);
    if (record === undefined || !expires(record)) return;
    watched.set(key, record);
    const state = stateOf(key);
    const step = state === null ? null : nextExpiryStep(record, state, now(), noticeSeconds);
    if (step !== null) timer.set(key, step.at);
  };

  return {
    watch: keep,
    watchAgain(key, record, at) {
      watched.set(key, record);
      timer.set(key, at);
    },
    get: (key) => watched.get(key),
    rewatchRestored() {
      for (const [key, record] of [...watched].filter(([key]) => timer.dueAt(key) === undefined)) {
        const state = stateOf(key);
        if (state !== null) keep(key, isAcknowledged(state) ? record : undefined);
      }
    },
    start: timer.start,
    stop: timer.stop,
  };
}
