import { namesOf } from "../../model/inventory-index.ts";
import type { Host, Inventory, Service } from "../../model/objects.ts";
import { hostIdOf, type ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";

/** Objects affected by a host that is down. */
export interface Impact {
  /** Services on it with a problem. */
  readonly services: readonly Service[];
  readonly servicesInAll: number;
  /** Hosts behind it: all their paths through parents lead through it. In the order of the inventory. */
  readonly hostsBehind: readonly Host[];
  /** Hosts behind it that are not UP. */
  readonly hostsWithProblem: readonly Host[];
}

export type StateOf = (key: ResourceKey) => ResourceState | null | undefined;

/** Finds the impact of a host, in time proportional to the part of the inventory behind it. */
export function impactOf(host: Host, inventory: Inventory, stateOf: StateOf): Impact {
  const hasProblem = ({ key }: { readonly key: ResourceKey }): boolean => isProblem(stateOf(key)?.check.state ?? 0);
  const services = namesOf(inventory).servicesOfHost.get(host.hostId) ?? [];
  const hostsBehind = hostsBehindOf(host, inventory);
  return {
    services: services.filter(hasProblem),
    servicesInAll: services.length,
    hostsBehind,
    hostsWithProblem: hostsBehind.filter(hasProblem),
  };
}

/** Finds the hosts behind a host: those whose parents are all the host itself or behind it. */
function hostsBehindOf(host: Host, inventory: Inventory): readonly Host[] {
  const { hostById, parentsOf, childrenOf } = namesOf(inventory);
  // A parent that is not configured may be another path.
  const hasAllParents = (key: ResourceKey): boolean =>
    parentsOf.get(key)?.length === hostById.get(hostIdOf(key))?.parents.length;
  const behind = new Set<ResourceKey>();
  // When a host is found to be behind, its children are checked again: at most once for each of their parents.
  const toInspect = [...(childrenOf.get(host.key) ?? [])];
  for (let next = toInspect.pop(); next !== undefined; next = toInspect.pop()) {
    const isBehind =
      next !== host.key &&
      !behind.has(next) &&
      hasAllParents(next) &&
      parentsOf.get(next)!.every((parent) => parent === host.key || behind.has(parent));
    if (!isBehind) continue;
    behind.add(next);
    toInspect.push(...(childrenOf.get(next) ?? []));
  }
  return [...behind].map((key) => hostById.get(hostIdOf(key))!).toSorted((a, b) => a.hostId - b.hostId);
}
