import { accessGroupsOf } from "./access-groups-of-dump.ts";
import { accountsOf } from "./accounts.ts";
import { activeObjects, type ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { commandsOf } from "./command-definitions.ts";
import { configurationFiles } from "./configuration-files.ts";
import { duplicates } from "./duplicates.ts";
import { timePeriodNames } from "./group-definitions.ts";
import { readDump } from "./read-dump.ts";
import { acknowledgementChanges, commentChanges, downtimeChanges, objectIdChanges } from "./records.ts";
import { stateChanges } from "./resource-states.ts";
import { writableDump } from "./writable-dump.ts";
import type { Account } from "../model/account.ts";
import type { Change } from "../model/change.ts";

/** Everything that an import writes, built in memory before the first file is touched. */
export interface ImportPlan {
  readonly files: ReadonlyMap<string, string>;
  readonly accounts: readonly Account[];
  readonly changes: readonly Change[];
  readonly active: ActiveObjects;
  /** Numbers of written objects, in words: "13 hosts". */
  readonly counts: readonly string[];
  /** Data that could not be imported, with the reason. */
  readonly notes: readonly string[];
}

/** Builds the plan for a parsed dump, or gives all problems that prevent it. */
export async function planImport(
  parsed: unknown,
  runsChecks: boolean,
): Promise<ImportPlan | { readonly problems: readonly string[] }> {
  const read = readDump(parsed);
  if ("problems" in read) return read;
  const problems = duplicates(read.dump);
  if (problems.length > 0) return { problems };

  const { dump, notes: leftOut } = writableDump(read.dump);
  const active = activeObjects(dump);
  const commands = commandsOf(active);
  const access = accessGroupsOf(dump, active);
  const { accounts, withoutPassword } = await accountsOf(dump);
  const records = {
    acknowledgements: acknowledgementChanges(dump),
    downtimes: downtimeChanges(dump),
    comments: commentChanges(dump),
  };
  return {
    files: configurationFiles({ dump, active, commands, accessGroups: access.groups, runsChecks }),
    accounts,
    changes: [
      ...objectIdChanges(dump),
      ...stateChanges(dump),
      ...records.acknowledgements,
      ...records.downtimes,
      ...records.comments,
    ],
    active,
    counts: [
      `${active.hosts.size} hosts${disabled(dump.hosts.length - active.hosts.size)}`,
      `${active.services.size} services${disabled(dump.services.length - active.services.size)}`,
      `${dump.hostGroups.length} host groups, ${dump.serviceGroups.length} service groups`,
      `${records.acknowledgements.length} acknowledgements, ${records.downtimes.length} downtimes, ` +
        `${records.comments.length} comments`,
      `${accounts.length} accounts (${accounts.filter((account) => account.isEnabled).length} enabled), ` +
        `${access.groups.length} access groups`,
    ],
    notes: [
      ...leftOut,
      ...withoutPassword.map(
        ({ alias, reason }) => `the password of ${alias}, who ${reason}: set one with: vigie user passwd ${alias}`,
      ),
      ...access.notes,
      ...commands.renamed.map(
        (name) => `the command ${name} is used by hosts and by services: for hosts it is called ${name}-host here`,
      ),
      ...generalNotes(dump, active, read.absent, read.unread),
    ],
  };
}

const disabled = (count: number): string =>
  count === 0 ? "" : ` (and ${count} disabled ones: their ids and records are kept)`;

function generalNotes(
  dump: CentreonDump,
  active: ActiveObjects,
  absent: readonly string[],
  unread: readonly string[],
): readonly string[] {
  const periods = timePeriodNames(active).filter((name) => name !== "24x7");
  const handlers = [...active.hosts.values(), ...active.services.values()].filter(
    (row) => (row.event_handler ?? "") !== "",
  ).length;
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
    "command definitions with macros: every host and service has its complete command line of today (commands.cfg)",
    "who is notified, and how: the dump does not say; add contacts and notification commands to hosts and services",
    ...(handlers === 0 ? [] : [`event handlers (of ${handlers} hosts and services)`]),
    ...openEnded.map(
      (row) =>
        `"all hosts" and "all groups" of the ACL resource ${row.acl_res_name ?? row.acl_res_id}: ` +
        "its groups see what they saw at the time of the dump; use sees_all in access.yaml",
    ),
    ...inactiveGroups.map((row) => `the disabled contact group ${row.cg_name}`),
    ...(absent.length === 0 ? [] : [`tables that the dump does not have: ${absent.join(", ")}`]),
    ...(unread.length === 0 ? [] : [`tables that are not read: ${unread.join(", ")}`]),
  ];
}
