import { decideAll } from "../../alerting/rules/decide-all.ts";
import type { NotificationEngine } from "../../alerting/rules/notification-engine.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { hostIdOf, hostKey, isHostKey, type ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { createPendingWrites } from "../../lib/pending-writes.ts";
import { dialectOf, type Engine } from "../../model/dialect.ts";
import type { NotificationEvent } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Downtime } from "../../model/downtime.ts";
import { createCoveringMessages, isSameSchedule } from "./covering-messages.ts";
import { isOver } from "./downtime-lifecycle.ts";
import type { ActiveDowntimes } from "./active-downtimes.ts";
import { atDepth, depthStep, notificationEventsOf, recordOf, type DowntimeStep } from "./transition-records.ts";
import type { Change } from "../../model/change.ts";
import { counted } from "../../lib/counted.ts";

/** Applies steps in memory immediately, commits them, and rolls back those that could not be stored. */
export interface TransitionCommits {
  /** Rejects if the steps could not be stored; they are then rolled back. */
  commit(steps: readonly DowntimeStep[], auditEvents?: readonly Change[]): Promise<void>;
  /**
   * Applies steps before they are stored, so that nothing begins or ends twice. The function returned rolls back if not
   * stored.
   */
  take(steps: readonly DowntimeStep[]): (isStored: boolean) => void;
  /** Records, notifications and new states. `states`: uncommitted states to start from; receives the new ones. */
  changesOf(steps: readonly DowntimeStep[], states?: Map<ResourceKey, ResourceState>): readonly Change[];
}

export interface TransitionCommitsOptions {
  readonly open: ActiveDowntimes;
  readonly ledger: Ledger;
  readonly notificationEngine: NotificationEngine;
  readonly engine: Engine;
  readonly now: () => UnixSeconds;
  /** Called when steps are stored or rolled back: the next due downtime may be another. */
  readonly onSettled: () => void;
}

export function createTransitionCommits({
  open,
  ledger,
  notificationEngine,
  engine,
  now,
  onSettled,
}: TransitionCommitsOptions): TransitionCommits {
  const covering = createCoveringMessages();
  const pendingWrites = createPendingWrites<number, Downtime | null>();

  /** Rolls back a step, unless a later one was built on it. */
  const rollBack = (refused: Downtime): void => {
    const stored = pendingWrites.refused(refused.id);
    const known = open.get(refused.id);
    if (known !== refused && !(known === undefined && isOver(refused))) return;
    if (stored === null) open.forget(refused);
    else open.keep(stored, now());
  };

  const take = (steps: readonly DowntimeStep[]): ((isStored: boolean) => void) => {
    for (const { before, after } of steps) pendingWrites.begin(after.id, before);
    for (const { after } of steps) open.keep(after, now());
    return (isStored) => {
      for (const { after } of steps) isStored ? pendingWrites.stored(after.id, after) : rollBack(after);
      onSettled();
    };
  };

  /** Notification events of a step; those of a host and its services know of each other. */
  const eventsOf = (step: DowntimeStep, ofServices: ServiceSteps): readonly NotificationEvent[] => {
    const events = notificationEventsOf(step, engine);
    if (!dialectOf(engine).hostDowntimeCoversServices) return events;
    const { after } = step;
    return events.map((event) => {
      if (!isHostKey(after.key)) return { ...event, contactsToldOfHost: covering.contactsToldOfHost(after, event) };
      const covered = new Set(
        [...open.ofServicesOf(after.key), ...(ofServices.get(after.key) ?? [])]
          .filter((other) => isSameSchedule(after, other))
          .map(({ key }) => key),
      );
      return covered.size === 0
        ? event
        : { ...event, comment: `${event.comment} (with ${counted(covered.size, "service")})` };
    });
  };

  const changesOf = (
    steps: readonly DowntimeStep[],
    states = new Map<ResourceKey, ResourceState>(),
  ): readonly Change[] => {
    const ofServices = servicesIn(steps);
    const records = steps.flatMap((step) => {
      const { key } = step.after;
      const before = states.get(key) ?? ledger.lastState(key);
      const resource = ledger.resource(key);
      if (before === null) return recordOf(step, before);
      const depth = depthStep(step);
      if (resource === undefined) {
        // It left the configuration: nobody is notified, but it may return.
        if (depth !== 0) states.set(key, atDepth(before, depth, step.at));
        return recordOf(step, before);
      }
      // As in Nagios, a start is notified before the downtime applies and an end after it, so that it suppresses
      // neither.
      const current = depth < 0 ? atDepth(before, depth, step.at) : before;
      const events = eventsOf(step, ofServices);
      const notified = decideAll(notificationEngine, events, resource, current);
      for (const event of events) covering.remember(step.after, event, notified.changes);
      const after = depth > 0 ? atDepth(notified.state, depth, step.at) : notified.state;
      if (after !== before) states.set(key, after);
      return [...recordOf(step, before), ...notified.changes];
    });
    return [...records, ...[...states].map(([key, state]) => ({ kind: "state", key, state }) as const)];
  };

  return {
    take,
    changesOf,
    async commit(steps, auditEvents = []) {
      const changes = [...changesOf(steps), ...auditEvents];
      const settle = take(steps);
      try {
        await ledger.commit(changes);
      } catch (error) {
        settle(false);
        throw error;
      }
      settle(true);
    },
  };
}

/** Downtimes of services among steps, by host. */
type ServiceSteps = ReadonlyMap<ResourceKey, readonly Downtime[]>;

const servicesIn = (steps: readonly DowntimeStep[]): ServiceSteps =>
  Map.groupBy(
    steps.map(({ after }) => after).filter(({ key }) => !isHostKey(key)),
    ({ key }) => hostKey(hostIdOf(key)),
  );
