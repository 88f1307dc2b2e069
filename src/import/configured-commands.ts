import type { CentreonDump } from "./centreon-tables.ts";
import { engineCommandDefinition } from "./engine-command-line.ts";

/** A command as it was configured, with macros. */
export interface ConfiguredCommand {
  readonly id: number;
  readonly name: string;
  /** As the engine had it: a command of a shell is `/bin/sh -c '…'`. */
  readonly engineLine: string;
  /** For `commands.cfg` here, where a line that needs a shell gets one. */
  readonly line: string;
  readonly usesShell: boolean;
}

/** Enabled commands of the dump that have a line, by name. */
export function configuredCommands(dump: CentreonDump): ReadonlyMap<string, ConfiguredCommand> {
  const mailer = dump.options.find((row) => row.key === "mailer_path_bin")?.value ?? "mail";
  const commands = new Map<string, ConfiguredCommand>();
  for (const row of dump.commands) {
    const { command_name: name, command_line: written } = row;
    if (name === null || name === "" || written === null || row.command_activate === false) continue;
    const line = decoded(written, mailer);
    if (line === "") continue;
    const usesShell = row.enable_shell === true;
    commands.set(name, {
      id: row.command_id,
      name,
      engineLine: usesShell ? `/bin/sh -c '${line.replaceAll("'", "'\\''")}'` : line,
      line: usesShell ? line : engineCommandDefinition(line),
      usesShell,
    });
  }
  return commands;
}

/** A command of the engine's generated files. */
export function engineCommand(id: number, name: string, engineLine: string): ConfiguredCommand {
  const script = /^\/bin\/sh -c '(.*)'$/s.exec(engineLine)?.[1]?.replaceAll("'\\''", "'");
  const usesShell = script !== undefined;
  return { id, name, engineLine, line: usesShell ? script : engineCommandDefinition(engineLine), usesShell };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#039;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

/** What Centreon makes of a stored line when it writes the engine's files. */
const decoded = (line: string, mailer: string): string =>
  line
    .replaceAll(/&(?:quot|#039|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll("#BR#", "\\\\n")
    .replaceAll("@MAILER@", () => mailer)
    .replaceAll(/\s*[\r\n]+\s*/g, " ")
    .trim();
