import type { CentreonDump } from "./centreon-tables.ts";
import { isWritableHostName, isWritableName, isWritableText } from "./object-definition.ts";

export interface WritableDump {
  readonly dump: CentreonDump;
  /** Objects that were left out, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Removes what the object language cannot express: names with commas or line breaks, and a second group of the same
 * name. Hosts and services with such names become disabled, so that their ids and records are kept.
 */
export function writableDump(dump: CentreonDump): WritableDump {
  const notes: string[] = [];
  const leftOut = (what: string, name: string, why: string): void => {
    notes.push(`${what} ${JSON.stringify(name)} is left out: ${why}`);
  };
  const writable = <Row>(what: string, nameOf: (row: Row) => string, rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => {
      const isWritable = isWritableName(nameOf(row));
      if (!isWritable) leftOut(what, nameOf(row), NOT_WRITABLE);
      return isWritable;
    });
  const first = <Row>(
    what: string,
    nameOf: (row: Row) => string,
    memberCount: (row: Row) => number,
    rows: readonly Row[],
  ): readonly Row[] => {
    const kept = new Map<string, Row>();
    for (const row of rows.toSorted((a, b) => memberCount(b) - memberCount(a))) {
      if (kept.has(nameOf(row))) leftOut(what, nameOf(row), "another one has the same name, and no fewer members");
      else kept.set(nameOf(row), row);
    }
    return rows.filter((row) => kept.get(nameOf(row)) === row);
  };

  const hostMembers = Map.groupBy(dump.hostGroupMembers, (row) => row.hostgroup_id);
  const contactMembers = Map.groupBy(dump.contactGroupMembers, (row) => row.contactgroup_cg_id);
  const serviceMembers = Map.groupBy(dump.serviceGroupMembers, (row) => row.servicegroup_id);
  return {
    dump: {
      ...dump,
      hosts: dump.hosts.map((row) => {
        if (!row.enabled || isWritableHostName(row.name)) return row;
        leftOut("host", row.name, `${NOT_WRITABLE}; a host's name has no semicolon either`);
        return { ...row, enabled: false };
      }),
      services: dump.services.map((row) => {
        if (!row.enabled || isWritableText(row.description)) return row;
        leftOut(`service of host ${row.host_id}`, row.description, NOT_WRITABLE);
        return { ...row, enabled: false };
      }),
      hostGroups: first(
        "host group",
        (row) => row.name,
        (row) => hostMembers.get(row.hostgroup_id)?.length ?? 0,
        writable("host group", (row) => row.name, dump.hostGroups),
      ),
      serviceGroups: first(
        "service group",
        (row) => row.name,
        (row) => serviceMembers.get(row.servicegroup_id)?.length ?? 0,
        writable("service group", (row) => row.name, dump.serviceGroups),
      ),
      contacts: writable(
        "contact",
        (row) => (row.contact_register === true ? row.contact_alias : null) ?? "template",
        dump.contacts,
      ),
      contactGroups: first(
        "contact group",
        (row) => row.cg_name ?? "unnamed",
        (row) => (row.cg_activate === true ? (contactMembers.get(row.cg_id)?.length ?? 0) : -1),
        writable("contact group", (row) => row.cg_name ?? "unnamed", dump.contactGroups),
      ),
      commands: writable("command", (row) => row.command_name ?? "unnamed", dump.commands),
      timePeriods: writable("time period", (row) => row.tp_name ?? "unnamed", dump.timePeriods),
    },
    notes,
  };
}

const NOT_WRITABLE =
  "object files cannot contain this name " +
  '(empty, "null", !, + or * at its beginning, a comma, a line break, a space at an end)';
