import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { definition, list } from "./object-definition.ts";

/** `define hostgroup` for every host group, including empty ones. */
export function hostGroupDefinitions(dump: CentreonDump, active: ActiveObjects): readonly string[] {
  return dump.hostGroups.map((row) =>
    definition("hostgroup", {
      hostgroup_id: row.hostgroup_id,
      hostgroup_name: row.name,
      members: list((active.hostsOfGroup.get(row.hostgroup_id) ?? []).map((host) => host.name)),
    }),
  );
}

/**
 * `define servicegroup` for every service group. Services name their groups, since a description may contain a comma.
 */
export function serviceGroupDefinitions(dump: CentreonDump): readonly string[] {
  return dump.serviceGroups.map((row) =>
    definition("servicegroup", { servicegroup_id: row.servicegroup_id, servicegroup_name: row.name }),
  );
}
