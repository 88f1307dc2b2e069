import { countCommon } from "../../../lib/bits.ts";
import { PENDING } from "../../../model/resource-state.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { hostStatusListing, serviceStatusListing } from "../fields/status-counts.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry } from "../rows/rows.ts";
import { visibleServices } from "../rows/visible.ts";
import { compileSearch } from "../search/compile-search.ts";
import { joinedTest } from "../search/join.ts";
import type { Listing } from "../search/list-rows.ts";
import type { SearchEcho } from "../search/search-parameter.ts";
import type { StatusFilter } from "../status-filter.ts";
import type { ResourceTable } from "./resource-table.ts";

/** Number of visible hosts or services in each state, by state code (later versions §8.4). */
export function countByStatus(
  table: ResourceTable,
  kind: "host" | "service",
  filter: StatusFilter,
  search: SearchEcho,
  visibility: Visibility,
): readonly number[] {
  const view = table.viewOf(visibility);
  const test =
    kind === "host" ? testOf(hostStatusListing, search, visibility) : testOf(serviceStatusListing, search, visibility);
  const tests = [...(test === null ? [] : [test]), ...testsOf(filter, kind, visibility)];
  if (tests.length === 0) return countAll(table, kind, visibility);
  const rows: readonly ResourceEntry[] = kind === "host" ? view.hosts : view.services;
  return count(rows.filter((row) => tests.every((isWanted) => isWanted(row))));
}

/** From the sets of the index; only the few technical hosts outside of it are looked at. */
function countAll({ index }: ResourceTable, kind: "host" | "service", visibility: Visibility): readonly number[] {
  const seen = index.visibleTo(visibility);
  const outside = index.outside.flatMap((host) => rowsOf(host, kind, visibility));
  return count(outside).map((number, code) => number + countCommon(seen, index.withStatus(kind, code)));
}

const rowsOf = (host: HostEntry, kind: "host" | "service", visibility: Visibility): readonly ResourceEntry[] =>
  kind === "service" ? visibleServices(host, visibility) : visibility.seesHost(host.host.hostId) ? [host] : [];

function count(rows: readonly ResourceEntry[]): number[] {
  const counts = Array.from({ length: PENDING + 1 }, () => 0);
  for (const row of rows) counts[row.state.check.state]!++;
  return counts;
}

type Test = (row: ResourceEntry) => boolean;

function testOf<Row extends ResourceEntry, At>(
  listing: Listing<Row, At>,
  search: SearchEcho,
  visibility: Visibility,
): Test | null {
  const conditions = compileSearch(search, listing.fields, "dropped");
  if (conditions.length === 0) return null;
  const test = joinedTest(conditions, listing.joins);
  const at = listing.newPlace(visibility);
  return (row) => {
    listing.move(at, row as Row);
    return test(at);
  };
}

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
