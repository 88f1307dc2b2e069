import { namesOf } from "../model/inventory-index.ts";
import type { Checkable, Contact, Dependency, Escalation, Inventory, Resource, TimePeriod } from "../model/objects.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { engineCommand, type ConfiguredCommand } from "./configured-commands.ts";
import { RESERVED_VARIABLES, type CustomVariables } from "./custom-variables.ts";
import type { InheritedSettings } from "./inherited-settings.ts";
import type { NotifiedPeople } from "./notified-people.ts";
import { definition, list, type DirectiveValue } from "./object-definition.ts";
import { WEEKDAYS } from "./time-period-definitions.ts";

/** What the engine's generated files say, for what the dump does not have. Definitions are by name. */
export interface EngineObjects {
  readonly contacts: ReadonlyMap<string, string>;
  readonly contactGroups: ReadonlyMap<string, string>;
  readonly timePeriods: ReadonlyMap<string, string>;
  readonly commands: ReadonlyMap<string, ConfiguredCommand>;
  /** Contacts with notifications switched on and a command for them. */
  readonly notifiedContacts: ReadonlySet<string>;
  readonly people: NotifiedPeople;
  readonly settings: InheritedSettings;
  readonly variables: Omit<CustomVariables, "secretNames">;
  /** Escalations and dependencies of monitored hosts and services. */
  readonly rules: readonly string[];
  /** By macro as written: `$USER1$`. */
  readonly resourceMacros: ReadonlyMap<string, string>;
}

type Directives = Readonly<Record<string, DirectiveValue>>;

/** Resolves the engine's configuration, as it was read, for the active objects of the dump, which have the same names. */
export function engineObjects(engine: Inventory, dump: CentreonDump, active: ActiveObjects): EngineObjects {
  const names = namesOf(engine);
  const commandIds = new Map(dump.commands.map((row) => [row.command_name, row.command_id]));
  const isActive = activeNames(active);
  const of =
    (directives: (resource: Checkable) => Directives) =>
    (resource: Resource | undefined): Directives =>
      resource === undefined ? {} : directives(resource);
  const forEach = (directives: (resource: Checkable) => Directives): NotifiedPeople => ({
    ofHost: (id) => of(directives)(names.hosts.get(active.hosts.get(id)?.name ?? "")),
    ofService: (row) => of(directives)(names.service(active.hosts.get(row.host_id)?.name ?? "", row.description)),
  });
  const resourceOf = (key: Escalation["key"]): Resource | null => {
    const resource = names.resourceByKey.get(key);
    return resource !== undefined && isActive(resource) ? resource : null;
  };
  return {
    contacts: byName(engine.contacts, contactDefinition),
    contactGroups: byName(engine.contactGroups, ({ name, alias, contacts }) =>
      definition("contactgroup", { contactgroup_name: name, alias, members: list(contacts) }),
    ),
    timePeriods: byName([...engine.timePeriods.values()], timePeriodDefinition),
    commands: new Map(
      // Ids that the dump has not: no row of it refers to these commands.
      [...engine.commands.values()].map(({ name, line }, place) => [
        name,
        engineCommand(commandIds.get(name) ?? -1 - place, name, line),
      ]),
    ),
    notifiedContacts: new Set(engine.contacts.filter(isNotified).map(({ name }) => name)),
    people: forEach(({ contacts, contactGroups }) => ({
      contacts: list(contacts),
      contact_groups: list(contactGroups),
    })),
    settings: forEach(({ options }) => ({
      recovery_notification_delay: options.recoveryNotificationDelay || undefined,
      acknowledgement_timeout: options.acknowledgementTimeout || undefined,
    })),
    variables: forEach(({ customVariables }) => variablesOf(customVariables)),
    rules: [
      ...engine.escalations.flatMap((escalation) => escalationOf(escalation, resourceOf(escalation.key))),
      ...engine.dependencies.flatMap((dependency) =>
        dependencyOf(dependency, resourceOf(dependency.master), resourceOf(dependency.dependent)),
      ),
    ],
    resourceMacros: new Map([...engine.userMacros].map(([name, value]) => [`$${name}$`, value])),
  };
}

