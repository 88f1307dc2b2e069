import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { PENDING, type ResourceState, type StateCode } from "../../model/resource-state.ts";
import { isProblem, stateName, type ResourceKind } from "../../model/state-code.ts";

/** Numbers of hosts and services, by the names of their states. */
export interface ResourceCounts {
  readonly hosts: Readonly<Record<string, number>>;
  readonly services: Readonly<Record<string, number>>;
  readonly unhandledHosts: number;
  readonly unhandledServices: number;
}

const RESOURCES_A_STEP = 1_000;
const HOST_STATES: readonly StateCode[] = [0, 1, 2, PENDING];
const SERVICE_STATES: readonly StateCode[] = [0, 1, 2, 3, PENDING];

/** Counts all of them; yields before each thousand, as 100,000 take tens of milliseconds. */
export function* countResources(
  { hosts, services }: Pick<Inventory, "hosts" | "services">,
  stateOf: (key: ResourceKey) => ResourceState | null,
): Generator<void, ResourceCounts> {
  const ofHosts = yield* counted(hosts, stateOf);
  const ofServices = yield* counted(services, stateOf);
  return {
    hosts: named("host", HOST_STATES, ofHosts.counts),
    services: named("service", SERVICE_STATES, ofServices.counts),
    unhandledHosts: ofHosts.unhandled,
    unhandledServices: ofServices.unhandled,
  };
}

const named = (kind: ResourceKind, codes: readonly StateCode[], counts: Readonly<Float64Array>) =>
  Object.fromEntries(codes.map((code) => [stateName(kind, code).toLowerCase(), counts[code]!]));

function* counted(resources: readonly Resource[], stateOf: (key: ResourceKey) => ResourceState | null) {
  const counts = new Float64Array(PENDING + 1);
  let unhandled = 0;
  for (const [place, { key }] of resources.entries()) {
    if (place % RESOURCES_A_STEP === 0) yield;
    const state = stateOf(key);
    if (state === null) continue;
    const { check, handling } = state;
    counts[check.state]!++;
    if (isProblem(check.state) && handling.acknowledgement === "none" && handling.scheduledDowntimeDepth === 0)
      unhandled++;
  }
  return { counts, unhandled };
}
