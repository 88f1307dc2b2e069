import { delimiter, join } from "node:path";
import { channelNameOf } from "../../alerting/delivery/channel-command.ts";
import { kinds as builtInChecks } from "../../engine/built-in-checks/kinds.ts";
import { isFile } from "../../lib/folder.ts";
import { type ConfigWarning, warningOf } from "../../model/configuration-warnings.ts";
import type { Inventory } from "../../model/objects.ts";

/**
 * Warnings about commands in use whose program does not exist. A program whose name depends on more than `$USERn$`
 * macros is not examined. Programs are named as written: the values of the macros are secrets.
 */
export function missingPlugins(inventory: Inventory, path: string = process.env["PATH"] ?? ""): ConfigWarning[] {
  const checks = checkCommands(inventory);
  const others = otherCommands(inventory);
  return [...inventory.commands.values()].flatMap((command) => {
    const { name, line, source } = command;
    if (!checks.has(name) && !others.has(name)) return [];
    if (channelNameOf(command) !== null) return [];
    return programsOf(line)
      .filter((written) => {
        const program = withUserMacros(written, inventory.userMacros);
        if (program === null || (!others.has(name) && builtInChecks.has(program))) return false;
        return !exists(program, path);
      })
      .map((written) => ({
        ...source,
        directive: "command_line",
        ...warningOf("program-missing", { program: written, command: name }),
      }));
  });
}

const checkCommands = ({ hosts, services }: Inventory): ReadonlySet<string> =>
  new Set([...hosts, ...services].flatMap(({ checkCommand }) => checkCommand?.name ?? []));

/** Event handlers, notification commands and those for performance data, which are never built-in checks. */
function otherCommands({ hosts, services, contacts, main }: Inventory): ReadonlySet<string> {
  const handlers = [...hosts, ...services].map(({ options }) => options.eventHandler);
  const notifications = contacts.flatMap(({ hostNotifications, serviceNotifications }) => [
    ...hostNotifications.commands,
    ...serviceNotifications.commands,
  ]);
  const ofPerfdata = [main.hostPerfdata, main.servicePerfdata].flatMap((output) => [
    output.command,
    output.processingCommand,
  ]);
  const calls = [
    ...handlers,
    ...notifications,
    ...ofPerfdata,
    main.globalHostEventHandler,
    main.globalServiceEventHandler,
  ];
  return new Set(calls.flatMap((call) => call?.name ?? []));
}

/** Programs as written, without quotes: those that can be known without a shell. */
function programsOf(line: string): readonly string[] {
  const first = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\\`(){}[\]<>|&;*?=!]+))(?=\s|$)/.exec(line);
  const later = [...line.replaceAll(QUOTED, "''").matchAll(AFTER_OPERATOR)]
    // After others than a pipe, a word without a folder may belong to the shell: `; then`.
    .filter(([, operator, word]) => operator === "|" || word!.includes("/"))
    .map(([, , word]) => word!);
  return [...new Set([first?.[1] ?? first?.[2] ?? first?.[3] ?? [], later].flat())];
}

const QUOTED = /\\.|"(?:\\.|[^"\\])*"|'[^']*'/g;
// Not after `2>&1` and `>|`, which name a file.
const AFTER_OPERATOR = /(?<![<>])(\|\|?|&&?|;;?)\s*([^\s"'\\`(){}[\]<>|&;*?=!]+)(?=\s|$)/g;

/** Null if another macro is in it. */
function withUserMacros(written: string, userMacros: ReadonlyMap<string, string>): string | null {
  const program = written.replaceAll(/\$([A-Z0-9_]+)\$/g, (macro, name: string) => userMacros.get(name) ?? macro);
  return program.includes("$") || program === "" ? null : program;
}

function exists(program: string, path: string): boolean {
  if (program.includes("/")) return isFile(program);
  return SHELL_WORDS.has(program) || path.split(delimiter).some((folder) => isFile(join(folder, program)));
}

// Of the shell itself; `echo`, `test` and `printf` are programs, too.
const SHELL_WORDS: ReadonlySet<string> = new Set(
  "cd eval exec exit export for if read set shift trap type ulimit umask until while case command wait .".split(" "),
);
