import { writeAccessGroups } from "../access/write-access-groups.ts";
import type { AccessGroup } from "../access/access-groups.ts";
import { contactDefinitions } from "./contact-definitions.ts";
import { contactGroupDefinitions } from "./contact-group-definitions.ts";
import { hostGroupDefinitions, serviceGroupDefinitions } from "./group-definitions.ts";
import { hostDefinitions, serviceDefinitions, type ResourceParts } from "./host-definitions.ts";
import { resourceFile } from "./resource-macros.ts";
import { timePeriodDefinitions } from "./time-period-definitions.ts";

/** The main file makes a folder a configuration, so it is moved into place last. */
export const MAIN_FILE = "vigie.cfg";
export const ACCESS_FILE = "access.yaml";
const RESOURCE_FILE = "resource.cfg";

export interface ConfigurationParts extends ResourceParts {
  /** Escalations and dependencies. */
  readonly rules: readonly string[];
  readonly resourceMacros: ReadonlyMap<string, string>;
  readonly accessGroups: readonly AccessGroup[];
  readonly runsChecks: boolean;
  /** Definitions by name for what the dump does not have, from the engine's files. */
  readonly others: Readonly<Record<"contacts" | "contactGroups" | "timePeriods", ReadonlyMap<string, string>>>;
}

/** Builds the files of the configuration by name, the main file last. */
export function configurationFiles(parts: ConfigurationParts): ReadonlyMap<string, string> {
  const { dump, active, commands, rules, accessGroups, runsChecks, others } = parts;
  const objects = new Map<string, string>([
    ["timeperiods.cfg", file("Time periods.", timePeriodDefinitions(dump, active, others.timePeriods))],
    ["commands.cfg", file(COMMANDS_HEADER, commands.definitions)],
    [
      "contacts.cfg",
      file("The users who may log in or are notified, and contact groups.", [
        ...contactDefinitions(dump, commands.configured, others.contacts),
        ...contactGroupDefinitions(dump),
        ...others.contactGroups.values(),
      ]),
    ],
    ...files("hosts", "The imported hosts, with their ids from Centreon.", hostDefinitions(parts)),
    ...files("services", "The imported services, with their ids from Centreon.", serviceDefinitions(parts)),
    [
      "groups.cfg",
      file("Host groups and service groups.", [
        ...hostGroupDefinitions(dump, active),
        ...serviceGroupDefinitions(dump),
      ]),
    ],
    ...files("rules", "Escalations and dependencies.", rules),
  ]);
  return new Map([
    ...objects,
    [RESOURCE_FILE, resourceFile(parts.resourceMacros)],
    [ACCESS_FILE, writeAccessGroups(accessGroups)],
    [MAIN_FILE, mainFile([...objects.keys()], runsChecks, parts.variables.secretNames)],
  ]);
}

const COMMANDS_HEADER = `Commands. One whose command_line is $_HOSTCHECK_LINE$ or $_SERVICECHECK_LINE$ runs the command
line that Centreon Engine last ran for each host or service; it is in their custom variable _CHECK_LINE. Once such a
command is written here with macros, the custom variable can be removed.`;

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

function mainFile(objectFiles: readonly string[], runsChecks: boolean, secretVariables: readonly string[]): string {
  const flag = runsChecks ? 1 : 0;
  return [
    "# Imported from a Centreon installation by: vigie import centreon",
    ...objectFiles.map((name) => `cfg_file=${name}`),
    `resource_file=${RESOURCE_FILE}`,
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
    ...(secretVariables.length === 0
      ? []
      : [
          "# Macros that are passwords in Centreon: never shown.",
          `secret_custom_variables=${secretVariables.join(",")}`,
          "",
        ]),
  ].join("\n");
}
