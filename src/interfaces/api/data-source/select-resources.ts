import type { HostRow, Realtime, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import type { TimeSeries } from "../../../data/timeseries/time-series.ts";
import { runCooperatively, visitAll } from "../../../lib/cooperative.ts";
import type { HostGroup, ServiceGroup } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { NameTest, SourceFilters } from "./filters.ts";

export interface SourceParts {
  readonly realtime: Realtime;
  readonly visibility: Visibility;
  /** Called if metrics are needed. */
  readonly timeSeries: () => TimeSeries;
}

/** Visible hosts and services that fulfil all filters. */
export interface SelectedResources {
  /** Hosts by themselves, with the performance data of their own checks. None if a filter is about services. */
  readonly hosts: readonly HostRow[];
  readonly services: readonly ServiceRow[];
}

/** Everything, in the order of the names. */
export const EVERYTHING: ListQuery = { page: 1, limit: Number.MAX_SAFE_INTEGER, search: {}, sortBy: [] };

/** `needsServices` false: services are needed only as far as a filter is about them. */
export async function selectResources(
  { realtime, visibility, timeSeries }: SourceParts,
  filters: SourceFilters,
  needsServices = true,
): Promise<SelectedResources> {
  // There are no meta services.
  if (filters.metaservice !== undefined) return { hosts: [], services: [] };
  const fits = fitsOf(filters, visibility);
  const hosts: HostRow[] = [];
  const services: ServiceRow[] = [];
  await runCooperatively(
    (function* () {
      if (!isAboutServices(filters)) {
        yield* visitAll(realtime.listHosts(EVERYTHING, visibility).rows, (row) => {
          if (fits.host(row)) hosts.push(row);
        });
      }
      if (!needsServices && !isAboutServices(filters) && filters.metric === undefined) return;
      yield* visitAll(realtime.listServices(EVERYTHING, visibility).rows, (row) => {
        if (fits.service(row)) services.push(row);
      });
    })(),
  );
  return filters.metric === undefined
    ? { hosts, services }
    : measured({ hosts, services }, filters.metric, timeSeries());
}

const isAboutServices = (filters: SourceFilters): boolean =>
  filters.service !== undefined || filters["service-group"] !== undefined;

function fitsOf(filters: SourceFilters, visibility: Visibility) {
  const known = new Map<HostRow, boolean>();
  const fitsHost = ({ host, groups }: HostRow): boolean =>
    (filters.host?.(host.hostName) ?? true) &&
    fitsGroup(groups, filters["host-group"], (id) => visibility.seesHostGroup(id));
  const host = (row: HostRow): boolean => known.getOrInsertComputed(row, fitsHost);
  const service = (row: ServiceRow): boolean =>
    (filters.service?.(row.service.description) ?? true) &&
    host(row.host) &&
    fitsGroup(row.groups, filters["service-group"], (id) => visibility.seesServiceGroup(id));
  return { host, service };
}

const fitsGroup = (
  groups: readonly (HostGroup | ServiceGroup)[],
  test: NameTest | undefined,
  isSeen: (id: number) => boolean,
): boolean => test === undefined || groups.some(({ id, name }) => isSeen(id) && test(name));

/** Those that have a metric of one of the names. */
async function measured(selected: SelectedResources, test: NameTest, series: TimeSeries): Promise<SelectedResources> {
  const keys = await keysOf(selected);
  const { labels } = await series.labels(keys);
  const isFound = await series.measuring(keys, new Set(labels.filter(test)));
  const { hosts, services } = selected;
  return {
    hosts: hosts.filter((_, place) => isFound[place] === 1),
    services: services.filter((_, place) => isFound[hosts.length + place] === 1),
  };
}

/** Of the hosts, then of the services. */
export async function keysOf(selected: SelectedResources): Promise<Float64Array> {
  const keys = new Float64Array(selected.hosts.length + selected.services.length);
  let place = 0;
  await runCooperatively(
    visitAll(keysIn(selected), (key) => {
      keys[place++] = key;
    }),
  );
  return keys;
}

function* keysIn({ hosts, services }: SelectedResources): Generator<ResourceKey> {
  for (const { host } of hosts) yield host.key;
  for (const { service } of services) yield service.key;
}
