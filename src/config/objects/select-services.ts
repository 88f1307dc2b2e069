import type { BuiltHost } from "./build-hosts.ts";
import type { BuiltService } from "./build-services.ts";
import { itemsOf, type Directives } from "./definition.ts";
import { membersOf, selectMembers, selectNamed } from "./member-list.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { allOf, selectHosts, type HostLists } from "./select-hosts.ts";

/** Services and service groups by name, added to those of hosts. */
export interface ServiceLists extends HostLists {
  readonly servicesOf: (hostName: string) => ReadonlyMap<string, BuiltService>;
  readonly serviceGroups: ReadonlyMap<string, ReadonlySet<BuiltService>>;
}

/**
 * Gives the services of a host by description. The index is built on the first call, since most configurations need
 * none.
 */
export function servicesByHost(services: readonly BuiltService[]): ServiceLists["servicesOf"] {
  let byHost: ReadonlyMap<string, ReadonlyMap<string, BuiltService>> | null = null;
  return (hostName) => {
    byHost ??= indexByHost(services);
    return byHost.get(hostName) ?? NO_SERVICES;
  };
}

const NO_SERVICES: ReadonlyMap<string, BuiltService> = new Map();

function indexByHost(services: readonly BuiltService[]): ReadonlyMap<string, ReadonlyMap<string, BuiltService>> {
  const byHost = new Map<string, Map<string, BuiltService>>();
  for (const built of services) {
    const { hostName, description } = built.service;
    byHost.getOrInsertComputed(hostName, () => new Map()).set(description, built);
  }
  return byHost;
}

/**
 * Selects services for dependencies, escalations and extended information: `service_description` on every host of
 * `host_name` and `hostgroup_name`, and the members of `servicegroup_name`; `*` for all, `!` to exclude. Directive
 * names begin with `prefix`. Reports undefined names, including a description that one of the hosts does not have.
 */
export function selectServices(
  directives: Directives,
  prefix: "" | "dependent_",
  lists: ServiceLists,
  problems: Diagnostics,
): ReadonlySet<BuiltService> {
  const byGroup = selectMembers(
    directives,
    `${prefix}servicegroup_name`,
    "servicegroup",
    lists.serviceGroups,
    lists.matching,
    problems,
  );
  const hosts = allOf(selectHosts(directives, prefix, lists, problems));
  const named = onHosts(hosts, directives, `${prefix}service_description`, lists, problems);
  return membersOf(byGroup.chosen).union(named).difference(membersOf(byGroup.excluded));
}

/** Selects the services that `directive` names by description, on these hosts. */
export function onHosts(
  hosts: readonly BuiltHost[],
  directives: Directives,
  directive: string,
  lists: ServiceLists,
  problems: Diagnostics,
): ReadonlySet<BuiltService> {
  const chosen = new Set<BuiltService>();
  const place = directives.get(directive);
  if (place === undefined) return chosen;
  const items = itemsOf(directives, directive);
  for (const {
    host: { hostName },
  } of hosts) {
    const services = lists.servicesOf(hostName);
    for (const name of items.filter((item) => !item.startsWith("!"))) {
      const found = selectNamed(name, services, lists.matching);
      if ("code" in found) problems.error(place, directive, found);
      else if (found.length === 0 && name !== "*")
        problems.unknownName(
          place,
          directive,
          ["service-not-defined", { service: name, host: hostName }],
          name,
          services.keys(),
        );
      else for (const service of found) chosen.add(service);
    }
    for (const item of items.filter((each) => each.startsWith("!"))) {
      const excluded = selectNamed(item.slice(1).trim(), services, lists.matching);
      if ("code" in excluded) problems.error(place, directive, excluded);
      else for (const service of excluded) chosen.delete(service);
    }
  }
  return chosen;
}
