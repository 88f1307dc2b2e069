import { textOf, type Definition } from "./definition.ts";
import type { Inheritance } from "./inherit.ts";
import type { NameRules } from "./names.ts";
import type { Command } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { registeredByName } from "./registered.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** Builds the commands by name. */
export function buildCommands(
  definitions: readonly Definition[],
  inheritance: Inheritance,
  names: NameRules,
  problems: Diagnostics,
): Map<string, Command> {
  const commands = new Map<string, Command>();
  for (const [name, { definition, directives }] of registeredByName(
    "command",
    definitions,
    inheritance,
    names,
    problems,
  )) {
    const line = textOf(directives, "command_line") ?? "";
    if (line === "")
      problems.error(
        directives.get("command_line") ?? definition.source,
        "command_line",
        errorOf("command-line-missing", { command: name }),
      );
    commands.set(name, Object.freeze({ name, line, source: Object.freeze(definition.source) }));
  }
  return commands;
}
