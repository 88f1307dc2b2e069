import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import type { CommandCall } from "../../model/objects.ts";
import type { CommandRunner } from "./command-runner.ts";
import { sampleNotification, site } from "./notification.fixture.ts";
import { createSender, type Sender, type SenderOptions } from "./send-message.ts";

function senderBy(run: CommandRunner["run"], readRecipients: SenderOptions["readRecipients"] = async () => []): Sender {
  const sender = createSender({
    clock: createFakeClock(),
    channels: () => [],
    stateOf: () => null,
    processMacros: new Map(),
    readRecipients,
    runner: { run, stop: async () => {} },
  });
  sender.load({
    ...site,
    commands: new Map([["shout", { name: "shout", line: "shout $ARG1$ $ARG2$", source: { file: "", line: 1 } }]]),
  });
  return sender;
}

test("an exclamation mark that is escaped stays in its argument", async () => {
  const calls: CommandCall[] = [];
  const sender = senderBy(async (call) => {
    calls.push(call);
    return { kind: "done" };
  });

  const outcome = await sender.send(sampleNotification({ message: { command: "shout!help\\!!now" } }).message);

  expect(outcome).toEqual({ delivered: true });
  expect(calls).toMatchObject([{ name: "shout", args: ["help!", "now"] }]);
});

test("who else is notified is read once for a message, before its macros are asked for", async () => {
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
