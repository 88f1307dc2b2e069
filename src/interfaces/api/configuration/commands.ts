import Type from "typebox";
import type { Command, CommandCall, Inventory } from "../../../model/objects.ts";
import { Refusal } from "../../../model/refusal.ts";
import { nullableString } from "../schema-types.ts";
import { byName } from "./by-name.ts";
import type { ConfigurationList } from "./configuration-list.ts";
import { idByName, nullableRef } from "./reference.ts";
import type { Shown } from "./shown.ts";

const COMMAND = {
  id: Type.Integer(),
  name: Type.String(),
  type: Type.Integer({ description: "1 notification, 2 check, 3 other" }),
  command_line: Type.String(),
  is_shell: Type.Boolean(),
  is_locked: Type.Boolean({ description: "True: written in the object files" }),
  is_activated: Type.Boolean(),
};

const idOf = ({ name }: Command, { inventory }: Shown): number => idByName(inventory, "command", name) ?? 0;

const inOrder = (shown: Shown): readonly Command[] =>
  byName(
    [...shown.inventory.commands.values()],
    ({ name }) => name,
    (command) => idOf(command, shown),
  );

const typeOf = ({ name }: Command, { inventory }: Shown): number => typesOf(inventory).get(name) ?? CHECK;

const present = (command: Command, shown: Shown) => ({
  id: idOf(command, shown),
  name: command.name,
  type: typeOf(command, shown),
  command_line: command.line,
  is_shell: false,
  is_locked: true,
  is_activated: true,
});

/** Command lines hold secrets. */
export function permitAdministrators(what: string): (shown: Shown) => void {
  return ({ caller }) => {
    if (!caller.isAdmin) throw new Refusal("configuration-not-permitted", `You are not allowed to access ${what}`);
  };
}

/** Later versions §13.3. */
export const commands: ConfigurationList<Command> = {
  what: "commands",
  path: "/configuration/commands",
  summary: "List the commands, for administrators",
  permit: permitAdministrators("commands"),
  rows: inOrder,
  fields: {
    id: ["number", idOf],
    name: ["text", ({ name }) => name],
    type: ["number", typeOf],
    is_locked: ["boolean", () => true],
  },
  item: Type.Object(COMMAND, { title: "Command" }),
  present,
  single: {
    one: "command",
    noun: "Command",
    find: (id, shown) => [...shown.inventory.commands.values()].find((command) => idOf(command, shown) === id),
    item: Type.Object(
      {
        ...COMMAND,
        argument_example: nullableString("Always null"),
        arguments: Type.Array(Type.Object({ name: Type.String(), description: nullableString("Always null") })),
        macros: Type.Array(
          Type.Object({
            name: Type.String(),
            type: Type.Integer({ description: "1 of hosts, 2 of services" }),
            description: nullableString("Always null"),
          }),
        ),
        connector: nullableRef,
        graph_template: nullableRef,
      },
      { title: "CommandInFull" },
    ),
    present: (command, shown) => ({
      ...present(command, shown),
      argument_example: null,
      arguments: distinctIn(command.line, /\$(ARG\d+)\$/g).map((name) => ({ name, description: null })),
      macros: (["HOST", "SERVICE"] as const).flatMap((kind, place) =>
        distinctIn(command.line, new RegExp(`\\$_${kind}([A-Z0-9_]+)\\$`, "g")).map((name) => ({
          name,
          type: place + 1,
          description: null,
        })),
      ),
      connector: null,
      graph_template: null,
    }),
  },
};

const distinctIn = (line: string, pattern: RegExp): readonly string[] => [
  ...new Set(Array.from(line.matchAll(pattern), ([, name]) => name!)),
];

const [NOTIFICATION, CHECK, OTHER] = [1, 2, 3];

const known = new WeakMap<Inventory, ReadonlyMap<string, number>>();

/** What the commands are used for, by name; the most common use of a command for several. */
function typesOf(inventory: Inventory): ReadonlyMap<string, number> {
  const types = known.get(inventory) ?? findTypes(inventory);
  known.set(inventory, types);
  return types;
}

function findTypes({ hosts, services, templates, contacts, main }: Inventory): ReadonlyMap<string, number> {
  const types = new Map<string, number>();
  const use = (call: CommandCall | null, type: number): void => {
    if (call !== null) types.set(call.name, type);
  };
  const perfdata = [main.hostPerfdata, main.servicePerfdata];
  for (const { command, processingCommand } of perfdata)
    for (const call of [command, processingCommand]) use(call, OTHER);
  for (const call of [main.globalHostEventHandler, main.globalServiceEventHandler]) use(call, OTHER);
  const defined = [hosts, services, templates];
  for (const list of defined) for (const { options } of list) use(options.eventHandler, OTHER);
  for (const { hostNotifications, serviceNotifications } of contacts)
    for (const { commands: calls } of [hostNotifications, serviceNotifications])
      for (const call of calls) use(call, NOTIFICATION);
  for (const list of defined) for (const { checkCommand } of list) use(checkCommand, CHECK);
  return types;
}
