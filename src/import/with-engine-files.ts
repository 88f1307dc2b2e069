import type { Inventory } from "../model/objects.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { configuredCommands, type ConfiguredCommand } from "./configured-commands.ts";
import type { ConfigurationParts } from "./configuration-files.ts";
import { notifiedContacts } from "./contact-definitions.ts";
import { contactGroupNames } from "./contact-group-definitions.ts";
import { customVariables } from "./custom-variables.ts";
import { engineObjects } from "./engine-objects.ts";
import { inheritedSettings } from "./inherited-settings.ts";
import { notifiedPeople } from "./notified-people.ts";
import { timePeriodNamesById } from "./time-period-definitions.ts";

export interface Found extends Pick<ConfigurationParts, "people" | "settings" | "variables" | "others"> {
  readonly commands: ReadonlyMap<string, ConfiguredCommand>;
  /** Names of contacts. */
  readonly notifiedContacts: ReadonlySet<string>;
  /** Escalations, dependencies and macros of the engine's files, for a dump that has none. */
  readonly rules: readonly string[];
  readonly resourceMacros: ReadonlyMap<string, string>;
}

/** True if the dump says who is notified. */
export const hasConfiguration = (dump: CentreonDump): boolean =>
  dump.configuredHosts.length + dump.configuredServices.length > 0;

/** Takes what the dump says, and what it does not have from the engine's files, if they are given. */
export function withEngineFiles(dump: CentreonDump, active: ActiveObjects, engine: Inventory | null): Found {
  const variables = customVariables(dump);
  const ofDump: Found = {
    people: notifiedPeople(dump),
    settings: inheritedSettings(dump),
    variables,
    others: { contacts: new Map(), contactGroups: new Map(), timePeriods: new Map() },
    commands: configuredCommands(dump),
    notifiedContacts: new Set(notifiedContacts(dump).values()),
    rules: [],
    resourceMacros: new Map(),
  };
  if (engine === null) return ofDump;
  const found = engineObjects(engine, dump, active);
  // Without the column, a contact of the dump is a name with a login.
  const describedContacts = new Set(
    dump.contacts.filter((row) => row.contact_enable_notifications !== null).map((row) => row.contact_alias),
  );
  return {
    ...ofDump,
    ...(!hasConfiguration(dump) && {
      people: found.people,
      settings: found.settings,
      variables: { ...found.variables, secretNames: variables.secretNames },
    }),
    others: {
      contacts: without(found.contacts, describedContacts),
      contactGroups: without(found.contactGroups, new Set(contactGroupNames(dump).values())),
      timePeriods: without(found.timePeriods, new Set(timePeriodNamesById(dump).values())),
    },
    commands: new Map([...found.commands, ...ofDump.commands]),
    notifiedContacts: new Set([
      ...ofDump.notifiedContacts,
      ...[...found.notifiedContacts].filter((name) => !describedContacts.has(name)),
    ]),
    rules: found.rules,
    resourceMacros: found.resourceMacros,
  };
}

const without = (
  definitions: ReadonlyMap<string, string>,
  names: ReadonlySet<string | null>,
): ReadonlyMap<string, string> => new Map([...definitions].filter(([name]) => !names.has(name)));
