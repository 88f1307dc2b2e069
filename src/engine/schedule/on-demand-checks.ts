import type { Inventory, Resource } from "../../model/objects.ts";
import { namesOf } from "../../model/inventory-index.ts";
import { hostKey, type ResourceKey } from "../../model/resource-key.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import { maxCheckAttemptsOf } from "./check-times.ts";

export interface OnDemandChecksOptions {
  readonly clock: Clock;
  readonly inventory: () => Inventory;
  /** Newest states; null if the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  /** Runs a check soon, since another resource has changed; see `Scheduler.runOnDemand`. */
  readonly check: (key: ResourceKey, because: Resource) => void;
}

/**
 * Checks that a result triggers, as in Nagios: the host of a service that changed, the parents and children of a host
 * that changed, and the masters of a problem. A state younger than `cached_host_check_horizon`
 * (`cached_service_check_horizon`) is used without a check. See the table in docs/scheduling.md.
 */
export interface OnDemandChecks {
  /** Called after a result was applied, with the states before and after it. */
  afterResult(resource: Resource, previous: ResourceState, next: ResourceState): void;
}

// Nagios: a host whose next check is within this time is not checked for its first service result.
const SOON_SECONDS = 300;

export function createOnDemandChecks({ clock, inventory, stateOf, check }: OnDemandChecksOptions): OnDemandChecks {
  const checkUnlessCached = (key: ResourceKey, horizonSeconds: number, because: Resource): void => {
    const lastCheck = stateOf(key)?.check.lastCheck ?? null;
    const age = lastCheck === null ? Infinity : Math.floor(clock.now()) - lastCheck;
    if (age >= horizonSeconds || age < 0) check(key, because);
  };

  const checkHost = (key: ResourceKey, because: Resource): void =>
    checkUnlessCached(key, inventory().main.cachedHostCheckHorizonSeconds, because);

  /** Nagios: for a problem of a service, a state is trusted for a second longer. */
  const checkHostOfProblem = (key: ResourceKey, because: Resource): void =>
    checkUnlessCached(key, inventory().main.cachedHostCheckHorizonSeconds + 1, because);

  const afterServiceResult = (service: Resource, previous: ResourceState, next: ResourceState): void => {
    const key = hostKey(service.hostId);
    const host = stateOf(key);
    if (host === null) return;
    if (host.check.hasBeenChecked !== true) {
      if (
        host.plan.nextCheck === null ||
        host.plan.nextCheck - clock.now() > SOON_SECONDS ||
        isProblem(next.check.state)
      )
        checkHost(key, service);
    } else if (isProblem(host.check.state)) {
      if (!isProblem(next.check.state)) checkHost(key, service);
    } else if (isProblem(next.check.state) && next.check.state !== previous.check.state)
      checkHostOfProblem(key, service);
  };

  /** Down: a parent may be the cause, and children may be affected. Up: they may have recovered too. */
  const afterHostChange = (host: Resource, isDown: boolean): void => {
    const names = namesOf(inventory());
    for (const parent of names.parentsOf.get(host.key) ?? []) if (isUp(parent) === isDown) checkHost(parent, host);
    for (const child of names.childrenOf.get(host.key) ?? []) {
      const state = stateOf(child)?.check.state;
      if (isDown ? state === UNREACHABLE : isUp(child)) continue;
      // The parents decide between DOWN and UNREACHABLE, so a state from before this change cannot be used.
      if (isUp(child)) checkHost(child, host);
      else check(child, host);
    }
  };

  const afterProblem = (resource: Resource): void => {
    const { main } = inventory();
    const isHost = resource.kind === "host";
    if (!(isHost ? main.enablePredictiveHostDependencyChecks : main.enablePredictiveServiceDependencyChecks)) return;
    const horizon = isHost ? main.cachedHostCheckHorizonSeconds : main.cachedServiceCheckHorizonSeconds;
    const masters = new Set((namesOf(inventory()).dependenciesOf.get(resource.key) ?? []).map(({ master }) => master));
    for (const master of masters) checkUnlessCached(master, horizon, resource);
  };

  const isUp = (key: ResourceKey): boolean => !isProblem(stateOf(key)?.check.state ?? 0);

  return {
    afterResult(resource, previous, next) {
      const isDown = isProblem(next.check.state);
      if (resource.kind === "service") afterServiceResult(resource, previous, next);
      else if (isDown !== isProblem(previous.check.state)) afterHostChange(resource, isDown);
      if (isDown && (next.check.state !== previous.check.state || isBeforeLastAttempt(resource, next)))
        afterProblem(resource);
    },
  };
}

const UNREACHABLE = 2;

/** The next check may make the problem hard, and then the states of its masters matter. */
const isBeforeLastAttempt = (resource: Resource, { check: { stateType, checkAttempt } }: ResourceState): boolean =>
  stateType === 0 && checkAttempt === maxCheckAttemptsOf(resource) - 1;
