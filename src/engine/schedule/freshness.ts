import { resourceName, type Inventory, type Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isCheckPeriodOpen } from "./check-times.ts";
import type { CheckRequests } from "./scheduler.ts";
import { staleFrom } from "./freshness-threshold.ts";

export interface FreshnessOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly inventory: () => Inventory;
  /** Newest states; null if the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly scheduler: Pick<CheckRequests, "isPending" | "runNow">;
}

/**
 * Inspects each resource with `check_freshness` once per `service_freshness_check_interval` (`host_…`). A stale result
 * forces a check immediately, even if active checks are off, and not again before that check has ended.
 */
export interface Freshness {
  start(): void;
  stop(): void;
}

// An inspection takes well under a microsecond (measured): a slice holds up the thread for less than a millisecond.
const RESOURCES_PER_SLICE = 1000;

// A timer this late was not just delayed: the machine was asleep.
const PAUSE_SECONDS = 60;

export function createFreshness(options: FreshnessOptions): Freshness {
  const { clock, inventory } = options;
  let startedAt: UnixSeconds = 0;
  const rounds = SWEEPS.map((sweep) => createRound(sweep));

  /** Runs a sweep slice by slice; the whole sweep takes its interval. */
  function createRound(sweep: Sweep): { readonly begin: () => void; readonly end: () => void } {
    let from = 0;
    const alarm = createAlarm(clock, (setFor) => {
      // Results sent while the machine was asleep have not arrived yet.
      if (clock.now() - setFor > PAUSE_SECONDS) startedAt = clock.now();
      const resources = sweep.resources(inventory());
      if (sweep.isOn(inventory())) forceStale(resources.slice(from, from + RESOURCES_PER_SLICE), options, startedAt);
      from = from + RESOURCES_PER_SLICE < resources.length ? from + RESOURCES_PER_SLICE : 0;
      arm();
    });
    const arm = (): void => {
      const slices = Math.max(1, Math.ceil(sweep.resources(inventory()).length / RESOURCES_PER_SLICE));
      alarm.set(clock.now() + sweep.intervalSeconds(inventory()) / slices);
    };
    return { begin: arm, end: () => alarm.set(null) };
  }

  return {
    start() {
      startedAt = clock.now();
      for (const { begin } of rounds) begin();
    },
    stop() {
      for (const { end } of rounds) end();
    },
  };
}

interface Sweep {
  readonly resources: (inventory: Inventory) => readonly Resource[];
  readonly isOn: (inventory: Inventory) => boolean;
  readonly intervalSeconds: (inventory: Inventory) => number;
}

const SWEEPS: readonly Sweep[] = [
  {
    resources: ({ hosts }) => hosts,
    isOn: ({ main }) => main.checkHostFreshness,
    intervalSeconds: ({ main }) => main.hostFreshnessCheckIntervalSeconds,
  },
  {
    resources: ({ services }) => services,
    isOn: ({ main }) => main.checkServiceFreshness,
    intervalSeconds: ({ main }) => main.serviceFreshnessCheckIntervalSeconds,
  },
];

function forceStale(
  resources: readonly Resource[],
  { clock, inventory, stateOf, scheduler, log }: FreshnessOptions,
  startedAt: UnixSeconds,
): void {
  const now = clock.now();
  const isStale = (resource: Resource, state: ResourceState): boolean => {
    if (resource.checkCommand === null || (resource.activeChecks === false && resource.passiveChecks === false))
      return false;
    const since = staleFrom(resource, state, inventory(), startedAt);
    return since !== null && since < now && isCheckPeriodOpen(resource, inventory(), now);
  };
  const stale: Resource[] = [];
  for (const resource of resources) {
    if (!resource.options.checkFreshness) continue;
    const state = stateOf(resource.key);
    if (state !== null && isStale(resource, state) && !scheduler.isPending(resource.key)) stale.push(resource);
  }
  if (stale.length === 0) return;
  for (const { key } of stale) scheduler.runNow(key);
  log.info(
    { count: stale.length, first: stale.slice(0, MAX_NAMED).map(resourceName) },
    "results are stale: checks are forced",
  );
}

const MAX_NAMED = 5;
