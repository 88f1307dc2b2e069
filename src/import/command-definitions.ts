import type { ActiveObjects } from "./active-objects.ts";
import type { HostRow, ServiceRow } from "./centreon-tables.ts";
import { engineCommandLine } from "./engine-command-line.ts";
import { definition, type DirectiveValue } from "./object-definition.ts";

/** Gives the check command of a resource, and the custom variable with its own command line. */
export interface CommandNames {
  ofHost(row: HostRow): Readonly<Record<string, DirectiveValue>>;
  ofService(row: ServiceRow): Readonly<Record<string, DirectiveValue>>;
}

export interface ImportedCommands {
  readonly names: CommandNames;
  readonly definitions: readonly string[];
  /** Host commands that were renamed because services use the same name. */
  readonly renamed: readonly string[];
}

/** Command line of a resource that has a command, but no command line in the dump. */
const NO_LINE = 'check_dummy 3 "The import brought no command line for this check"';
const HOST_SUFFIX = "-host";

/**
 * Builds the commands. The dump has no command definitions, only the expanded command line of each resource. So every
 * command is a macro for the line of its resource, which is in a custom variable. One command cannot have the macros of
 * hosts and of services, so hosts then get a command of their own.
 */
export function commandsOf(active: ActiveObjects): ImportedCommands {
  const ofHosts = commandNames([...active.hosts.values()]);
  const ofServices = commandNames([...active.services.values()]);
  const renamed = [...ofHosts].filter((name) => ofServices.has(name));
  const hostName = (name: string): string => (ofServices.has(name) ? name + HOST_SUFFIX : name);
  return {
    names: {
      ofHost: (row) => ({ check_command: withCommandName(row.check_command, hostName), _CHECK_LINE: lineOf(row) }),
      ofService: (row) => ({ check_command: row.check_command, _CHECK_LINE: lineOf(row) }),
    },
    definitions: [
      ...[...ofHosts]
        .sort()
        .map((name) => definition("command", { command_name: hostName(name), command_line: "$_HOSTCHECK_LINE$" })),
      ...[...ofServices]
        .sort()
        .map((name) => definition("command", { command_name: name, command_line: "$_SERVICECHECK_LINE$" })),
    ],
    renamed,
  };
}

/** Command names, before the first `!`. */
function commandNames(rows: readonly (HostRow | ServiceRow)[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap((row) => (row.check_command === null || row.check_command === "" ? [] : [nameOf(row.check_command)])),
  );
}

const nameOf = (checkCommand: string): string => checkCommand.split("!", 1)[0] ?? "";

function withCommandName(checkCommand: string | null, rename: (name: string) => string): string | null {
  if (checkCommand === null) return null;
  const name = nameOf(checkCommand);
  return rename(name) + checkCommand.slice(name.length);
}

function lineOf(row: HostRow | ServiceRow): string | undefined {
  if (row.check_command === null) return undefined;
  return row.command_line === null || row.command_line === "" ? NO_LINE : engineCommandLine(row.command_line);
}
