import type { BuiltHost } from "./build-hosts.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { HostLists } from "./select-hosts.ts";
import { hostsOf, type ReadService, type ServiceDefinition } from "./service-definition.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** Maximum number of services: ten times what one server is designed for. */
const MAX_SERVICES = 1_000_000;

/** A service of one host, before it has an id. */
export interface PlacedService {
  readonly builtHost: BuiltHost;
  readonly definition: ServiceDefinition;
  /** True if only a host group, not the host's name, puts it on the host. */
  readonly isByGroup: boolean;
  /**
   * Definitions that this one takes precedence over on its host: the service is in their service groups too, as in
   * Nagios 4.
   */
  readonly overridden: readonly ServiceDefinition[];
}

/** The services of every host by description. */
export type PlacedServices = ReadonlyMap<BuiltHost, ReadonlyMap<string, PlacedService>>;

/**
 * Puts every definition on its hosts. On one host a service named with `host_name` wins over one of a group; of two by
 * groups, or two named ones, the later one counts, with a warning (Nagios 4 keeps either, mostly the later). Each pair
 * of definitions is reported once.
 */
export function expandServices(
  services: Iterable<ReadService>,
  lists: HostLists,
  problems: Diagnostics,
): PlacedServices {
  const placed = new Map<BuiltHost, Map<string, PlacedService>>();
  for (const built of lists.hosts.values()) placed.set(built, new Map());
  const reportedPairs = new Set<string>();
  let count = 0;

  const place = (service: PlacedService): void => {
    const { definition, builtHost } = service;
    const ofHost = placed.get(builtHost);
    const before = ofHost?.get(definition.description);
    if (before !== undefined && before.isByGroup === service.isByGroup)
      reportDuplicate(before, service, reportedPairs, problems);
    if (before === undefined) count += 1;
    ofHost?.set(definition.description, before === undefined ? service : winner(before, service));
  };

  for (const read of services) {
    const { named, byGroup } = hostsOf(read, lists, problems);
    for (const builtHost of named) place({ builtHost, definition: read.service, isByGroup: false, overridden: NONE });
    for (const builtHost of byGroup) place({ builtHost, definition: read.service, isByGroup: true, overridden: NONE });
    if (count > MAX_SERVICES) {
      const { source, description } = read.service;
      problems.error(source, null, errorOf("too-many-services", { most: MAX_SERVICES, service: description }));
      break;
    }
  }
  return placed;
}

const NONE: readonly ServiceDefinition[] = [];

function winner(before: PlacedService, service: PlacedService): PlacedService {
  const isOverridden = service.isByGroup && !before.isByGroup;
  const [wins, loses] = isOverridden ? [before, service] : [service, before];
  return { ...wins, overridden: [...wins.overridden, ...loses.overridden, loses.definition] };
}

function reportDuplicate(
  before: PlacedService,
  service: PlacedService,
  reportedPairs: Set<string>,
  problems: Diagnostics,
): void {
  const first = `${before.definition.source.file}:${before.definition.source.line}`;
  const { source, description } = service.definition;
  const pair = `${first} ${source.file}:${source.line}`;
  if (reportedPairs.has(pair)) return;
  reportedPairs.add(pair);
  const named = { service: description, host: service.builtHost.host.hostName, first };
  problems.warn(
    source,
    service.isByGroup ? "hostgroup_name" : "service_description",
    warningOf(service.isByGroup ? "service-by-groups-too" : "service-defined-twice", named),
  );
}