const byName = <T extends { readonly name: string }>(
  items: readonly T[],
  write: (item: T) => string,
): ReadonlyMap<string, string> => new Map(items.map((item) => [item.name, write(item)]));

function activeNames(active: ActiveObjects): (resource: Resource) => boolean {
  const hosts = new Set([...active.hosts.values()].map(({ name }) => name));
  const services = new Set(
    [...active.services.values()].map((row) => `${active.hosts.get(row.host_id)?.name}\n${row.description}`),
  );
  return (resource) =>
    resource.kind === "host"
      ? hosts.has(resource.hostName)
      : services.has(`${resource.hostName}\n${resource.description}`);
}

const isNotified = ({ hostNotifications, serviceNotifications }: Contact): boolean =>
  [hostNotifications, serviceNotifications].some(({ enabled, commands }) => enabled && commands.length > 0);

const contactDefinition = ({ name, directives, customVariables }: Contact): string =>
  definition("contact", {
    contact_name: name,
    ...Object.fromEntries([...directives].filter(([directive]) => !NOT_OF_THE_CONTACT.has(directive))),
    ...variablesOf(customVariables),
  });

// The groups name their members.
const NOT_OF_THE_CONTACT: ReadonlySet<string> = new Set(["contact_name", "name", "use", "register", "contactgroups"]);

const variablesOf = (variables: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...variables].map(([name, value]) => [`_${name}`, value]).filter(([name]) => !RESERVED_VARIABLES.has(name!)),
  );

const timePeriodDefinition = ({ name, alias, weekdays, exceptions, exclude }: TimePeriod): string =>
  definition("timeperiod", {
    timeperiod_name: name,
    alias,
    ...Object.fromEntries(
      WEEKDAYS.map((day, place) => [
        day,
        list((weekdays[place] ?? []).map(({ from, to }) => `${clockTime(from)}-${clockTime(to)}`)),
      ]),
    ),
    ...Object.fromEntries(exceptions.map(({ days, ranges }) => [days, ranges])),
    exclude: list(exclude),
  });

const clockTime = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

function escalationOf(escalation: Escalation, resource: Resource | null): readonly string[] {
  if (resource === null) return [];
  const { firstNotification, lastNotification, notificationInterval, period, on, contacts, contactGroups } = escalation;
  return [
    definition(`${resource.kind}escalation`, {
      ...placeOf(resource, ""),
      first_notification: firstNotification,
      last_notification: lastNotification,
      notification_interval: notificationInterval ?? undefined,
      escalation_period: period ?? undefined,
      escalation_options: lettersOf(resource, on, "r"),
      contacts: list(contacts),
      contact_groups: list(contactGroups),
    }),
  ];
}

function dependencyOf(
  { kind, failOn, inheritsParent, period }: Dependency,
  master: Resource | null,
  dependent: Resource | null,
): readonly string[] {
  if (master === null || dependent === null) return [];
  return [
    definition(`${master.kind}dependency`, {
      ...placeOf(master, ""),
      ...placeOf(dependent, "dependent_"),
      inherits_parent: inheritsParent,
      [`${kind}_failure_options`]: lettersOf(master, failOn, "o"),
      dependency_period: period ?? undefined,
    }),
  ];
}

const placeOf = (resource: Resource, prefix: string): Directives => ({
  [`${prefix}host_name`]: resource.hostName,
  ...(resource.kind === "service" && { [`${prefix}service_description`]: resource.description }),
});

/** Letters of state codes; `zero` is the letter of OK and UP, 4 is pending. */
function lettersOf({ kind }: Resource, states: ReadonlySet<number>, zero: "r" | "o"): string {
  const letters = kind === "host" ? [zero, "d", "u", "", "p"] : [zero, "w", "c", "u", "p"];
  return [...states].map((state) => letters[state]).join(",") || "n";
}
