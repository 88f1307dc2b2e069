import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import {
  checkIntervalSeconds,
  isScheduled,
  maxSpreadSeconds,
  retryIntervalSeconds,
  withinCheckPeriod,
} from "./check-times.ts";
import { createDueQueue, type DueKey, type DueQueue } from "../../lib/due-queue.ts";
import { nextInPhase } from "./next-in-phase.ts";
import { spread } from "./spread.ts";

/** Due times of all resources: by interval, check period, and forced checks, which override the configuration. */
export interface CheckPlan {
  readonly queue: DueQueue;
  inventory(): Inventory;
  resource(key: ResourceKey): Resource | undefined;
  /**
   * Loads the plan from the previous next check of each resource (null: never checked, spread over the start). Returns
   * the plans that are new.
   */
  load(
    inventory: Inventory,
    nextCheckOf: (key: ResourceKey) => UnixSeconds | null,
  ): ReadonlyMap<ResourceKey, UnixSeconds>;
  /** Takes another configuration, without these resources. */
  change(inventory: Inventory, removed: readonly ResourceKey[]): void;
  /**
   * Replans resources whose scheduling has changed. Those without a plan get one; a plan beyond the new interval moves
   * nearer by whole intervals, so that checks keep their distance. Returns the new plans.
   */
  replan(keys: Iterable<ResourceKey>): ReadonlyMap<ResourceKey, UnixSeconds>;
  /**
   * Plans the next check, moved into the check period; an earlier plan stays. Returns the time, or null if the resource
   * is not scheduled.
   */
  planAfter(resource: Resource, wanted: UnixSeconds): UnixSeconds | null;
  /** Keeps the planned check after a dropped result, so that no check is lost. */
  keepPlanned(key: ResourceKey): void;
  /** Plans a check that ignores whether the resource is scheduled and its check period. */
  force(key: ResourceKey, at: UnixSeconds): void;
  isForced(key: ResourceKey): boolean;
  /**
   * Skips a due check that must not run now, and plans the next one. Disabled checks keep their phase for when they are
   * enabled again; a closed period may have changed since the plan was made. Also clears the forced flag.
   */
  skipAndReplan(due: DueKey, now: UnixSeconds): boolean;
  /** Spreads checks missed during a pause, so that they do not all start together. */
  respread(now: UnixSeconds): void;
}

