import { Command, Option } from "commander";
import { namesOf } from "../model/inventory-index.ts";
import { readConfiguration, withoutStore } from "../app/configuration/configuration.ts";
import type { Contact, Inventory, Resource } from "../model/objects.ts";
import { parseCommandCall } from "../config/objects/value-pool.ts";
import { printable } from "../lib/printable.ts";
import { systemClock } from "../lib/clock.ts";
import { silentLog } from "../lib/log.ts";
import { didYouMean, similarNames } from "../lib/similar-names.ts";
import { Refusal } from "../model/refusal.ts";
import { readChannels } from "../alerting/channels/read-channels.ts";
import { createCommandRunner } from "../alerting/delivery/command-runner.ts";
import { TYPE_WORDS } from "../alerting/delivery/notification-macros.ts";
import { sendTest, waysOfContact, type TestWay } from "../alerting/delivery/send-test.ts";
import type { NotificationKind } from "../model/history-event.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

interface Flags {
  readonly host?: string;
  readonly service?: string;
  readonly channel?: string;
  readonly command?: string;
  readonly type: string;
}

const KINDS = new Map(Object.entries(TYPE_WORDS).map(([kind, word]) => [word, kind as NotificationKind]));

/**
 * `vigie notify-test CONTACT`: sends a test notification to a contact, without a running server, and prints the
 * outcome. The exit code is 1 if a delivery failed. Refuses with `bad-configuration`, `unknown-object`,
 * `nothing-to-test`.
 */
export function notifyTestCommand(
  context: Pick<ProcessContext, "settings">,
  streams: CommandStreams = processStreams,
): Command {
  return new Command("notify-test")
    .description("send a test notification to a contact, with the present configuration and without a running server")
    .argument("<contact>", "contact_name")
    .option("--host <name>", "the host of the notification (default: the first one)")
    .option("--service <description>", "the service of that host")
    .addOption(
      new Option("--channel <name>", "use this channel of vigie.yaml instead of the contact's commands").conflicts(
        "command",
      ),
    )
    .option("--command <name>", "use this command instead of the contact's commands")
    .addOption(new Option("--type <type>", "type of the notification").choices([...KINDS.keys()]).default("PROBLEM"))
    .action(async (contactName: string, flags: Flags) => {
      const settings = context.settings();
      const channels = readChannels(settings.channels);
      const { accepted, summary } = readConfiguration(settings.configFolder, withoutStore(settings));
      if (accepted === null) throw new Refusal("bad-configuration", summary.trimEnd());
      const { inventory } = accepted;
      const contact =
        namesOf(inventory).contacts.get(contactName) ??
        unknown("contact", contactName, namesOf(inventory).contacts.keys());
      const resource = resourceOf(flags, inventory);
      const runner = createCommandRunner({
        clock: systemClock,
        log: silentLog,
        environment: settings.pluginEnvironment,
      });
      try {
        const outcomes = await sendTest({
          clock: systemClock,
          runner,
          inventory,
          contact,
          resource,
          channels,
          kind: KINDS.get(flags.type)!,
          ways: waysOf(
            flags,
            contact,
            resource,
            inventory,
            channels.map(({ name }) => name),
          ),
        });
        for (const { way, text, isRetried } of outcomes) {
          const note = isRetried ? " (a running server would try again)" : "";
          streams.stdout.write(`${printable(way)}: ${printable(text)}${note}\n`);
        }
        if (outcomes.some(({ isDelivered }) => !isDelivered)) process.exitCode = 1;
      } finally {
        await runner.stop();
      }
    });
}

function resourceOf({ host, service }: Flags, inventory: Inventory): Resource {
  const names = namesOf(inventory);
  const about =
    host === undefined ? inventory.hosts[0] : (names.hosts.get(host) ?? unknown("host", host, names.hosts.keys()));
  if (about === undefined)
    throw new Refusal("nothing-to-test", "There is no host in the configuration to notify about.");
  if (service === undefined) return about;
  return (
    names.service(about.hostName, service) ??
    unknown(
      `service of host '${about.hostName}'`,
      service,
      (names.servicesOfHost.get(about.hostId) ?? []).map(({ description }) => description),
    )
  );
}

function waysOf(
  { channel, command }: Flags,
  contact: Contact,
  resource: Resource,
  inventory: Inventory,
  channels: readonly string[],
): readonly TestWay[] {
  if (channel !== undefined) return channels.includes(channel) ? [{ channel }] : unknown("channel", channel, channels);
  if (command !== undefined) {
    return inventory.commands.has(parseCommandCall(command).name)
      ? [{ command }]
      : unknown("command", command, inventory.commands.keys());
  }
  return waysOfContact(contact, resource, inventory, "give --channel or --command");
}

const MAX_NAMES = 20;

function unknown(what: string, name: string, known: Iterable<string>): never {
  const names = [...known];
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  throw new Refusal(
    "unknown-object",
    `There is no ${what} '${name}'; there is ${names.slice(0, MAX_NAMES).join(", ") || "none"}${more}.` +
      didYouMean(similarNames(name, names)),
  );
}
