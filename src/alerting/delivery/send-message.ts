import { namesOf } from "../../model/inventory-index.ts";
import type { CommandCall, Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { parseCommandCall } from "../../config/objects/value-pool.ts";
import type { Clock } from "../../lib/clock.ts";
import type { InDoubtPolicy } from "../../model/in-doubt.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Store } from "../../data/store/store.ts";
import type {
  BeforeSending,
  Channel,
  DeliverableMessage,
  DeliverableNotification,
  DeliveryOutcome,
  Notification,
} from "./channel.ts";
import { channelNameOf } from "./channel-command.ts";
import type { CommandRunner } from "./command-runner.ts";
import { impactText } from "./impact-text.ts";
import { notificationMacros, type Notified } from "./notification-macros.ts";

export interface SenderOptions {
  readonly clock: Clock;
  readonly runner: CommandRunner;
  /** Current channels; a reload may change them. */
  readonly channels: () => readonly Channel[];
  readonly inventory: () => Inventory;
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly processMacros: ReadonlyMap<string, string>;
  readonly readRecipients: Store["readRecipients"];
  /** Policy for programs; channels have their own setting. */
  readonly commandInDoubt: () => InDoubtPolicy;
  readonly beforeSending: BeforeSending;
  /** Returns the idempotency key of a message; default: from its time and id. */
  readonly keyOf?: (message: DeliverableNotification) => string;
}

/** Sender of messages through what their command names: a program or a channel. */
export interface Sender {
  /** Sends a message according to the current configuration; a removed object is a permanent failure. */
  readonly send: (message: DeliverableNotification) => Promise<DeliveryOutcome>;
}

export function createSender(options: SenderOptions): Sender {
  const send: Sender["send"] = async (message) => {
    // A reload may replace the inventory meanwhile.
    const current = options.inventory();
    const notification = await notificationOf(message, current, options);
    if (typeof notification === "string") return lost(notification);
    const call = parseCommandCall(message.command);
    const definition = current.commands.get(call.name);
    if (definition === undefined) return lost(`the command '${call.name}' is no longer configured`);
    const channelName = channelNameOf(definition);
    if (channelName === null) return await byProgram(call, notification);
    const channel = options.channels().find(({ name }) => name === channelName);
    if (channel === undefined) return lost(`there is no channel '${channelName}' in vigie.yaml`);
    return skippedByChannel(message, channel) ?? (await channel.deliver(notification));
  };

  /**
   * Runs a program. A failure is not retried (Nagios): only the program knows how far it got. One that the stop of the
   * server ended has not failed: it is left to the next start.
   */
  const byProgram = async (call: CommandCall, { macros, message }: Notification): Promise<DeliveryOutcome> => {
    if (isSkipped(message, options.commandInDoubt())) return skipped("command_in_doubt is skip");
    const marks = message.doubt === null ? {} : { VIGIE_IN_DOUBT: "1" };
    const ending = await options.runner.run(call, macros, macros.inventory.main.notificationTimeoutSeconds, marks);
    if (ending.kind === "done") return { delivered: true };
    const { reason, stopped } = ending;
    if (stopped === undefined) return lost(reason);
    return { delivered: false, retry: true, reason, ...(stopped === "running" && { mayHaveArrived: true }) };
  };

  return { send };
}

/** Completes the message from the current configuration; returns the reason if an object is no longer configured. */
async function notificationOf(
  message: DeliverableNotification,
  inventory: Inventory,
  options: SenderOptions,
): Promise<Notification | string> {
  const names = namesOf(inventory);
  const resource = names.resourceByKey.get(message.key);
  if (resource === undefined) return "its host or service is no longer configured";
  const contact = names.contacts.get(message.contact);
  if (contact === undefined) return `the contact '${message.contact}' is no longer configured`;
  const { clock, stateOf, processMacros, readRecipients, beforeSending } = options;
  const notified = notifiedWith(message, await readRecipients(message));
  const known = (key: ResourceKey): ResourceState | null => (key === message.key ? message.state : stateOf(key));
  const macros = notificationMacros(
    {
      message,
      resource,
      contact,
      notified,
      impact: () => impactText(resource, message, inventory, known),
    },
    { inventory, stateOf, processMacros, now: clock.now() },
  );
  const idempotencyKey = (options.keyOf ?? keyOf)(message);
  return { message, resource, contact, macros, idempotencyKey, beforeSending };
}

/** Includes the time: ids repeat if the data folder is replaced. */
const keyOf = ({ id, at }: DeliverableNotification): string => `${Math.floor(at)}-${id}`;

/** Messages of one occasion are committed together, so each of them can list all notified contacts. */
function notifiedWith(
  { id, contact }: DeliverableNotification,
  same: Awaited<ReturnType<Store["readRecipients"]>>,
): Notified {
  return same.length === 0
    ? { id, contacts: [contact] }
    : { id: same[0]!.id, contacts: [...new Set(same.map((other) => other.contact))] };
}

/** Outcome of a message that the channel does not send again; null: it is to be sent. */
export const skippedByChannel = (
  message: Pick<DeliverableMessage, "doubt">,
  { name, inDoubt }: Channel,
): DeliveryOutcome | null => (isSkipped(message, inDoubt) ? skipped(`channel ${name} has in_doubt: skip`) : null);

/** Applies to restarts only: an unanswered attempt is followed by another one, according to the retry settings. */
const isSkipped = ({ doubt }: Pick<DeliverableMessage, "doubt">, policy: InDoubtPolicy): boolean =>
  doubt === "restart" && policy === "skip";

const skipped = (setting: string): DeliveryOutcome => ({
  delivered: false,
  retry: false,
  isSkipped: true,
  reason: `not sent again: it may have been sent before the restart, and ${setting}`,
});

/** Permanent failure. */
export const lost = (reason: string): DeliveryOutcome => ({ delivered: false, retry: false, reason });
