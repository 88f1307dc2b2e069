import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory } from "../../model/objects.ts";
import { hostIdOf, hostKey, isHostKey, type ResourceKey } from "../../model/resource-key.ts";
import type { DowntimeTargets } from "../../model/recurring-downtime.ts";
import { hasWildcard, matchesWildcard } from "./wildcard.ts";

/** Resolves targets to the keys of configured resources, each once; unknown names are ignored. */
export function resolveTargets(targets: DowntimeTargets, inventory: Inventory): readonly ResourceKey[] {
  const hosts = hostsOf(targets, inventory);
  const names = namesOf(inventory);
  const exact = new Set(targets.services.flatMap(({ host, service }) => names.service(host, service)?.key ?? []));
  const patterns = targets.services.filter(isPattern);
  const services = inventory.services.filter(
    ({ key, hostName, description }) =>
      (targets.withServices && hosts.has(hostKey(hostIdOf(key)))) ||
      exact.has(key) ||
      patterns.some(({ host, service }) => matchesWildcard(host, hostName) && matchesWildcard(service, description)),
  );
  const groups = new Set(targets.serviceGroups);
  const members = inventory.serviceGroups.filter(({ name }) => groups.has(name)).flatMap((group) => group.members);
  return [...new Set([...hosts, ...services.map(({ key }) => key), ...members])];
}

/** Targets that name exactly these resources, without patterns and groups, so that none is added later. */
export function fixedTargets(keys: readonly ResourceKey[], inventory: Inventory): DowntimeTargets {
  const wanted = new Set(keys);
  return {
    hosts: inventory.hosts.filter(({ key }) => wanted.has(key)).map(({ hostName }) => hostName),
    services: inventory.services
      .filter(({ key }) => wanted.has(key))
      .map(({ hostName, description }) => ({ host: hostName, service: description })),
    hostGroups: [],
    serviceGroups: [],
    withServices: false,
  };
}

/** Kinds of resources the targets may cover, now or later; they decide which rights are needed. */
export function kindsOfTargets(
  targets: DowntimeTargets,
  keys: readonly ResourceKey[],
): { readonly hosts: boolean; readonly services: boolean } {
  return {
    hosts: targets.hosts.length > 0 || targets.hostGroups.length > 0 || keys.some(isHostKey),
    services:
      targets.withServices ||
      targets.services.length > 0 ||
      targets.serviceGroups.length > 0 ||
      keys.some((key) => !isHostKey(key)),
  };
}

function hostsOf({ hosts, hostGroups }: DowntimeTargets, inventory: Inventory): ReadonlySet<ResourceKey> {
  const exact = new Set(hosts.filter((name) => !hasWildcard(name)));
  const patterns = hosts.filter(hasWildcard);
  const groups = new Set(hostGroups);
  return new Set([
    ...inventory.hosts
      .filter(({ hostName }) => exact.has(hostName) || patterns.some((pattern) => matchesWildcard(pattern, hostName)))
      .map(({ key }) => key),
    ...inventory.hostGroups.filter(({ name }) => groups.has(name)).flatMap(({ hostIds }) => hostIds.map(hostKey)),
  ]);
}

const isPattern = ({ host, service }: DowntimeTargets["services"][number]): boolean =>
  hasWildcard(host) || hasWildcard(service);
