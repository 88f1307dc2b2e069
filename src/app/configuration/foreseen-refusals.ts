import { channelNameOf } from "../../alerting/delivery/channel-command.ts";
import { commandsOf } from "../../alerting/rules/contact-commands.ts";
import { foreseenRefusal } from "../../engine/check/command-line.ts";
import { kinds } from "../../engine/built-in-checks/kinds.ts";
import { createProcessMacros } from "../../engine/check/macro/process-macros.ts";
import type { MacroContext } from "../../engine/check/macro/macro-context.ts";
import { type ConfigWarning, warningOf } from "../../model/configuration-warnings.ts";
import type { Command, CommandCall, Contact, Inventory, Resource } from "../../model/objects.ts";

/** Call of a command: by a check, an event handler, a notification of a contact, or for performance data. */
interface Use {
  readonly call: CommandCall;
  readonly resource: Resource;
  readonly contact?: Contact;
}

/**
 * Warnings about commands that would be refused when they run, as they are or with another text of a plugin or a
 * person: one for each command and reason, with the number of its uses.
 */
export function foreseenRefusals(inventory: Inventory): readonly ConfigWarning[] {
  const refusals = new Map<string, { readonly command: Command; readonly reason: string; uses: Use[] }>();
  for (const use of usesOf(inventory)) {
    const command = inventory.commands.get(use.call.name);
    if (command === undefined || channelNameOf(command) !== null) continue;
    const reason = foreseenRefusal(command.line, use.call.args, contextOf(use, inventory), isBuiltIn);
    if (reason === null) continue;
    const key = `${command.name}\n${reason}`;
    const known = refusals.get(key);
    if (known === undefined) refusals.set(key, { command, reason, uses: [use] });
    else known.uses.push(use);
  }
  return [...refusals.values()].map(({ command, reason, uses }) => ({
    ...command.source,
    directive: "command_line",
    ...warningOf("command-refused", { command: command.name, used_by: firstOf(uses), others: uses.length - 1, reason }),
  }));
}

const isBuiltIn = (program: string): boolean => kinds.has(program);

function* usesOf({ hosts, services, contacts, main }: Inventory): Iterable<Use> {
  for (const resource of [...hosts, ...services]) {
    if (resource.checkCommand !== null) yield { call: resource.checkCommand, resource };
    const { eventHandler } = resource.options;
    if (eventHandler !== null) yield { call: eventHandler, resource };
  }
  for (const resource of [hosts[0], services[0]]) {
    if (resource === undefined) continue;
    const handler = resource.kind === "host" ? main.globalHostEventHandler : main.globalServiceEventHandler;
    if (handler !== null) yield { call: handler, resource };
    const { command, processingCommand } = resource.kind === "host" ? main.hostPerfdata : main.servicePerfdata;
    if (command !== null) yield { call: command, resource };
    if (processingCommand !== null) yield { call: processingCommand, resource };
    for (const contact of contacts) {
      for (const call of commandsOf(contact, resource.kind)) yield { call, resource, contact };
    }
  }
}

const { values: processMacros } = createProcessMacros({ mainFile: null, commandFile: null, startedAt: 0 });

const contextOf = ({ resource, contact }: Use, inventory: Inventory): MacroContext => ({
  resource,
  inventory,
  stateOf: () => undefined,
  now: Date.now() / 1000,
  processMacros,
  ...(contact === undefined ? {} : { contact }),
});

function firstOf([use]: readonly Use[]): string {
  const { resource, contact } = use!;
  return (
    contact?.name ?? (resource.kind === "host" ? resource.hostName : `${resource.hostName};${resource.description}`)
  );
}
