import { userContacts } from "./accounts.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { linkedIds, linkedNames } from "./linked-ids.ts";
import { definition, list } from "./object-definition.ts";
import { withTemplates } from "./template-parents.ts";
import { timePeriodNamesById } from "./time-period-definitions.ts";

type ContactRow = CentreonDump["contacts"][number];

/**
 * `define contact` for every user: `contact_name` is the login name. What a contact does not say itself comes from its
 * templates. `others` are definitions that count instead, and those of further contacts.
 */
export function contactDefinitions(
  dump: CentreonDump,
  commandNames: ReadonlyMap<number, string>,
  others: ReadonlyMap<string, string>,
): readonly string[] {
  const templates = templatesOf(dump);
  const periods = timePeriodNamesById(dump);
  const zones = new Map(dump.timezones.map((row) => [row.timezone_id, row.timezone_name]));
  const isNotified = notifiedContacts(dump);
  const commands = {
    host: linkedIds(
      dump.contactHostCommands,
      (row) => row.contact_contact_id,
      (row) => row.command_command_id,
    ),
    service: linkedIds(
      dump.contactServiceCommands,
      (row) => row.contact_contact_id,
      (row) => row.command_command_id,
    ),
  };

  const written = userContacts(dump).filter((contact) => !others.has(contact.contact_alias));
  return [
    ...others.values(),
    ...written.map((contact) => {
      const levels = templates(contact);
      const first = <Value>(valueOf: (row: ContactRow) => Value | null | undefined): Value | undefined =>
        levels.map(valueOf).find((value) => value !== null && value !== undefined && value !== "") ?? undefined;
      const commandsFor = (kind: "host" | "service"): string | undefined =>
        list(
          levels
            .map((row) => linkedNames(commands[kind], row.contact_id, commandNames))
            .find((names) => names.length > 0) ?? [],
        );
      // A dump without the column does not say it.
      const isEnabled = contact.contact_enable_notifications === null ? undefined : isNotified.has(contact.contact_id);
      return definition("contact", {
        contact_name: contact.contact_alias,
        alias: contact.contact_name ?? undefined,
        email: first((row) => row.contact_email),
        pager: first((row) => row.contact_pager),
        address1: first((row) => row.contact_address1),
        address2: first((row) => row.contact_address2),
        address3: first((row) => row.contact_address3),
        address4: first((row) => row.contact_address4),
        address5: first((row) => row.contact_address5),
        address6: first((row) => row.contact_address6),
        timezone: first((row) => zones.get(row.contact_location ?? 0)),
        host_notifications_enabled: isEnabled,
        host_notification_period: first((row) => periods.get(row.timeperiod_tp_id ?? 0)),
        host_notification_options: first((row) => row.contact_host_notification_options),
        host_notification_commands: commandsFor("host"),
        service_notifications_enabled: isEnabled,
        service_notification_period: first((row) => periods.get(row.timeperiod_tp_id2 ?? 0)),
        service_notification_options: first((row) => row.contact_service_notification_options),
        service_notification_commands: commandsFor("service"),
      });
    }),
  ];
}

/**
 * Login names by id of the contacts that are notified: enabled, and with notifications enabled by themselves or by a
 * template. Centreon leaves the others out of the engine's files, and so out of every host, service and group.
 */
export function notifiedContacts(dump: CentreonDump): ReadonlyMap<number, string> {
  const templates = templatesOf(dump);
  return new Map(
    userContacts(dump)
      .filter((row) => row.contact_activate === true)
      .filter(
        (row) =>
          templates(row).find((each) => each.contact_enable_notifications !== 2)?.contact_enable_notifications === 1,
      )
      .map((row) => [row.contact_id, row.contact_alias]),
  );
}

/** The contact and its templates, nearest first. */
function templatesOf(dump: CentreonDump): (contact: ContactRow) => readonly ContactRow[] {
  const rows = new Map(dump.contacts.map((row) => [row.contact_id, row]));
  const parentsOf = (id: number): readonly number[] => {
    const parent = rows.get(id)?.contact_template_id ?? null;
    return parent === null ? [] : [parent];
  };
  return (contact) => withTemplates(contact.contact_id, parentsOf).flatMap((id) => rows.get(id) ?? []);
}
