import { namesOf } from "../../model/inventory-index.ts";
import type { Host, Inventory, Service } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
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
  const children = childrenOf(inventory);
  const behind = new Map<string, Host>();
  // Each time a host turns out to be behind, its children are looked at again: at most once for each of their parents.
  const toInspect = [...(children.get(host.hostName) ?? [])];
  for (let next = toInspect.pop(); next !== undefined; next = toInspect.pop()) {
    const isBehind =
      next !== host &&
      !behind.has(next.hostName) &&
      next.parents.every((name) => name === host.hostName || behind.has(name));
    if (!isBehind) continue;
    behind.set(next.hostName, next);
    toInspect.push(...(children.get(next.hostName) ?? []));
  }
  return [...behind.values()].toSorted((a, b) => a.hostId - b.hostId);
}

const known = new WeakMap<Inventory, ReadonlyMap<string, readonly Host[]>>();

/** By the name of the parent. What parents a host has is never changed while an inventory is in use. */
function childrenOf(inventory: Inventory): ReadonlyMap<string, readonly Host[]> {
  const kept = known.get(inventory);
  if (kept !== undefined) return kept;
  const children = new Map<string, Host[]>();
  for (const host of inventory.hosts) {
    for (const parent of host.parents) {
      const list = children.get(parent);
      if (list === undefined) children.set(parent, [host]);
      else list.push(host);
    }
  }
  known.set(inventory, children);
  return children;
}
