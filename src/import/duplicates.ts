import type { CentreonDump } from "./centreon-tables.ts";
import { activeObjects } from "./active-objects.ts";

/** Finds rows that contradict each other, so that they cannot be imported: one sentence for each. */
export function duplicates(dump: CentreonDump): readonly string[] {
  const active = activeObjects(dump);
  return [
    ...repeated("storage.hosts: host_id", dump.hosts, (row) => String(row.host_id)),
    ...repeated(
      "storage.services: host_id and service_id",
      dump.services,
      (row) => `${row.host_id} and ${row.service_id}`,
    ),
    ...repeated(
      "storage.hosts: the name of an enabled host",
      [...dump.hosts].filter((row) => row.enabled),
      (row) => JSON.stringify(row.name),
    ),
    ...repeated(
      "storage.services: the host_id and description of an enabled service",
      dump.services.filter((row) => row.enabled && active.hosts.has(row.host_id)),
      (row) => `${row.host_id} and ${JSON.stringify(row.description)}`,
    ),
    ...repeated("storage.hostgroups: hostgroup_id", dump.hostGroups, (row) => String(row.hostgroup_id)),
    ...repeated("storage.servicegroups: servicegroup_id", dump.serviceGroups, (row) => String(row.servicegroup_id)),
    ...repeated("storage.acknowledgements: acknowledgement_id", dump.acknowledgements, (row) =>
      String(row.acknowledgement_id),
    ),
    ...repeated("storage.downtimes: downtime_id", dump.downtimes, (row) => String(row.downtime_id)),
    ...repeated("storage.comments: comment_id", dump.comments, (row) => String(row.comment_id)),
    ...repeated("configuration.contact: contact_id", dump.contacts, (row) => String(row.contact_id)),
    ...repeated(
      "configuration.contact: the login name (contact_alias, in any case) of a user",
      dump.contacts.filter((row) => row.contact_register === true && row.contact_alias !== null),
      (row) => JSON.stringify(row.contact_alias?.toLowerCase()),
    ),
    ...repeated("configuration.acl_groups: acl_group_id", dump.aclGroups, (row) => String(row.acl_group_id)),
  ];
}

function repeated<Row>(what: string, rows: readonly Row[], keyOf: (row: Row) => string): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([key, count]) => `${what} ${key} occurs ${count} times`);
}
