import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { withSkippedCheck } from "../state/check-state.ts";
import { nextIntervalSeconds } from "./check-times.ts";
import type { ExecutionRules, Skip } from "./execution-rules.ts";
import { withNextCheck } from "./plan-state.ts";
import { eventWithoutResult } from "../../model/history-event.ts";
import type { Change } from "../../model/change.ts";

export interface SkippedChecksOptions {
  readonly clock: Clock;
  readonly inventory: () => Inventory;
  readonly rules: ExecutionRules;
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly rescheduleAfter: (resource: Resource, wanted: UnixSeconds) => UnixSeconds | null;
  /** Makes the changes visible, and durable. */
  readonly commit: (changes: readonly Change[]) => void;
}

/**
 * Decides whether checks may run. A skipped check is replanned, and the history records the reason once, and again with
 * each change of state that a skipped check makes.
 */
export interface SkippedChecks {
  /** Forgets resources that are no longer configured. */
  forgetRemoved(): void;
  /** False: the check was skipped, and replanned. */
  mayRun(resource: Resource, isForced: boolean): boolean;
}

export function createSkippedChecks({
  clock,
  inventory,
  rules,
  stateOf,
  rescheduleAfter,
  commit,
}: SkippedChecksOptions): SkippedChecks {
  /** Reason why the last check was skipped, by resource; no entry if it ran. */
  const reasons = new Map<ResourceKey, string>();

  /** Plans the next check as after one that ran. */
  const replan = (resource: Resource, state: ResourceState): UnixSeconds | null =>
    rescheduleAfter(resource, clock.now() + nextIntervalSeconds(resource, state, inventory()));

  const skipped = (resource: Resource, skip: Skip): void => {
    const { key } = resource;
    const previous = stateOf(key);
    if (previous === null) return;
    const next = stateAfter(previous, skip, replan(resource, previous), Math.floor(clock.now()));
    const isNew = reasons.get(key) !== skip.reason;
    reasons.set(key, skip.reason);
    const isStateChange = next.check.state !== previous.check.state;
    if (!isNew && !isStateChange && next.plan.nextCheck === previous.plan.nextCheck) return;
    const event =
      isNew || isStateChange
        ? eventWithoutResult(key, next, Math.floor(clock.now()), "check-skipped", skip.reason)
        : null;
    commit([{ kind: "state", key, state: next }, ...(event === null ? [] : [{ kind: "event", event } as const])]);
  };

  return {
    forgetRemoved() {
      for (const key of reasons.keys()) if (stateOf(key) === null) reasons.delete(key);
    },
    mayRun(resource, isForced) {
      const skip = rules.skipOf(resource, isForced);
      if (skip === null) {
        if (reasons.size > 0) reasons.delete(resource.key);
        return true;
      }
      skipped(resource, skip);
      return false;
    },
  };
}

function stateAfter(
  previous: ResourceState,
  { status }: Skip,
  nextCheck: UnixSeconds | null,
  at: UnixSeconds,
): ResourceState {
  const planned = withNextCheck(previous, nextCheck);
  return status === null || status === previous.check.state ? planned : withSkippedCheck(planned, status, at);
}
