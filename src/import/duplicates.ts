import type { CentreonDump } from "./centreon-tables.ts";
import { activeObjects } from "./active-objects.ts";
import type { DumpProblem } from "./read-dump.ts";

/** Finds rows that contradict each other, so that they cannot be imported: one sentence for each, at the last row. */
export function duplicates(dump: CentreonDump): readonly DumpProblem[] {
  const active = activeObjects(dump);
  return [
    ...repeated("storage", "hosts", dump.hosts, [
      ["host_id", (row) => String(row.host_id)],
      ["the name of an enabled host", (row) => (row.enabled ? JSON.stringify(row.name) : null)],
    ]),
    ...repeated("storage", "services", dump.services, [
      ["host_id and service_id", (row) => `${row.host_id} and ${row.service_id}`],
      [
        "the host_id and description of an enabled service",
        (row) =>
          row.enabled && active.hosts.has(row.host_id) ? `${row.host_id} and ${JSON.stringify(row.description)}` : null,
      ],
    ]),
    ...repeated("storage", "hostgroups", dump.hostGroups, [["hostgroup_id", (row) => String(row.hostgroup_id)]]),
    ...repeated("storage", "servicegroups", dump.serviceGroups, [
      ["servicegroup_id", (row) => String(row.servicegroup_id)],
    ]),
    ...repeated("storage", "acknowledgements", dump.acknowledgements, [
      ["acknowledgement_id", (row) => String(row.acknowledgement_id)],
    ]),
    ...repeated("storage", "downtimes", dump.downtimes, [["downtime_id", (row) => String(row.downtime_id)]]),
    ...repeated("storage", "comments", dump.comments, [["comment_id", (row) => String(row.comment_id)]]),
    ...repeated("configuration", "contact", dump.contacts, [
      ["contact_id", (row) => String(row.contact_id)],
      [
        "the login name (contact_alias, in any case) of a user",
        (row) =>
          row.contact_register === true && row.contact_alias !== null
            ? JSON.stringify(row.contact_alias.toLowerCase())
            : null,
      ],
    ]),
    ...repeated("configuration", "acl_groups", dump.aclGroups, [["acl_group_id", (row) => String(row.acl_group_id)]]),
    ...repeated("configuration", "timeperiod", dump.timePeriods, [
      ["tp_name", (row) => (row.tp_name === null ? null : JSON.stringify(row.tp_name))],
    ]),
    ...repeated("configuration", "command", dump.commands, [
      [
        "the command_name of an enabled command",
        (row) =>
          row.command_activate === false || row.command_name === null ? null : JSON.stringify(row.command_name),
      ],
    ]),
  ];
}

/** A property that only one row may have, in words, and its value; null for a row that may be like others. */
type Property<Row> = readonly [words: string, valueOf: (row: Row) => string | null];

function repeated<Row>(
  area: string,
  table: string,
  rows: readonly Row[],
  properties: readonly Property<Row>[],
): readonly DumpProblem[] {
  return properties.flatMap(([words, valueOf]) => {
    const found = new Map<string, { count: number; lastRow: number }>();
    for (const [index, row] of rows.entries()) {
      const value = valueOf(row);
      if (value !== null) found.set(value, { count: (found.get(value)?.count ?? 0) + 1, lastRow: index + 1 });
    }
    return [...found]
      .filter(([, { count }]) => count > 1)
      .map(([value, { count, lastRow }]) => ({
        message: `${area}.${table} row ${lastRow}: ${words} ${value} occurs ${count} times`,
        place: { area, table, row: lastRow },
      }));
  });
}
