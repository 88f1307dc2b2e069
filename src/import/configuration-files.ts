import { writeAccessGroups } from "../access/write-access-groups.ts";
import type { AccessGroup } from "../access/access-groups.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import type { ImportedCommands } from "./command-definitions.ts";
import {
  contactDefinitions,
  contactGroupDefinitions,
  hostGroupDefinitions,
  serviceGroupDefinitions,
  timePeriodDefinitions,
  timePeriodNames,
} from "./group-definitions.ts";
import { hostDefinitions, serviceDefinitions } from "./host-definitions.ts";

/** The main file makes a folder a configuration, so it is moved into place last. */
export const MAIN_FILE = "vigie.cfg";
export const ACCESS_FILE = "access.yaml";

export interface ConfigurationParts {
  readonly dump: CentreonDump;
  readonly active: ActiveObjects;
  readonly commands: ImportedCommands;
  readonly accessGroups: readonly AccessGroup[];
  readonly runsChecks: boolean;
}

/** Builds the files of the configuration by name, the main file last. */
export function configurationFiles({
  dump,
  active,
  commands,
  accessGroups,
  runsChecks,
}: ConfigurationParts): ReadonlyMap<string, string> {
  const objects = new Map<string, string>([
    [
      "timeperiods.cfg",
      file("The time periods of the imported hosts and services.", timePeriodDefinitions(timePeriodNames(active))),
    ],
    ["commands.cfg", file(COMMANDS_HEADER, commands.definitions)],
    [
      "contacts.cfg",
      file("The users who may log in.", [...contactDefinitions(dump), ...contactGroupDefinitions(dump)]),
    ],
    ...files(
      "hosts",
      "The imported hosts, with their ids from Centreon.",
      hostDefinitions(dump, active, commands.names),
    ),
    ...files(
      "services",
      "The imported services, with their ids from Centreon.",
      serviceDefinitions(dump, active, commands.names),
    ),
    [
      "groups.cfg",
      file("Host groups and service groups.", [
        ...hostGroupDefinitions(dump, active),
        ...serviceGroupDefinitions(dump),
      ]),
    ],
  ]);
  return new Map([
    ...objects,
    [ACCESS_FILE, writeAccessGroups(accessGroups)],
    [MAIN_FILE, mainFile([...objects.keys()], runsChecks)],
  ]);
}

const COMMANDS_HEADER = `The dump of a Centreon installation has no command definitions, only the complete command line
of every host and service. It is in the custom variable _CHECK_LINE of the host or service, and each command below runs
it. Once a command is written here with macros, the custom variable of its hosts or services can be removed.`;

const file = (header: string, definitions: readonly string[]): string =>
  [header.replaceAll(/^/gm, "# "), "", definitions.join("\n")].join("\n");

// A definition has less than 33,000 characters (the longest command line), usually a few hundred; a file may have 64
// MiB.
const MAX_PER_FILE = 50_000;

/** Builds `hosts.cfg`, and also `hosts-2.cfg` and so on for a large installation. */
function files(name: string, header: string, definitions: readonly string[]): readonly (readonly [string, string])[] {
  const count = Math.max(1, Math.ceil(definitions.length / MAX_PER_FILE));
  return Array.from(
    { length: count },
    (_, index) =>
      [
        index === 0 ? `${name}.cfg` : `${name}-${index + 1}.cfg`,
        file(header, definitions.slice(index * MAX_PER_FILE, (index + 1) * MAX_PER_FILE)),
      ] as const,
  );
}

function mainFile(objectFiles: readonly string[], runsChecks: boolean): string {
  const flag = runsChecks ? 1 : 0;
  return [
    "# Imported from a Centreon installation by: vigie import centreon",
    ...objectFiles.map((name) => `cfg_file=${name}`),
    "",
    "# 1 runs active checks; with 0 states change by passive results only.",
    `execute_host_checks=${flag}`,
    `execute_service_checks=${flag}`,
    "accept_passive_host_checks=1",
    "accept_passive_service_checks=1",
    "",
    "# No character is illegal: the names of the imported installation are kept unchanged.",
    "illegal_object_name_chars=",
    "",
  ].join("\n");
}
