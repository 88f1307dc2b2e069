import type { Inventory } from "./objects.ts";

/** Place that checks hosts: this server, a poller that was added to it, or a group of pollers. */
export interface Poller {
  readonly id: number;
  readonly name: string;
}

/** Id of the server itself. */
export const CENTRAL_ID = 1;

/** Name of a monitoring server that was not added here, as Centreon names its own first one. */
export const unknownPollerName = (id: number): string => (id === CENTRAL_ID ? "Central" : `Poller ${id}`);

/** Ids of the hosts that name a poller. */
export const hostIdsAt = ({ hosts }: Pick<Inventory, "hosts">, pollerId: number): ReadonlySet<number> =>
  new Set(hosts.filter((host) => host.pollerId === pollerId).map(({ hostId }) => hostId));

/** The server itself, its pollers and groups of them, and those that hosts name by their id, by id. */
export function pollersOf(inventory: Pick<Inventory, "hosts" | "pollers" | "pollerGroups">): readonly Poller[] {
  const { hosts, pollers, pollerGroups } = inventory;
  const ids = new Set([
    CENTRAL_ID,
    ...pollers.keys(),
    ...pollerGroups.keys(),
    ...hosts.map(({ pollerId }) => pollerId),
  ]);
  return [...ids]
    .toSorted((left, right) => left - right)
    .map((id) => ({ id, name: pollers.get(id) ?? pollerGroups.get(id)?.name ?? unknownPollerName(id) }));
}
