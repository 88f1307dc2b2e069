import type { StateCode } from "../../../model/resource-state.ts";
import { serviceListing, type ServicePlace } from "../fields/services.ts";
import { sortedRows } from "../search/list-rows.ts";
import type { SortKey } from "../search/order.ts";
import type { ServiceEntry } from "../rows/rows.ts";
import type { View } from "./view.ts";
import type { ServiceTable } from "./service-table.ts";

const STATES: readonly StateCode[] = [0, 1, 2, 3, 4];

type Keys = readonly SortKey<ServicePlace>[];

/** Returns true if the default order, by host name and then display name, already satisfies these sort keys. */
export function isDefaultOrder([first, ...rest]: Keys, hasDistinctHostNames: boolean): boolean {
  if (first === undefined) return true;
  if (first.field !== "host.name" || first.isDescending) return false;
  return rest.length === 0 || (hasDistinctHostNames && areByDisplayName(rest));
}

/**
 * Rows `offset` to `offset + limit` of the matches in the order of the keys. `matches` are indexes in `view.services`,
 * ascending: taken as they are, in reverse host by host, or state by state if that is the order; otherwise sorted.
 */
export function servicesInOrder(
  table: ServiceTable,
  view: View,
  matches: Uint32Array,
  keys: Keys,
  at: ServicePlace,
  offset: number,
  limit: number,
): readonly ServiceEntry[] {
  if (isDefaultOrder(keys, table.hasDistinctHostNames)) return rowsAt(view, matches.subarray(offset, offset + limit));
  if (table.hasDistinctHostNames && isReverseHostOrder(keys)) return hostsInReverse(view, matches, offset, limit);
  const [first, ...rest] = keys;
  if (first!.field !== "service.state")
    return sortedRows(rowsAt(view, matches), keys, serviceListing, at, offset, limit);

  let rows: readonly ServiceEntry[] = [];
  let passed = 0;
  for (const state of first!.isDescending ? STATES.toReversed() : STATES) {
    if (rows.length === limit) break;
    const inState = matches.filter((index) => table.column.states[view.places[index]!] === state);
    rows = rows.concat(
      servicesInOrder(table, view, inState, rest, at, Math.max(0, offset - passed), limit - rows.length),
    );
    passed += inState.length;
  }
  return rows;
}

/** True if `keys` is the display name alone: services of a host may share one, so a further key may decide. */
function areByDisplayName([first, ...rest]: Keys): boolean {
  return first?.field === "service.display_name" && !first.isDescending && rest.length === 0;
}

function isReverseHostOrder([first, ...rest]: Keys): boolean {
  return first?.field === "host.name" && first.isDescending && (rest.length === 0 || areByDisplayName(rest));
}

/** Last host first, with each host's services in default order. */
function hostsInReverse(
  { services }: View,
  matches: Uint32Array,
  offset: number,
  limit: number,
): readonly ServiceEntry[] {
  const rows: ServiceEntry[] = [];
  let passed = 0;
  for (let end = matches.length; end > 0 && passed < offset + limit;) {
    let start = end - 1;
    while (start > 0 && services[matches[start - 1]!]!.host === services[matches[start]!]!.host) start--;
    const from = Math.max(start, start + offset - passed);
    const to = Math.min(end, start + offset + limit - passed);
    for (let index = from; index < to; index++) rows.push(services[matches[index]!]!);
    passed += end - start;
    end = start;
  }
  return rows;
}

export function rowsAt({ services }: View, indexes: Uint32Array): readonly ServiceEntry[] {
  return Array.from(indexes, (index) => services[index]!);
}
