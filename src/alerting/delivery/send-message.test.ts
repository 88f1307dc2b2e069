import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import type { CommandCall } from "../../model/objects.ts";
import type { InDoubtPolicy } from "../../model/in-doubt.ts";
import { outcomeText } from "./attempts.ts";
import type { DeliveryOutcome, Doubt, Notification } from "./channel.ts";
import type { CommandRunner } from "./command-runner.ts";
import { sampleNotification, site } from "./notification.fixture.ts";
import { createSender, type Sender, type SenderOptions } from "./send-message.ts";

function senderBy(
  run: CommandRunner["run"],
  readRecipients: SenderOptions["readRecipients"] = async () => [],
  more: Partial<SenderOptions> = {},
): Sender {
  const inventory = {
    ...site,
    commands: new Map([
      ["ops", { name: "ops", line: "channel ops", source: { file: "", line: 2 } }],
      ["shout", { name: "shout", line: "shout $ARG1$ $ARG2$", source: { file: "", line: 1 } }],
    ]),
  };
  return createSender({
    inventory: () => inventory,
    clock: createFakeClock(),
    channels: () => [],
    commandInDoubt: () => "send",
    stateOf: () => null,
    processMacros: new Map(),
    readRecipients,
    beforeSending: () => {},
    runner: { run, stop: async () => {} },
    ...more,
  });
}

test("an escaped exclamation mark stays in its argument", async () => {
  const calls: CommandCall[] = [];
  const sender = senderBy(async (call) => {
    calls.push(call);
    return { kind: "done" };
  });

  const outcome = await sender.send(sampleNotification({ message: { command: "shout!help\\!!now" } }).message);

  expect(outcome).toEqual({ delivered: true });
  expect(calls).toMatchObject([{ name: "shout", args: ["help!", "now"] }]);
});

test("the other recipients are read once for a message, before its macros are expanded", async () => {
  const read: unknown[] = [];
  const asked: unknown[] = [];
  const { message } = sampleNotification({ id: 7, message: { command: "shout" } });
  const sender = senderBy(
    async (_call, macros) => {
      asked.push(
        ...["SERVICENOTIFICATIONID", "NOTIFICATIONRECIPIENTS"].map((name) => macros.values!.get(name, macros)),
      );
      return { kind: "done" };
    },
    async (occasion) => {
      read.push(occasion.key);
      return [
        { id: 7, contact: "ada" },
        { id: 8, contact: "bob" },
        { id: 9, contact: "bob" },
      ];
    },
  );

  await sender.send(message);

  expect(asked).toEqual(["7", "ada,bob"]);
  expect(read).toEqual([message.key]);
});

describe("a message in doubt", () => {
  const sentBy = async (command: string, doubt: Doubt | null, policy: InDoubtPolicy) => {
    const sent: unknown[] = [];
    const deliver = async ({ message }: Notification): Promise<DeliveryOutcome> => {
      sent.push(message.doubt);
      return { delivered: true };
    };
    const run: CommandRunner["run"] = async (_call, _macros, _timeout, variables) => {
      sent.push(variables);
      return { kind: "done" };
    };
    const sender = senderBy(run, undefined, {
      commandInDoubt: () => policy,
      channels: () => [{ name: "ops", kind: "webhook", inDoubt: policy, longestTrySeconds: 10, deliver }],
    });
    const outcome = await sender.send(sampleNotification({ message: { command, doubt } }).message);
    return { sent, outcome };
  };

  test.each([
    ["ops", "restart", "send", "restart"],
    ["ops", "unanswered", "skip", "unanswered"],
    ["shout", null, "skip", {}],
    ["shout", "restart", "send", { VIGIE_IN_DOUBT: "1" }],
  ] as const)("by %s, for the reason %s, with policy %s: is sent and marked", async (command, doubt, policy, mark) => {
    expect(await sentBy(command, doubt, policy)).toEqual({ sent: [mark], outcome: { delivered: true } });
  });

  test.each([
    ["ops", "channel ops has in_doubt: skip"],
    ["shout", "command_in_doubt is skip"],
  ])("by %s is not sent again after a restart if the settings say so", async (command, setting) => {
    const { sent, outcome } = await sentBy(command, "restart", "skip");

    expect(sent).toEqual([]);
    expect(outcomeText(outcome)).toBe(`not sent again: it may have been sent before the restart, and ${setting}`);
  });
});
