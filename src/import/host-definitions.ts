import { serviceKey } from "../model/resource-key.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump, HostRow, ServiceRow } from "./centreon-tables.ts";
import { commandName, type ImportedCommands } from "./command-definitions.ts";
import type { CustomVariables } from "./custom-variables.ts";
import type { InheritedSettings } from "./inherited-settings.ts";
import type { NotifiedPeople } from "./notified-people.ts";
import { isWritableName, list, type DirectiveValue } from "./object-definition.ts";
import { definitionsWithTemplate } from "./object-template.ts";

/** What the definitions of hosts and services refer to. */
export interface ResourceParts {
  readonly dump: CentreonDump;
  readonly active: ActiveObjects;
  readonly commands: ImportedCommands;
  readonly people: NotifiedPeople;
  readonly settings: InheritedSettings;
  readonly variables: CustomVariables;
}

/** `define host` for every active host. */
export function hostDefinitions({
  dump,
  active,
  commands,
  people,
  settings,
  variables,
}: ResourceParts): readonly string[] {
  const handlers = new Set(commands.configured.values());
  const parents = Map.groupBy(dump.parents, (row) => row.child_id);
  return definitionsWithTemplate(
    "host",
    "imported-host",
    [...active.hosts.values()].map((row) => ({
      host_id: row.host_id,
      host_name: row.name,
      alias: textOrAbsent(row.alias),
      display_name: textOrAbsent(row.display_name),
      address: textOrAbsent(row.address),
      _POLLER_ID: row.instance_id,
      parents: list(
        (parents.get(row.host_id) ?? [])
          .flatMap(({ parent_id }) => active.hosts.get(parent_id)?.name ?? [])
          .filter(isWritableName),
      ),
      ...checkDirectives(row, commands.names.ofHost(row)),
      notification_options: options(row, [
        ["d", row.notify_on_down],
        ["u", row.notify_on_unreachable],
        ["r", row.notify_on_recovery],
        ["f", row.notify_on_flapping],
        ["s", row.notify_on_downtime],
      ]),
      timezone: row.timezone === "" ? undefined : row.timezone,
      ...people.ofHost(row.host_id),
      ...settings.ofHost(row.host_id),
      ...eventHandler(row, handlers),
      ...shownDirectives(row),
      ...variables.ofHost(row.host_id),
    })),
  );
}

/** `define service` for every active service. */
export function serviceDefinitions({
  dump,
  active,
  commands,
  people,
  settings,
  variables,
}: ResourceParts): readonly string[] {
  const handlers = new Set(commands.configured.values());
  const groupNames = new Map(dump.serviceGroups.map((row) => [row.servicegroup_id, row.name]));
  const groups = Map.groupBy(dump.serviceGroupMembers, (row) => serviceKey(row.host_id, row.service_id));
  return definitionsWithTemplate(
    "service",
    "imported-service",
    [...active.services.values()].map((row) => ({
      service_id: row.service_id,
      host_name: active.hosts.get(row.host_id)?.name,
      service_description: row.description,
      display_name: textOrAbsent(row.display_name),
      servicegroups: list(
        (groups.get(serviceKey(row.host_id, row.service_id)) ?? []).flatMap(
          ({ servicegroup_id }) => groupNames.get(servicegroup_id) ?? [],
        ),
      ),
      ...checkDirectives(row, commands.names.ofService(row)),
      is_volatile: row.volatile === true ? true : undefined,
      notification_options: options(row, [
        ["w", row.notify_on_warning],
        ["u", row.notify_on_unknown],
        ["c", row.notify_on_critical],
        ["r", row.notify_on_recovery],
        ["f", row.notify_on_flapping],
        ["s", row.notify_on_downtime],
      ]),
      ...people.ofService(row),
      ...settings.ofService(row),
      ...eventHandler(row, handlers),
      ...shownDirectives(row),
      ...variables.ofService(row),
    })),
  );
}

type Directives = Readonly<Record<string, DirectiveValue>>;

function checkDirectives(row: HostRow | ServiceRow, command: Directives): Directives {
  return {
    ...command,
    check_interval: row.check_interval,
    retry_interval: row.retry_interval ?? undefined,
    max_check_attempts: row.max_check_attempts,
    check_period: row.check_period,
    active_checks_enabled: row.active_checks,
    passive_checks_enabled: row.passive_checks,
    notifications_enabled: row.notify,
    notification_interval: row.notification_interval,
    notification_period: row.notification_period,
    first_notification_delay:
      row.first_notification_delay === 0 ? undefined : (row.first_notification_delay ?? undefined),
  };
}

function eventHandler(row: HostRow | ServiceRow, known: ReadonlySet<string>): Directives {
  const handler = row.event_handler ?? "";
  if (handler === "" || !known.has(commandName(handler))) return {};
  return { event_handler: handler, event_handler_enabled: row.event_handler_enabled ?? undefined };
}

function shownDirectives(row: HostRow | ServiceRow): Directives {
  return {
    icon_image: textOrAbsent(row.icon_image),
    icon_image_alt: textOrAbsent(row.icon_image_alt),
    notes: textOrAbsent(row.notes ?? ""),
    notes_url: textOrAbsent(row.notes_url ?? ""),
    action_url: textOrAbsent(row.action_url ?? ""),
  };
}

/** An absent directive means the empty text. */
const textOrAbsent = (text: string | null): string | null | undefined => (text === "" ? undefined : text);

type Option = readonly [letter: string, isSet: boolean | null];

/** The letters that are set; `n` if none is, null if the dump has no value for any. */
function options(row: HostRow | ServiceRow, letters: readonly Option[]): string | null {
  if (row.notify === null && letters.every(([, isSet]) => isSet === null)) return null;
  const set = letters.filter(([, isSet]) => isSet === true).map(([letter]) => letter);
  return set.length === 0 ? "n" : set.join(",");
}
