import { randomUUID } from "node:crypto";
import type { Contact, Inventory, Resource } from "../../model/objects.ts";
import { parseCommandCall } from "../../config/objects/value-pool.ts";
import { exampleState } from "../../engine/state/check-state.ts";
import { withNotificationNumber } from "../rules/notification-state.ts";
import type { Clock } from "../../lib/clock.ts";
import type { NotificationKind } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { outcomeOf, outcomeText } from "./attempts.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Channel, DeliverableNotification } from "./channel.ts";
import { channelNameOf } from "./channel-command.ts";
import type { CommandRunner } from "./command-runner.ts";
import { createSender } from "./send-message.ts";

/** Notification command as configured for the contact (`name!arg`), or the name of a channel. */
export interface TestWay {
  readonly command?: string;
  readonly channel?: string;
}

export interface TestOptions {
  readonly clock: Clock;
  readonly runner: CommandRunner;
  readonly inventory: Inventory;
  readonly channels: readonly Channel[];
  readonly contact: Contact;
  readonly resource: Resource;
  readonly kind: NotificationKind;
  readonly ways: readonly TestWay[];
}

export interface TestOutcome {
  readonly way: string;
  readonly isDelivered: boolean;
  readonly text: string;
  /** A message that is no test would be sent again. */
  readonly isRetried: boolean;
}

const TEST_OUTCOME_TEXT = "This is a test of notifications; nothing has happened.";

/** Sends one test message through each way, once, one after the other. */
export async function sendTest(options: TestOptions): Promise<readonly TestOutcome[]> {
  const { clock, runner, resource, contact, kind } = options;
  const at = Math.floor(clock.now());
  const state = madeUpState(resource, kind, at);
  const inventory = withCommandFor(options.ways, options.inventory);
  const sender = createSender({
    inventory: () => inventory,
    clock,
    runner,
    channels: () => options.channels,
    processMacros: new Map(),
    readRecipients: async () => [],
    commandInDoubt: () => "send",
    stateOf: () => null,
    // Somebody asked this server for it.
    beforeSending: () => {},
    keyOf: ({ id }) => `test-${randomUUID()}-${id}`,
  });
  const outcomes: TestOutcome[] = [];
  for (const [index, { command, channel }] of options.ways.entries()) {
    const name = command ?? commandFor(channel);
    const message: DeliverableNotification = {
      id: index + 1,
      key: resource.key,
      at,
      kind,
      contact: contact.name,
      command: name,
      author: null,
      comment: TEST_OUTCOME_TEXT,
      isEscalated: false,
      doubt: null,
      state,
    };
    const outcome = await outcomeOf(sender.send, message);
    const way = channel === undefined ? `command ${parseCommandCall(name).name}` : `channel ${channel}`;
    outcomes.push({
      way,
      isDelivered: outcome.delivered,
      text: outcomeText(outcome),
      isRetried: !outcome.delivered && outcome.retry,
    });
  }
  return outcomes;
}

/**
 * Notification commands of the contact for such a resource. Refuses with `nothing-to-test`, for which `hint` says what
 * to do.
 */
export function waysOfContact(
  contact: Contact,
  { kind }: Pick<Resource, "kind">,
  { commands: known }: Pick<Inventory, "commands">,
  hint: string,
): readonly TestWay[] {
  const { commands } = kind === "host" ? contact.hostNotifications : contact.serviceNotifications;
  if (commands.length === 0)
    throw new Refusal(
      "nothing-to-test",
      `The contact '${contact.name}' has no ${kind}_notification_commands; ${hint}.`,
    );
  return commands.map(({ name, raw }) => {
    const named = channelNameOf(known.get(name) ?? { line: "" });
    return named === null ? { command: raw } : { channel: named, command: raw };
  });
}

/** Adds a command for each channel that no command uses. */
function withCommandFor(ways: readonly TestWay[], inventory: Inventory): Inventory {
  const added = ways
    .filter(({ command }) => command === undefined)
    .map(({ channel }) => {
      const name = commandFor(channel);
      return [name, { name, line: `channel ${channel}`, source: { file: "", line: 0 } }] as const;
    });
  return { ...inventory, commands: new Map([...inventory.commands, ...added]) };
}

const commandFor = (channel: string | undefined): string => `channel ${channel}`;

const GOOD = new Set<NotificationKind>(["recovery"]);

function madeUpState({ kind }: Resource, about: NotificationKind, at: number): ResourceState {
  const bad = kind === "host" ? 1 : 2;
  const [now, previousState] = GOOD.has(about) ? ([0, bad] as const) : ([bad, 0] as const);
  return withNotificationNumber(exampleState(now, { previousState, output: TEST_OUTCOME_TEXT }, at), 1);
}
