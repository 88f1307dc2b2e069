import { accessGroupsOf } from "./access-groups-of-dump.ts";
import { accountsOf } from "./accounts.ts";
import { activeObjects, type ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { commandName, commandsOf, type ImportedCommands } from "./command-definitions.ts";
import { configurationFiles, type ConfigurationParts } from "./configuration-files.ts";
import type { ConfiguredCommand } from "./configured-commands.ts";
import { contactGroupNames } from "./contact-group-definitions.ts";
import { dependencyDefinitions } from "./dependency-definitions.ts";
import { duplicates } from "./duplicates.ts";
import { escalationDefinitions } from "./escalation-definitions.ts";
import { readDump, type DumpProblem } from "./read-dump.ts";
import {
  acknowledgementChanges,
  commentChanges,
  downtimeChanges,
  objectIdChanges,
  runningDowntimeEvents,
} from "./records.ts";
import { withEngineFiles, hasConfiguration } from "./with-engine-files.ts";
import { resourceMacros } from "./resource-macros.ts";
import { stateChanges } from "./resource-states.ts";
import { selectableObjects } from "./selected-objects.ts";
import { timePeriodsWithoutHours } from "./time-period-definitions.ts";
import { writableDump } from "./writable-dump.ts";
import type { Inventory } from "../model/objects.ts";
import type { Account } from "../model/account.ts";
import type { Change } from "../model/change.ts";
import { counted } from "../lib/counted.ts";

/** Everything that an import writes, built in memory before the first file is touched. */
export interface ImportPlan {
  /**
   * Files of the configuration; checks of the commands in `recorded` run the recorded line of each host and service.
   */
  configuration(recorded: ReadonlySet<string>): WrittenConfiguration;
  readonly accounts: readonly Account[];
  readonly changes: readonly Change[];
  readonly active: ActiveObjects;
  /** Commands with the definitions of the dump, by name. */
  readonly commands: ReadonlyMap<string, ConfiguredCommand>;
  /** Numbers of written objects, in words: "13 hosts". */
  readonly counts: readonly string[];
  /** Data that could not be imported, with the reason. */
  readonly notes: readonly string[];
}

export interface WrittenConfiguration {
  /** By name, the main file last; the names are the same for any `recorded`. */
  readonly files: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/**
 * Builds the plan for a parsed dump, or gives all problems that prevent it. `engine`: the configuration that the
 * engine's generated files hold, for what the dump does not have. `typed` writes a command line for a hint.
 */
export async function planImport(
  parsed: unknown,
  runsChecks: boolean,
  engine: Inventory | null,
  typed: (...words: readonly string[]) => string,
): Promise<ImportPlan | { readonly problems: readonly DumpProblem[] }> {
  const read = readDump(parsed);
  if ("problems" in read) return read;
  const problems = duplicates(read.dump);
  if (problems.length > 0) return { problems };

  const { dump, notes: leftOut } = writableDump(read.dump);
  const active = activeObjects(dump);
  const { commands: configured, others, ...found } = withEngineFiles(dump, active, engine);
  const commands = commandsOf(active, configured, new Set());
  const access = accessGroupsOf(dump, active);
  const selectable = selectableObjects(dump, active);
  const rules = [escalationDefinitions(dump, selectable), dependencyDefinitions(dump, selectable)];
  const macros = resourceMacros(dump, active);
  const definitions = rules.flatMap((each) => each.definitions);
  const { accounts, withoutPassword } = await accountsOf(dump);
  const records = {
    acknowledgements: acknowledgementChanges(dump),
    downtimes: downtimeChanges(dump),
    comments: commentChanges(dump),
  };
  const parts: Omit<ConfigurationParts, "commands"> = {
    dump,
    active,
    people: found.people,
    settings: found.settings,
    variables: found.variables,
    rules: definitions.length > 0 ? definitions : found.rules,
    resourceMacros: new Map([...found.resourceMacros, ...macros.values]),
    others,
    accessGroups: access.groups,
    runsChecks,
  };
  return {
    configuration: (recorded) => {
      const written = commandsOf(active, configured, recorded);
      return {
        files: configurationFiles({ ...parts, commands: written }),
        notes: written.renamed.map(
          (name) => `the command ${name} is used by hosts and by services: for hosts it is called ${name}-host here`,
        ),
      };
    },
    accounts,
    changes: [
      ...objectIdChanges(dump),
      ...stateChanges(dump),
      ...records.acknowledgements,
      ...records.downtimes,
      ...runningDowntimeEvents(records.downtimes),
      ...records.comments,
    ],
    active,
    commands: configured,
    counts: [
      `${counted(active.hosts.size, "host")}${disabled(dump.hosts.length - active.hosts.size)}`,
      `${counted(active.services.size, "service")}${disabled(dump.services.length - active.services.size)}`,
      `${counted(dump.hostGroups.length, "host group")}, ${counted(dump.serviceGroups.length, "service group")}`,
      `${counted(records.acknowledgements.length, "acknowledgement")}, ${counted(records.downtimes.length, "downtime")}, ` +
        `${counted(records.comments.length, "comment")}`,
      `${counted(accounts.length, "account")} (${accounts.filter((account) => account.isEnabled).length} enabled), ` +
        `${counted(access.groups.length, "access group")}`,
      `${counted(found.notifiedContacts.size, "contact who is notified", "contacts who are notified")}, ` +
        `${counted(contactGroupNames(dump).size + others.contactGroups.size, "contact group")}`,
      `${counted(configured.size, "command")}, ${counted(dump.timePeriods.length + others.timePeriods.size, "time period")}`,
      definitions.length > 0 || found.rules.length === 0
        ? `${counted(dump.escalations.length - (rules[0]?.notes.length ?? 0), "escalation")}, ` +
          `${counted(dump.dependencies.length - (rules[1]?.notes.length ?? 0), "dependency", "dependencies")}`
        : `${counted(found.rules.length, "escalation or dependency", "escalations and dependencies")} of the engine's files`,
    ],
    notes: [
      ...leftOut,
      ...rules.flatMap(({ notes }) => notes),
      ...macros.ambiguous.map(
        (name) => `other values of ${name} on other pollers: resource.cfg has the one of the first poller`,
      ),
      ...withoutPassword.map(
        ({ alias, reason }) =>
          `the password of ${alias}, who ${reason}: set one with: ${typed("user", "passwd", alias)}`,
      ),
      ...access.notes,
      ...generalNotes(dump, active, commands, engine === null ? null : others.timePeriods),
      ...tableNotes(read.absent, read.unread),
    ],
  };
}

const disabled = (count: number): string =>
  count === 0 ? "" : ` (and ${counted(count, "disabled one")}, with kept ids and records)`;

/** `enginePeriods`: null without the engine's files. */
function generalNotes(
  dump: CentreonDump,
  active: ActiveObjects,
  commands: ImportedCommands,
  enginePeriods: ReadonlyMap<string, string> | null,
): readonly string[] {
  const periods = timePeriodsWithoutHours(dump, active, enginePeriods ?? new Map()).filter((name) => name !== "24x7");
  const handled = [...active.hosts.values(), ...active.services.values()].filter(
    (row) => (row.event_handler ?? "") !== "",
  );
  const known = new Set(commands.configured.values());
  const lost = handled.filter((row) => !known.has(commandName(row.event_handler ?? ""))).length;
  const openEnded = dump.aclResources.filter(
    (row) =>
      row.acl_res_activate === true &&
      (row.all_hosts === true || row.all_hostgroups === true || row.all_servicegroups === true),
  );
  const inactiveGroups = dump.contactGroups.filter((row) => row.cg_activate !== true && row.cg_name !== null);
  return [
    ...periods.map(
      (name) => `the hours of the time period ${name}: every hour of the week here, fill them in in timeperiods.cfg`,
    ),
    ...(commands.undefinedNames.length === 0
      ? []
      : [
          `the definitions of ${shortened(commands.undefinedNames)}, which the dump does not have: every host and ` +
            "service has its complete command line of today (commands.cfg)",
        ]),
    ...(hasConfiguration(dump) || enginePeriods !== null
      ? []
      : [
          "who is notified, and how: the dump does not say; make it again with contrib/centreon-dump.php, or give the " +
            "engine's files with --engine-files",
        ]),
    ...(lost === 0 ? [] : [`event handlers whose command the dump does not have (of ${lost} hosts and services)`]),
    ...openEnded.map(
      (row) =>
        `"all hosts" and "all groups" of the ACL resource ${row.acl_res_name ?? row.acl_res_id}: ` +
        "its groups see what they saw at the time of the dump; use sees_all in access.yaml",
    ),
    ...inactiveGroups.map((row) => `the disabled contact group ${row.cg_name}`),
  ];
}

function tableNotes(absent: readonly string[], unread: readonly string[]): readonly string[] {
  return [
    ...(absent.length === 0 ? [] : [`tables that the dump does not have: ${absent.join(", ")}`]),
    ...(unread.length === 0 ? [] : [`tables that are not read: ${unread.join(", ")}`]),
  ];
}

const MAX_NAMES = 5;

const shortened = (names: readonly string[]): string =>
  names.length <= MAX_NAMES
    ? names.join(", ")
    : `${names.slice(0, MAX_NAMES).join(", ")} and ${names.length - MAX_NAMES} more commands`;
