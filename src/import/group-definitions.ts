import { userContacts } from "./accounts.ts";
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

/** `define contact` for every user: `contact_name` is the login name. */
export function contactDefinitions(dump: CentreonDump): readonly string[] {
  return userContacts(dump).map((row) =>
    definition("contact", {
      contact_name: row.contact_alias,
      alias: row.contact_name ?? undefined,
      email: row.contact_email ?? undefined,
    }),
  );
}

/** `define contactgroup` for every enabled contact group, with its users. */
export function contactGroupDefinitions(dump: CentreonDump): readonly string[] {
  const aliases = new Map(userContacts(dump).map((row) => [row.contact_id, row.contact_alias]));
  const members = Map.groupBy(dump.contactGroupMembers, (row) => row.contactgroup_cg_id ?? 0);
  return dump.contactGroups
    .filter((row) => row.cg_activate === true && row.cg_name !== null)
    .map((row) =>
      definition("contactgroup", {
        contactgroup_name: row.cg_name,
        alias: row.cg_name,
        members: list(
          (members.get(row.cg_id) ?? []).flatMap(
            ({ contact_contact_id }) => aliases.get(contact_contact_id ?? 0) ?? [],
          ),
        ),
      }),
    );
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Names of all time periods that hosts and services use. */
export function timePeriodNames(active: ActiveObjects): readonly string[] {
  const rows = [...active.hosts.values(), ...active.services.values()];
  return [...new Set(rows.flatMap((row) => [row.check_period, row.notification_period]))]
    .filter((name): name is string => name !== null && name !== "")
    .sort();
}

/**
 * `define timeperiod` for each name. The dump has names only, so each is every hour of the week until its hours are
 * filled in.
 */
export function timePeriodDefinitions(names: readonly string[]): readonly string[] {
  return names.map(
    (name) =>
      (name === "24x7" ? "" : "# The dump does not contain the hours of this period: fill them in.\n") +
      definition("timeperiod", {
        timeperiod_name: name,
        alias: name,
        ...Object.fromEntries(WEEKDAYS.map((day) => [day, "00:00-24:00"])),
      }),
  );
}
