import type { Inventory } from "./objects.ts";

/** Monitoring server that hosts belong to. All are this one; several ids come from the configuration of Centreon. */
export interface Poller {
  readonly id: number;
  readonly name: string;
}

/** Id of the server itself. */
export const CENTRAL_ID = 1;

/** Name of a monitoring server, as Centreon names its own first one. */
export const pollerName = (id: number): string => (id === CENTRAL_ID ? "Central" : `Poller ${id}`);

/** The server itself, and those that hosts name, by id. */
export function pollersOf({ hosts }: Pick<Inventory, "hosts">): readonly Poller[] {
  const ids = new Set([CENTRAL_ID, ...hosts.map(({ pollerId }) => pollerId)]);
  return [...ids].toSorted((left, right) => left - right).map((id) => ({ id, name: pollerName(id) }));
}
