import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { byName } from "./by-name.ts";

/** Services of one id, which has one item (later versions §13.2). */
export interface ServiceItems {
  /** The first of each, by name. */
  readonly firsts: readonly ServiceRow[];
  of(first: ServiceRow): readonly ServiceRow[];
  find(id: number): ServiceRow | undefined;
}

const known = new WeakMap<readonly ServiceRow[], ServiceItems>();

/** Kept as long as the rows of this caller. Only services that share their id take memory besides their order. */
export function serviceItems(rows: readonly ServiceRow[]): ServiceItems {
  const items = known.get(rows) ?? build(rows);
  known.set(rows, items);
  return items;
}

function build(rows: readonly ServiceRow[]): ServiceItems {
  const firstById = new Map<number, ServiceRow>();
  const shared = new Map<number, ServiceRow[]>();
  for (const row of rows) {
    const { serviceId } = row.service;
    const first = firstById.get(serviceId);
    if (first === undefined) firstById.set(serviceId, row);
    else shared.getOrInsertComputed(serviceId, () => [first]).push(row);
  }
  const firsts = byName(
    [...firstById.values()],
    ({ service }) => service.description,
    ({ service }) => service.serviceId,
  );
  return {
    firsts,
    of: (first) => shared.get(first.service.serviceId) ?? [first],
    find: (id) => firsts.find(({ service }) => service.serviceId === id),
  };
}

export const hostsOf = (rows: readonly ServiceRow[]): readonly HostRow[] => rows.map(({ host }) => host);
