import { countBits, hasBit, pageOfCommon, putCommon, setBit, type Bits } from "../../../lib/bits.ts";
import { PENDING } from "../../../model/resource-state.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import { seesEverything, type Visibility } from "../../../model/visibility.ts";
import { resourceListing } from "../fields/resources.ts";
import type { Page } from "../realtime.ts";
import { compileSearch, conjunction, type Condition } from "../search/compile-search.ts";
import { sortedRows } from "../search/list-rows.ts";
import type { ListQuery } from "../search/list-query.ts";
import { compileSort, type SortKey } from "../search/order.ts";
import type { ResourcePlace } from "../fields/resources.ts";
import type { ResourceFilter, StateFilter } from "../resource-filter.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry } from "../rows/rows.ts";
import type { KeptSet, ResourceIndex } from "./resource-index.ts";

/**
 * `GET /monitoring/resources` (later versions §5): one list of hosts and services, the worst first, then by name. Filters
 * and visibility are sets of bits; a search tests only what they leave.
 */
export function listResources(
  index: ResourceIndex,
  filter: ResourceFilter,
  query: ListQuery,
  visibility: Visibility,
): Page<ResourceEntry> {
  const matches = matching(index, filter, query, visibility);
  const offset = (query.page - 1) * query.limit;
  return {
    rows: inOrder(index, matches.rows, compileSort(query, resourceListing), offset, query.limit),
    total: matches.count,
  };
}

export function countResources(
  index: ResourceIndex,
  filter: ResourceFilter,
  query: Pick<ListQuery, "search">,
  visibility: Visibility,
): number {
  return matching(index, filter, query, visibility).count;
}

/** Hosts that match, or that have a service that matches: `GET /monitoring/resources/hosts` (later versions §5.5). */
export function listHostsOfResources(
  index: ResourceIndex,
  filter: ResourceFilter,
  query: ListQuery,
  visibility: Visibility,
): Page<HostEntry> {
  const matches = matching(index, filter, query, visibility);
  const visible = index.visibleTo(visibility);
  const { hosts } = index.scratch;
  hosts.fill(0);
  const isMatch = ({ nameOrder }: ResourceEntry): boolean => hasBit(matches.rows, nameOrder);
  for (const host of index.hosts)
    if (hasBit(visible, host.nameOrder) && (isMatch(host) || host.services.some(isMatch)))
      setBit(hosts, host.nameOrder, true);
  const offset = (query.page - 1) * query.limit;
  const rows = inOrder(index, hosts, compileSort(query, resourceListing), offset, query.limit);
  return { rows: rows.filter((row): row is HostEntry => !isServiceEntry(row)), total: countBits(hosts) };
}

/**
 * Resources that satisfy filter and search, as bits of the index, which the caller must not change, and which the next
 * call may.
 */
function matching(
  index: ResourceIndex,
  filter: ResourceFilter,
  { search }: Pick<ListQuery, "search">,
  visibility: Visibility,
): KeptSet {
  const filtered = filteredBySets(index, filter, visibility);
  const tests = testsOf(filter);
  const conditions = compileSearch(search, resourceListing.fields, "dropped");
  if (tests.length === 0 && conditions.length === 0) return filtered;
  const tested = tests.length === 0 ? filtered.rows : passing(index, filtered.rows, tests);
  const rows = conditions.length === 0 ? tested : found(index, tested, conditions);
  return { rows, count: countBits(rows) };
}

function filteredBySets(index: ResourceIndex, filter: ResourceFilter, visibility: Visibility): KeptSet {
  const { types, states, statuses, statusTypes } = filter;
  const visible = { rows: index.visibleTo(visibility), count: index.countVisible(visibility) };
  const wantedStates = states === undefined || states.length === 0 || states.includes("all") ? undefined : states;
  if ([types, wantedStates, statuses, statusTypes].every((values) => values === undefined)) return visible;
  return index.keptSet(visibility, JSON.stringify([types, wantedStates, statuses, statusTypes]), (into) => {
    let matches = visible.rows;
    for (const alternatives of [
      types?.flatMap((type) => bitsOfType(index, type)),
      wantedStates?.flatMap((state) => bitsOfState(index, state)),
      statuses?.flatMap((name) => bitsOfStatus(index, name)),
      statusTypes?.map((type) => bitsOfStatusType(index, type)),
    ]) {
      if (alternatives === undefined) continue;
      putCommon(into, matches, alternatives);
      matches = into;
    }
  });
}

function passing(index: ResourceIndex, candidates: Bits, tests: readonly ((row: ResourceEntry) => boolean)[]): Bits {
  const { tested } = index.scratch;
  for (const [at, row] of index.rows.entries())
    setBit(tested, at, hasBit(candidates, at) && tests.every((isWanted) => isWanted(row)));
  return tested;
}

const CODES = Array.from({ length: PENDING + 1 }, (_, code) => code);

const bitsOfType = (index: ResourceIndex, type: "host" | "service"): readonly Bits[] =>
  CODES.map((code) => index.withStatus(type, code));

function bitsOfState(index: ResourceIndex, state: StateFilter): readonly Bits[] {
  switch (state) {
    case "unhandled_problems":
      return [index.withFlag("open-problem")];
    case "resources_problems":
      return (["host", "service"] as const).flatMap((type) =>
        CODES.filter((code) => code !== 0 && code !== PENDING).map((code) => index.withStatus(type, code)),
      );
    case "acknowledged":
      return [index.withFlag("acknowledged")];
    case "in_downtime":
      return [index.withFlag("in-downtime")];
    case "in_flapping":
      return [index.withFlag("flapping")];
    case "all":
      return [];
  }
}

