import type { Ledger } from "../data/ledger/ledger.ts";
import type { CheckRunner } from "../engine/check/run-check.ts";
import { createExecutionRules } from "../engine/schedule/execution-rules.ts";
import { createFreshness } from "../engine/schedule/freshness.ts";
import { createOnDemandChecks, type OnDemandChecks } from "../engine/schedule/on-demand-checks.ts";
import { withNextCheck } from "../engine/schedule/plan-state.ts";
import { createScheduler, type CheckRequests, type Scheduler } from "../engine/schedule/scheduler.ts";
import { createSkippedChecks } from "../engine/schedule/skipped-checks.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import { newState } from "../model/initial-state.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import type { ResourceState } from "../model/resource-state.ts";
import type { Intake } from "./accept-result.ts";

export interface CheckPathOptions {
  readonly ledger: Ledger;
  readonly runner: CheckRunner;
  readonly maxConcurrentChecks: number;
  /** What the machine allows, also where the main file wants more. */
  readonly mostChecks: number;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  readonly log: Log;
  /** Called if a result or a skipped check could not be stored. */
  readonly onLost: (error: unknown) => void;
  /** Default: all checks run here. */
  readonly places?: CheckPlaces;
}

/** Where checks run, if not all of them run here. */
export interface CheckPlaces {
  isHere(resource: Resource): boolean;
  /** Id of the place that checks a resource. */
  placeOf(key: ResourceKey): number;
  /** Requests that reach each place, from those of this one. */
  across(here: CheckRequests): CheckRequests;
}

/** Path of a check, from its plan to its result. */
export interface CheckPath {
  /** Of the checks that run here. */
  readonly scheduler: Scheduler;
  /** Requests for checks, wherever they run. */
  readonly requests: CheckRequests;
  /** Checks triggered by the result of another one. */
  readonly onDemand: OnDemandChecks;
  /**
   * Called once, before the ledger is loaded: takes the next checks from the stored states. Returns these states with
   * the plans made now, so that the first check of a resource is shown before it runs.
   */
  load(stored: ReadonlyMap<ResourceKey, ResourceState>): ReadonlyMap<ResourceKey, ResourceState>;
  /** Starts the checks; results go to this intake. */
  start(intake: Intake, stops: ShutdownStack): void;
  /** Called when the inventory was replaced. */
  afterReload(): void;
}

export function createCheckPath(options: CheckPathOptions): CheckPath {
  const { ledger, runner, maxConcurrentChecks, mostChecks, inventory, clock, log, onLost, places } = options;
  const stateOf = ledger.state;
  const skippedChecks = createSkippedChecks({
    clock,
    inventory,
    stateOf,
    rules: createExecutionRules({ clock, inventory, stateOf }),
    rescheduleAfter: (resource, wanted) => scheduler.rescheduleAfter(resource, wanted),
    commit: (changes) => {
      ledger.commit(changes).catch(onLost);
    },
  });
  const scheduler = createScheduler({
    clock,
    runner,
    mayRun: skippedChecks.mayRun,
    maxConcurrentChecks,
    mostChecks,
    ...(places === undefined ? {} : { isHere: places.isHere }),
  });
  const requests = places?.across(scheduler) ?? scheduler;
  const freshness = createFreshness({ clock, log, inventory, stateOf, scheduler: requests });
  const onDemand = createOnDemandChecks({
    clock,
    inventory,
    stateOf,
    check(key, because) {
      // A poller asks itself for what its own results make it check.
      if (places === undefined || places.isHere(because) || places.placeOf(key) !== places.placeOf(because.key))
        requests.runOnDemand(key);
    },
  });
  return {
    scheduler,
    requests,
    onDemand,
    load(stored) {
      const plans = scheduler.load(inventory(), (key) => stored.get(key)?.plan.nextCheck ?? null);
      const planned = new Map(stored);
      for (const { key, initialState } of [...inventory().hosts, ...inventory().services]) {
        const at = plans.get(key);
        if (at !== undefined) planned.set(key, withNextCheck(stored.get(key) ?? newState(initialState), at));
      }
      return planned;
    },
    start(intake, stops) {
      stops.add("scheduler", () => scheduler.stop());
      scheduler.start((result) => {
        intake.accept(result).catch(onLost);
      });
      stops.add("freshness", () => freshness.stop());
      freshness.start();
    },
    afterReload: skippedChecks.forgetRemoved,
  };
}
