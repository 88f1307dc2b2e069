import { countCommon } from "../../../lib/bits.ts";
import { PENDING } from "../../../model/resource-state.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { hostStatusListing, serviceStatusListing } from "../fields/status-counts.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry, type ServiceEntry } from "../rows/rows.ts";
import { visibleServices } from "../rows/visible.ts";
import { compileSearch } from "../search/compile-search.ts";
import { joinedTest } from "../search/join.ts";
import type { SearchEcho } from "../search/search-parameter.ts";
import type { StatusFilter } from "../status-filter.ts";
import { findServices } from "./find-services.ts";
import { rowsAt } from "./services-in-order.ts";
import type { ResourceTable } from "./resource-table.ts";

/** Number of visible hosts or services in each state, by state code (later versions §8.4). */
export function countByStatus(
  table: ResourceTable,
  kind: "host" | "service",
  filter: StatusFilter,
  search: SearchEcho,
  visibility: Visibility,
): readonly number[] {
  const tests = testsOf(filter, kind, visibility);
  const isWanted = (row: ResourceEntry): boolean => tests.every((test) => test(row));
  const rows = kind === "host" ? hostsFound(table, search, visibility) : servicesFound(table, search, visibility);
  if (rows === null && tests.length === 0) return countAll(table, kind, visibility);
  const view = table.viewOf(visibility);
  return count((rows ?? (kind === "host" ? view.hosts : view.services)).filter(isWanted));
}

/** From the sets of the index; only the few technical hosts outside of it are looked at. */
function countAll({ index }: ResourceTable, kind: "host" | "service", visibility: Visibility): readonly number[] {
  const outside = count(index.outside.flatMap((host) => rowsOf(host, kind, visibility)));
  if (visibility.seesAll) return outside.map((number, code) => number + index.countWithStatus(kind, code));
  const seen = index.visibleTo(visibility);
  return outside.map((number, code) => number + countCommon(seen, index.withStatus(kind, code)));
}

const rowsOf = (host: HostEntry, kind: "host" | "service", visibility: Visibility): readonly ResourceEntry[] =>
  kind === "service" ? visibleServices(host, visibility) : visibility.seesHost(host.host.hostId) ? [host] : [];

function count(rows: readonly ResourceEntry[]): number[] {
  const counts = Array.from({ length: PENDING + 1 }, () => 0);
  for (const row of rows) counts[row.state.check.state]!++;
  return counts;
}

/** Null: everything matches. */
function hostsFound(table: ResourceTable, search: SearchEcho, visibility: Visibility): readonly HostEntry[] | null {
  const conditions = compileSearch(search, hostStatusListing.fields, "dropped");
  if (conditions.length === 0) return null;
  const isMatch = joinedTest(conditions, hostStatusListing.joins);
  const at = hostStatusListing.newPlace(visibility);
  return table.viewOf(visibility).hosts.filter((row) => {
    hostStatusListing.move(at, row);
    return isMatch(at);
  });
}

/** Null: everything matches. */
function servicesFound(
  table: ResourceTable,
  search: SearchEcho,
  visibility: Visibility,
): readonly ServiceEntry[] | null {
  const conditions = compileSearch(search, serviceStatusListing.fields, "dropped");
  if (conditions.length === 0) return null;
  const view = table.viewOf(visibility);
  const total = findServices(table, view, conditions, serviceStatusListing.joins, Infinity);
  return rowsAt(view, table.found.subarray(0, total));
}

type Test = (row: ResourceEntry) => boolean;

function testsOf(filter: StatusFilter, kind: "host" | "service", visibility: Visibility): readonly Test[] {
  const { statuses, hostGroupNames, serviceGroupNames, hasCategory } = filter;
  const isInServiceGroup = ({ groups }: { readonly groups: readonly { readonly name: string }[] }): boolean =>
    groups.some(({ name }) => serviceGroupNames!.has(name));
  const tests: (Test | false | undefined)[] = [
    statuses && ((row) => statuses.has(STATUSES[kind][row.state.check.state].name)),
    hostGroupNames &&
      ((row) => (isServiceEntry(row) ? row.host : row).groups.some(({ name }) => hostGroupNames.has(name))),
    serviceGroupNames &&
      ((row) =>
        isServiceEntry(row) ? isInServiceGroup(row) : visibleServices(row, visibility).some(isInServiceGroup)),
    // Categories are not monitored: nothing has one.
    hasCategory && (() => false),
  ];
  return tests.filter((test) => test !== undefined && test !== false);
}