const bitsOfStatus = (index: ResourceIndex, name: string): readonly Bits[] =>
  (["host", "service"] as const).flatMap((type) =>
    STATUSES[type].filter((status) => status.name === name).map(({ code }) => index.withStatus(type, code)),
  );

function bitsOfStatusType(index: ResourceIndex, type: "hard" | "soft"): Bits {
  const hard = index.withFlag("hard");
  return type === "hard" ? hard : hard.map((word) => ~word);
}

/** Filters that are not about the state. */
function testsOf(filter: ResourceFilter): readonly ((row: ResourceEntry) => boolean)[] {
  const { hostGroupNames, hostGroupIds, serviceGroupNames, serviceGroupIds, serverNames, hasPerformanceData } = filter;
  const hostOf = (row: ResourceEntry) => (isServiceEntry(row) ? row.host : row);
  return [
    hostGroupNames && ((row: ResourceEntry) => hostOf(row).groups.some(({ name }) => hostGroupNames.has(name))),
    hostGroupIds && ((row: ResourceEntry) => hostOf(row).groups.some(({ id }) => hostGroupIds.has(id))),
    serviceGroupNames &&
      ((row: ResourceEntry) => isServiceEntry(row) && row.groups.some(({ name }) => serviceGroupNames.has(name))),
    serviceGroupIds &&
      ((row: ResourceEntry) => isServiceEntry(row) && row.groups.some(({ id }) => serviceGroupIds.has(id))),
    serverNames && ((row: ResourceEntry) => serverNames.has(hostOf(row).host.pollerName)),
    hasPerformanceData && ((row: ResourceEntry) => row.state.check.perfdata !== ""),
    // Categories and severities are not monitored: nothing has one.
    filter.hasCategoryOrSeverity && (() => false),
  ].filter((test) => test !== undefined && test !== false);
}

/** Host by host: conditions on the host alone decide about all of its rows at once. */
function found(index: ResourceIndex, candidates: Bits, conditions: readonly Condition<ResourcePlace>[]): Bits {
  const { found: matches } = index.scratch;
  matches.fill(0);
  const isMatchingHost = conjunction(conditions.filter(isAboutHost));
  const isMatch = conjunction(conditions.filter((condition) => !isAboutHost(condition)));
  const at = resourceListing.newPlace(seesEverything);
  const visit = (row: ResourceEntry): void => {
    if (row.nameOrder < 0 || !hasBit(candidates, row.nameOrder)) return;
    resourceListing.move(at, row);
    if (isMatch(at)) setBit(matches, row.nameOrder, true);
  };
  for (const host of index.hosts) {
    resourceListing.move(at, host);
    if (!isMatchingHost(at)) continue;
    visit(host);
    for (const service of host.services) visit(service);
  }
  return matches;
}

/** True for what a host and all of its services have in common. */
const isAboutHost = ({ fields }: Condition<ResourcePlace>): boolean =>
  [...fields].every((name) => resourceListing.fields.get(name)?.sharedRow !== undefined);

/** Rows of a page: class by class of severity if that is the first key, and within a class by the other keys. */
function inOrder(
  index: ResourceIndex,
  matches: Bits,
  keys: readonly SortKey<ResourcePlace>[],
  offset: number,
  limit: number,
): readonly ResourceEntry[] {
  const [first, ...rest] = keys;
  const isBySeverity = first === undefined || first.field === "status_severity_code";
  if (!isBySeverity) return pageOf(index, matches, [matches], keys, offset, limit).rows;
  const rows: ResourceEntry[] = [];
  let skip = offset;
  // The severity is sorted by how bad it is: the worst first in descending order.
  for (const severity of first?.isDescending === false ? SEVERITIES.toReversed() : SEVERITIES) {
    if (rows.length === limit) break;
    const page = pageOf(index, matches, bitsOfSeverity(index, severity), rest, skip, limit - rows.length);
    rows.push(...page.rows);
    skip -= page.passed;
  }
  return rows;
}

const SEVERITIES = [1, 2, 3, 4, 5] as const;

const bitsOfSeverity = (index: ResourceIndex, severity: number): readonly Bits[] =>
  (["host", "service"] as const).flatMap((type) =>
    STATUSES[type]
      .filter(({ severityCode }) => severityCode === severity)
      .map(({ code }) => index.withStatus(type, code)),
  );

function pageOf(
  index: ResourceIndex,
  matches: Bits,
  ofClass: readonly Bits[],
  keys: readonly SortKey<ResourcePlace>[],
  offset: number,
  limit: number,
): { readonly rows: readonly ResourceEntry[]; readonly passed: number } {
  const isByName = keys.length === 0 || (keys.length === 1 && keys[0]!.field === "name" && !keys[0]!.isDescending);
  if (isByName) {
    const { found: places, passed } = pageOfCommon(matches, ofClass, offset, limit);
    return { rows: places.map((place) => index.rows[place]!), passed };
  }
  const { found: places } = pageOfCommon(matches, ofClass, 0, Infinity);
  const rows = places.map((place) => index.rows[place]!);
  const at = resourceListing.newPlace(seesEverything);
  return {
    rows: sortedRows(rows, keys, resourceListing, at, offset, limit),
    passed: Math.min(offset, rows.length),
  };
}
