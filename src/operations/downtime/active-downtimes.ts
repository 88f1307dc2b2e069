import { hostIdOf, hostKey, isHostKey, type ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { createDueQueue } from "../../lib/due-queue.ts";
import { IdsByKey } from "../../lib/ids-by-key.ts";
import type { Engine } from "../../model/dialect.ts";
import { lastEnding, type Downtime } from "../../model/downtime.ts";
import { awaitsProblem, endTimeOf, isOver, isRunning, nextMoment } from "./downtime-lifecycle.ts";

/** Downtimes that are not over, indexed by id, resource, trigger and next due time. */
export interface ActiveDowntimes {
  /** Adds or replaces a downtime; forgets one that is over. */
  keep(downtime: Downtime, now: UnixSeconds): void;
  forget(downtime: Downtime): void;
  get(id: number): Downtime | undefined;
  all(): readonly Downtime[];
  ofResource(key: ResourceKey): readonly Downtime[];
  /** Downtimes of the services of a host. */
  ofServicesOf(host: ResourceKey): readonly Downtime[];
  /** Downtimes that it triggers, directly or through others (Nagios). */
  triggeredBy(id: number): readonly Downtime[];
  /** Running downtime of a resource that ends last. */
  running(key: ResourceKey): { readonly id: number; readonly until: UnixSeconds | null } | null;
  /** A flexible downtime of the resource is in its window and waits for a problem. */
  isAwaited(key: ResourceKey, at: UnixSeconds): boolean;
  nextDueAt(): UnixSeconds | undefined;
  /**
   * Takes the earliest downtime due by `now`, of those due at one time the one with the lowest id: notifications depend
   * on this order. It must be passed to `keep` or `reevaluate` afterwards.
   */
  takeDue(now: UnixSeconds): Downtime | undefined;
  /** As `takeDue`, of those that decide whether the resource is in downtime: its own, and those that trigger them. */
  takeDueOf(key: ResourceKey, now: UnixSeconds): Downtime | undefined;
  /** Makes a downtime due at `at`, regardless of its next transition. */
  reevaluate(id: number, at: UnixSeconds): void;
}

export function createActiveDowntimes(noticeSeconds: number, engine: Engine): ActiveDowntimes {
  const open = new Map<number, Downtime>();
  const idsOfResource = new IdsByKey();
  /** Of the services of each host. */
  const idsOfServices = new IdsByKey();
  const idsOfTrigger = new IdsByKey();
  const due = createDueQueue();

  const forget = ({ id, key, triggeredBy }: Downtime): void => {
    open.delete(id);
    if (triggeredBy !== null) idsOfTrigger.remove(triggeredBy, id);
    due.remove(id);
    idsOfResource.remove(key, id);
    if (!isHostKey(key)) idsOfServices.remove(hostKey(hostIdOf(key)), id);
  };

  const found = (ids: Iterable<number>): Downtime[] =>
    [...ids].map((id) => open.get(id)).filter((downtime) => downtime !== undefined);

  const ofResource = (key: ResourceKey): readonly Downtime[] => found(idsOfResource.of(key));

  /** Ids of the downtimes of a resource, and of those that trigger them, directly or through others. */
  const idsThatDecide = (key: ResourceKey): ReadonlySet<number> => {
    // The loop also visits what it adds.
    const reached = new Set(idsOfResource.of(key));
    for (const id of reached) {
      const trigger = open.get(id)?.triggeredBy ?? null;
      if (trigger !== null) reached.add(trigger);
    }
    return reached;
  };

  return {
    keep(downtime, now) {
      forget(downtime);
      if (isOver(downtime)) return;
      open.set(downtime.id, downtime);
      if (downtime.triggeredBy !== null) idsOfTrigger.add(downtime.triggeredBy, downtime.id);
      idsOfResource.add(downtime.key, downtime.id);
      if (!isHostKey(downtime.key)) idsOfServices.add(hostKey(hostIdOf(downtime.key)), downtime.id);
      const moment = nextMoment(downtime, now, noticeSeconds, engine);
      if (moment !== null) due.set(downtime.id, moment);
    },
    forget,
    get: (id) => open.get(id),
    all: () => [...open.values()],
    ofResource,
    ofServicesOf: (host) => found(idsOfServices.of(host)),
    triggeredBy(id) {
      // The loop also visits what it adds. A Set, since imported downtimes may trigger each other.
      const reached = new Set([id]);
      for (const trigger of reached) for (const other of idsOfTrigger.of(trigger)) reached.add(other);
      reached.delete(id);
      return found(reached);
    },
    running: (key) => lastEnding(ofResource(key).filter(isRunning)),
    isAwaited: (key, at) =>
      ofResource(key).some((downtime) => awaitsProblem(downtime, at) || endTimeOf(downtime, engine) === at + 1),
    nextDueAt: () => due.nextDueAt(),
    takeDue(now) {
      const next = due.take(now);
      return next && open.get(next.key);
    },
    takeDueOf(key, now) {
      let earliest: { readonly id: number; readonly dueAt: UnixSeconds } | null = null;
      for (const id of idsThatDecide(key)) {
        const dueAt = due.dueAt(id);
        if (dueAt === undefined || dueAt > now) continue;
        const isEarlier = earliest === null || dueAt < earliest.dueAt || (dueAt === earliest.dueAt && id < earliest.id);
        if (isEarlier) earliest = { id, dueAt };
      }
      if (earliest === null) return undefined;
      due.remove(earliest.id);
      return open.get(earliest.id);
    },
    reevaluate(id, at) {
      if (open.has(id)) due.set(id, at);
    },
  };
}
