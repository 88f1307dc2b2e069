import type { ActiveObjects } from "./active-objects.ts";
import type { HostRow, ServiceRow } from "./centreon-tables.ts";
import { engineCommandLine } from "./engine-command-line.ts";
import { definition, type DirectiveValue } from "./object-definition.ts";

/** How a resource names its check, and the custom variable that holds its own command line. */
export interface CommandNames {
  ofHost(row: HostRow): Readonly<Record<string, DirectiveValue>>;
  ofService(row: ServiceRow): Readonly<Record<string, DirectiveValue>>;
}

export interface ImportedCommands {
  readonly names: CommandNames;
  readonly definitions: readonly string[];
  /** Hosts whose command had to get another name, because services use one of the same name. */
  readonly renamed: readonly string[];
}

/** Runs where a resource has a command and the dump no command line for it. */
const NO_LINE = 'check_dummy 3 "The import brought no command line for this check"';
const HOST_SUFFIX = "-host";

/**
 * The dump has no command definitions, only each resource's expanded command line. So every command is a macro that stands for
 * the line of the resource itself, which is its custom variable. One command cannot stand for the line of a host and of
 * a service: hosts then get a command of their own.
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

/** The names before the first `!`. */
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
