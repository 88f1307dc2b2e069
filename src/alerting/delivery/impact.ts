import { namesOf } from "../../model/inventory-index.ts";
import type { Host, Inventory, Service } from "../../model/objects.ts";
import { hostIdOf, type ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";

/** What a host that is down takes with it. */
export interface Impact {
  /** Services on it that have a problem. */
  readonly services: readonly Service[];
  readonly servicesInAll: number;
  /** Hosts behind it: every way to them, by their parents, goes through it. In the order of the inventory. */
  readonly hostsBehind: readonly Host[];
  /** Those of them that are not UP. */
  readonly hostsWithProblem: readonly Host[];
}

export type StateOf = (key: ResourceKey) => ResourceState | null | undefined;

/** Takes as long as the part of the inventory behind the host is large. */
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

/** A host is behind when all its parents are the host itself or behind it. */
function hostsBehindOf(host: Host, inventory: Inventory): readonly Host[] {
  const { hostById, parentsOf, childrenOf } = namesOf(inventory);
  // A parent that is not configured may be another way to it.
  const hasAllParents = (key: ResourceKey): boolean =>
    parentsOf.get(key)?.length === hostById.get(hostIdOf(key))?.parents.length;
  const behind = new Set<ResourceKey>();
  // Each time a host turns out to be behind, its children are looked at again: at most once for each of their parents.
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
