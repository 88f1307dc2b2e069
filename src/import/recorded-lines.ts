import { buildCommandLine } from "../engine/check/command-line.ts";
import { expandCommand } from "../engine/check/command/pieces.ts";
import { splitWords } from "../engine/check/command/shell-words.ts";
import type { MacroContext } from "../engine/check/macro/macro-context.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import { hostKey, type ResourceKey } from "../model/resource-key.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { HostRow, ServiceRow } from "./centreon-tables.ts";
import type { ConfiguredCommand } from "./configured-commands.ts";
import { engineCommandLine } from "./engine-command-line.ts";

/** A check command that would run something else than what the engine last ran. */
export interface DifferingCommand {
  readonly name: string;
  /** Hosts and services with another line; `example` is the first. */
  readonly count: number;
  readonly example: string;
}

/**
 * Compares what each imported check would run with the command line that the engine recorded for it, and gives the
 * commands that differ for some host or service: a macro has another value here, or none. A resource without a recorded
 * line has nothing to compare.
 */
export function differingCommands(
  active: ActiveObjects,
  inventory: Inventory,
  configured: ReadonlyMap<string, ConfiguredCommand>,
): readonly DifferingCommand[] {
  const rows = new Map<ResourceKey, HostRow | ServiceRow>([
    ...[...active.hosts.values()].map((row) => [hostKey(row.host_id), row] as const),
    ...active.services,
  ]);
  const differing = new Map<string, { count: number; example: string }>();
  for (const resource of [...inventory.hosts, ...inventory.services]) {
    const command = configured.get(resource.checkCommand?.name ?? "");
    const recorded = rows.get(resource.key)?.command_line ?? "";
    if (command === undefined || recorded === "" || runsTheSame(command, resource, inventory, recorded)) continue;
    const found = differing.get(command.name);
    if (found === undefined) differing.set(command.name, { count: 1, example: nameOf(resource) });
    else found.count++;
  }
  return [...differing].map(([name, found]) => ({ name, ...found }));
}

function runsTheSame(command: ConfiguredCommand, resource: Resource, inventory: Inventory, recorded: string): boolean {
  const args = resource.checkCommand?.args ?? [];
  const context: MacroContext = { resource, inventory, stateOf: () => undefined, now: 0, processMacros: new Map() };
  // The engine puts values into the text of a shell; here they are arguments of it, so only the texts can be compared.
  if (command.usesShell) {
    const { pieces } = expandCommand(command.engineLine, args, context);
    return (
      oneLine(pieces.map((piece) => (piece.kind === "text" ? piece.text : piece.value)).join("")) === oneLine(recorded)
    );
  }
  const { start } = buildCommandLine(command.line, args, context);
  const words = splitWords([{ kind: "text", text: engineCommandLine(recorded) }]);
  return (
    start.kind === "argv" &&
    words.kind === "words" &&
    start.argv.length === words.words.length &&
    start.argv.every((word, at) => word === words.words[at])
  );
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const nameOf = (resource: Resource): string =>
  resource.kind === "host" ? resource.hostName : `${resource.hostName}/${resource.description}`;
