import type { HostRow, Realtime, ServiceRow } from "../../data/realtime/realtime.ts";
import { visibleServices } from "../../data/realtime/rows/visible.ts";
import { parsePerfdata, type PerfdataItem } from "../../data/timeseries/perfdata/parse-perfdata.ts";
import { parseLimits, type Limits } from "../../data/timeseries/perfdata/limits.ts";
import { unitOf } from "../../data/timeseries/perfdata/unit.ts";
import type { Inventory } from "../../model/objects.ts";
import { PENDING, type ResourceState } from "../../model/resource-state.ts";
import type { Range } from "../../model/threshold-range.ts";
import type { Visibility } from "../../model/visibility.ts";
import type { Family, Labels, NumberFamily, Sample } from "./family.ts";

/** Exact names; an empty list takes all. */
export interface ObjectFilter {
  readonly hostGroups: readonly string[];
  readonly hosts: readonly string[];
  /** Services alone: hosts are left out. */
  readonly services: readonly string[];
  readonly metrics: readonly string[];
}

export interface ObjectSources {
  readonly realtime: Pick<Realtime, "host">;
  readonly inventory: Inventory;
  readonly visibility: Visibility;
}

/** Host or service with what its metrics are made of. */
export interface Measured {
  readonly labels: Labels;
  readonly isService: boolean;
  readonly state: ResourceState;
}

/** Resources that the caller sees and that the filter takes, hosts before their services. */
export function* measuredObjects(
  { realtime, inventory, visibility }: ObjectSources,
  filter: ObjectFilter,
): Generator<Measured> {
  const services = new Set(filter.services);
  for (const hostId of hostsOf(inventory, visibility, filter)) {
    const row = realtime.host(hostId, visibility);
    if (row === undefined) continue;
    if (services.size === 0) yield ofHost(row);
    for (const service of visibleServices(row, visibility))
      if (services.size === 0 || services.has(service.service.description)) yield ofService(service);
  }
}

function* hostsOf(inventory: Inventory, visibility: Visibility, filter: ObjectFilter): Generator<number> {
  const names = new Set(filter.hosts);
  const groups = new Set(filter.hostGroups);
  const members = new Set(
    inventory.hostGroups
      .filter(({ id, name }) => groups.has(name) && visibility.seesHostGroup(id))
      .flatMap(({ hostIds }) => hostIds),
  );
  for (const { hostId, hostName } of inventory.hosts)
    if ((names.size === 0 || names.has(hostName)) && (groups.size === 0 || members.has(hostId))) yield hostId;
}

const ofHost = ({ host, state }: HostRow): Measured => ({
  labels: { host_name: host.hostName },
  isService: false,
  state,
});

const ofService = ({ service, state }: ServiceRow): Measured => ({
  labels: { host_name: service.hostName, service_description: service.description },
  isService: true,
  state,
});

/** Families of `GET /metrics/objects`. The objects are gone through once for each family. */
export function objectFamilies(objects: () => Iterable<Measured>, filter: ObjectFilter): readonly Family[] {
  const wanted = new Set(filter.metrics);
  const ofState = (isService: boolean, valueOf: (state: ResourceState) => number | null) =>
    samplesOf(objects, (object) => {
      const value = object.isService === isService ? valueOf(object.state) : null;
      return value === null ? [] : [{ labels: object.labels, value }];
    });
  const ofItems = (samples: (item: PerfdataItem, labels: Labels) => readonly Sample[]) =>
    samplesOf(objects, ({ labels, state }) =>
      itemsOf(state, wanted).flatMap((item) => samples(item, { ...labels, metric: item.label, unit: item.unit })),
    );
  return [
    gauges("vigie_host_state", "0 UP, 1 DOWN, 2 UNREACHABLE; none before the first check.", ofState(false, stateCode)),
    gauges(
      "vigie_service_state",
      "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; none before the first check.",
      ofState(true, stateCode),
    ),
    gauges(
      "vigie_host_last_check_timestamp_seconds",
      "Unix time of the newest result of a host.",
      ofState(false, ({ check }) => check.lastCheck),
    ),
    gauges(
      "vigie_service_last_check_timestamp_seconds",
      "Unix time of the newest result of a service.",
      ofState(true, ({ check }) => check.lastCheck),
    ),
    gauges(
      "vigie_perfdata_value",
      "Newest value, in the unit that the plugin printed.",
      ofItems(({ value }, labels) => (Number.isNaN(value) ? [] : [{ labels, value }])),
    ),
    gauges(
      "vigie_perfdata_warning",
      "Ends of the warning range, in the same unit.",
      ofItems((item, labels) => ends(limitsOf(item).warning, labels)),
    ),
    gauges(
      "vigie_perfdata_critical",
      "Ends of the critical range, in the same unit.",
      ofItems((item, labels) => ends(limitsOf(item).critical, labels)),
    ),
    gauges(
      "vigie_perfdata_min",
      "Least possible value.",
      ofItems((item, labels) => one(limitsOf(item).min, labels)),
    ),
    gauges(
      "vigie_perfdata_max",
      "Greatest possible value.",
      ofItems((item, labels) => one(limitsOf(item).max, labels)),
    ),
  ];
}

/** Number of perfdata items of the objects, for the limit of an answer; yields after each object. */
export function* countItems(objects: Iterable<Measured>): Generator<void, number> {
  let count = 0;
  for (const { state } of objects) {
    count += 2 + itemsOf(state, NO_NAMES).length;
    yield;
  }
  return count;
}

const NO_NAMES: ReadonlySet<string> = new Set();

const itemsOf = ({ check: { perfdata } }: ResourceState, wanted: ReadonlySet<string>): readonly PerfdataItem[] => {
  if (perfdata === "") return [];
  const { items } = parsePerfdata(perfdata);
  return wanted.size === 0 ? items : items.filter(({ label }) => wanted.has(label));
};

const NOTHING: Limits = { warning: null, critical: null, min: null, max: null };

function limitsOf({ limits, unit }: PerfdataItem): Limits {
  if (limits === "") return NOTHING;
  const same = unitOf(unit);
  return parseLimits(limits, same, same);
}

const stateCode = ({ check }: ResourceState): number | null => (check.state === PENDING ? null : check.state);

const gauges = (name: string, help: string, samples: NumberFamily["samples"]): Family => ({
  name,
  type: "gauge",
  help,
  samples,
});

const samplesOf = (objects: () => Iterable<Measured>, samples: (object: Measured) => readonly Sample[]) => ({
  *[Symbol.iterator](): Generator<Sample | null> {
    for (const object of objects()) {
      yield null;
      yield* samples(object);
    }
  },
});

const one = (value: number | null, labels: Labels): readonly Sample[] => (value === null ? [] : [{ labels, value }]);

/** Both ends where they are; the lower end 0 of a range such as `10` goes without saying. */
function ends(range: Range | null, labels: Labels): readonly Sample[] {
  if (range === null) return [];
  const { start, end } = range;
  return [
    ...(Number.isFinite(end) ? [{ labels: { ...labels, bound: "upper" }, value: end }] : []),
    ...(Number.isFinite(start) && (start !== 0 || !Number.isFinite(end))
      ? [{ labels: { ...labels, bound: "lower" }, value: start }]
      : []),
  ];
}