/** `isHere`: see `SchedulerOptions`. */
export function createCheckPlan(clock: Clock, isHere: (resource: Resource) => boolean = () => true): CheckPlan {
  const queue = createDueQueue();
  const forced = new Set<ResourceKey>();
  let inventory: Inventory;

  const isPlanned = (resource: Resource): boolean => isScheduled(resource, inventory) && isHere(resource);

  const resourceOf = (key: ResourceKey): Resource | undefined => namesOf(inventory).resourceByKey.get(key);

  /** Maximum delay of a first or missed check. */
  const maxDelay = (key: ResourceKey): number => {
    const resource = resourceOf(key);
    return resource === undefined
      ? 0
      : Math.min(checkIntervalSeconds(resource, inventory), maxSpreadSeconds(resource, inventory));
  };

  const replan = (keys: readonly ResourceKey[], now: UnixSeconds, plans?: Map<ResourceKey, UnixSeconds>): void => {
    const dueAt = spread(keys.length, now);
    keys.forEach((key, index) => {
      const within = withinCheckPeriod(resourceOf(key)!, inventory, dueAt(index, maxDelay(key)));
      if (within === null) return;
      queue.set(key, within);
      plans?.set(key, within);
    });
  };

  /** Moves a plan nearer if no result of now could have made it. */
  const advance = (
    resource: Resource,
    planned: UnixSeconds,
    now: UnixSeconds,
    plans: Map<ResourceKey, UnixSeconds>,
  ): void => {
    const pause = Math.max(checkIntervalSeconds(resource, inventory), retryIntervalSeconds(resource, inventory));
    if (planned <= now + pause || forced.has(resource.key)) return;
    const at = withinCheckPeriod(resource, inventory, nextInPhase(planned, pause, now) ?? planned);
    if (at === null || at >= planned) return;
    queue.set(resource.key, at);
    plans.set(resource.key, at);
  };

  return {
    queue,
    inventory: () => inventory,
    resource: resourceOf,
    load(next, nextCheckOf) {
      inventory = next;
      const fresh: ResourceKey[] = [];
      const now = clock.now();
      for (const resource of [...next.hosts, ...next.services]) {
        if (!isPlanned(resource)) continue;
        const known = nextCheckOf(resource.key);
        if (known === null || known < now || isBeyondPlan(known, resource, next, now)) fresh.push(resource.key);
        else queue.set(resource.key, known);
      }
      const plans = new Map<ResourceKey, UnixSeconds>();
      replan(fresh, now, plans);
      return plans;
    },
    change(next, removed) {
      inventory = next;
      for (const key of removed) {
        queue.remove(key);
        forced.delete(key);
      }
    },
    replan(keys) {
      const now = clock.now();
      const unplanned: ResourceKey[] = [];
      const plans = new Map<ResourceKey, UnixSeconds>();
      for (const key of keys) {
        const resource = resourceOf(key);
        if (resource === undefined || !isPlanned(resource)) continue;
        const planned = queue.dueAt(key);
        if (planned === undefined) unplanned.push(key);
        else advance(resource, planned, now, plans);
      }
      replan(unplanned, now, plans);
      return plans;
    },
    planAfter(resource, wanted) {
      if (!isPlanned(resource)) return null;
      const planned = queue.dueAt(resource.key) ?? Infinity;
      const at = planned <= wanted ? planned : withinCheckPeriod(resource, inventory, wanted);
      if (at === null) queue.remove(resource.key);
      else queue.set(resource.key, at);
      return at;
    },
    keepPlanned(key) {
      const resource = resourceOf(key);
      if (resource === undefined || queue.dueAt(key) !== undefined || !isPlanned(resource)) return;
      const at = withinCheckPeriod(resource, inventory, clock.now() + checkIntervalSeconds(resource, inventory));
      if (at !== null) queue.set(key, at);
    },
    force(key, at) {
      forced.add(key);
      queue.set(key, at);
    },
    isForced: (key) => forced.has(key),
    skipAndReplan({ key, dueAt }, now) {
      const resource = resourceOf(key);
      const isForced = forced.delete(key);
      if (resource === undefined || (isForced && isHere(resource))) return false;
      const interval = checkIntervalSeconds(resource, inventory);
      const at = !isPlanned(resource) ? nextInPhase(dueAt, interval, now) : withinCheckPeriod(resource, inventory, now);
      if (at !== null && at <= now) return false;
      if (at !== null) queue.set(key, at);
      return true;
    },
    respread(now) {
      const missed: ResourceKey[] = [];
      for (let due = queue.take(now); due !== undefined; due = queue.take(now)) missed.push(due.key);
      const dueAt = spread(missed.length, now);
      missed.forEach((key, index) => queue.set(key, dueAt(index, maxDelay(key))));
    },
  };
}

/**
 * True if no plan made now could be that far away: longer than the longest interval, moved into the check period. It
 * was then made while the clock was ahead.
 */
function isBeyondPlan(known: UnixSeconds, resource: Resource, inventory: Inventory, now: UnixSeconds): boolean {
  const intervals = Math.max(checkIntervalSeconds(resource, inventory), retryIntervalSeconds(resource, inventory));
  const pause = Math.max(intervals, maxSpreadSeconds(resource, inventory));
  // The check period is evaluated only for the few plans that the interval does not explain.
  return known > now + pause && known > (withinCheckPeriod(resource, inventory, now + pause) ?? Infinity);
}
