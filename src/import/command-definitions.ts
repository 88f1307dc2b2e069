import type { ActiveObjects } from "./active-objects.ts";
import type { HostRow, ServiceRow } from "./centreon-tables.ts";
import type { ConfiguredCommand } from "./configured-commands.ts";
import { engineCommandLine } from "./engine-command-line.ts";
import { definition, isWritableName, type DirectiveValue } from "./object-definition.ts";

/** Gives the check command of a resource, and the custom variable with its own command line where it needs one. */
export interface CommandNames {
  ofHost(row: HostRow): Readonly<Record<string, DirectiveValue>>;
  ofService(row: ServiceRow): Readonly<Record<string, DirectiveValue>>;
}

export interface ImportedCommands {
  readonly names: CommandNames;
  readonly definitions: readonly string[];
  /** Names by id of commands that are defined as they were configured. */
  readonly configured: ReadonlyMap<number, string>;
  /** Host commands that were renamed because services use the same name. */
  readonly renamed: readonly string[];
  /** Check commands without a definition. */
  readonly undefinedNames: readonly string[];
}

/** Command line of a resource that has a command, but no command line in the dump. */
const NO_LINE = 'check_dummy 3 "The import brought no command line for this check"';
const HOST_SUFFIX = "-host";

/**
 * Builds the commands: as they were configured, if the dump has their definitions. A check command without one, and
 * those in `recorded`, become a macro for the expanded command line of each resource, which is in a custom variable.
 * Such a command cannot have the macros of hosts and of services, so hosts then get a command of their own.
 */
export function commandsOf(
  active: ActiveObjects,
  configured: ReadonlyMap<string, ConfiguredCommand>,
  recorded: ReadonlySet<string>,
): ImportedCommands {
  const defined = [...configured.values()].filter(({ name }) => isWritableName(name) && !recorded.has(name));
  const definedNames = new Set(defined.map(({ name }) => name));
  const ofHosts = commandNames([...active.hosts.values()]).difference(definedNames);
  const ofServices = commandNames([...active.services.values()]).difference(definedNames);
  const renamed = [...ofHosts].filter((name) => ofServices.has(name));
  const hostName = (name: string): string => (ofServices.has(name) ? name + HOST_SUFFIX : name);
  const lineOf = (row: HostRow | ServiceRow): string | undefined =>
    row.check_command === null || definedNames.has(commandName(row.check_command)) ? undefined : recordedLine(row);
  return {
    names: {
      ofHost: (row) => ({ check_command: withCommandName(row.check_command, hostName), _CHECK_LINE: lineOf(row) }),
      ofService: (row) => ({ check_command: row.check_command, _CHECK_LINE: lineOf(row) }),
    },
    definitions: [
      ...defined.map(({ name, line }) => definition("command", { command_name: name, command_line: line })),
      ...[...ofHosts]
        .sort()
        .map((name) => definition("command", { command_name: hostName(name), command_line: "$_HOSTCHECK_LINE$" })),
      ...[...ofServices]
        .sort()
        .map((name) => definition("command", { command_name: name, command_line: "$_SERVICECHECK_LINE$" })),
    ],
    configured: new Map(defined.map(({ id, name }) => [id, name])),
    renamed,
    undefinedNames: [...ofHosts.union(ofServices)].filter((name) => !configured.has(name)).sort(),
  };
}

/** Name in a check command, before the first `!`. */
export const commandName = (checkCommand: string): string => checkCommand.split("!", 1)[0] ?? "";

function commandNames(rows: readonly (HostRow | ServiceRow)[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap((row) =>
      row.check_command === null || row.check_command === "" ? [] : [commandName(row.check_command)],
    ),
  );
}

function withCommandName(checkCommand: string | null, rename: (name: string) => string): string | null {
  if (checkCommand === null) return null;
  const name = commandName(checkCommand);
  return rename(name) + checkCommand.slice(name.length);
}

const recordedLine = (row: HostRow | ServiceRow): string =>
  row.command_line === null || row.command_line === "" ? NO_LINE : engineCommandLine(row.command_line);
