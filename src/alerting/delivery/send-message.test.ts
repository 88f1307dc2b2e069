import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import type { CommandCall } from "../../model/objects.ts";
import type { CommandRunner } from "./command-runner.ts";
import { sampleNotification, site } from "./notification.fixture.ts";
import { createSender, type Sender, type SenderOptions } from "./send-message.ts";

function senderBy(run: CommandRunner["run"], readMessages: SenderOptions["readMessages"] = () => []): Sender {
  const inventory = {
    ...site,
    commands: new Map([["shout", { name: "shout", line: "shout $ARG1$ $ARG2$", source: { file: "", line: 1 } }]]),
  };
  return createSender({
    inventory: () => inventory,
    clock: createFakeClock(),
    channels: () => [],
    stateOf: () => null,
    processMacros: new Map(),
    readMessages,
    runner: { run, stop: async () => {} },
  });
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

test("who else is told is read once for a message, and only when a macro speaks of it", async () => {
  const read: number[] = [];
  const asked: unknown[] = [];
  const { message } = sampleNotification({ id: 7, message: { command: "shout" } });
  const sender = senderBy(
    async (_call, macros) => {
      asked.push(
        read.length,
        ...["SERVICENOTIFICATIONID", "NOTIFICATIONRECIPIENTS"].map((name) => macros.values!.get(name, macros)),
      );
      return { kind: "done" };
    },
    (key) => {
      read.push(key);
      return [
        { ...message, id: 8, contact: "bob", doneAt: null, outcome: null },
        { ...message, doneAt: null, outcome: null },
      ];
    },
  );

  await sender.send(message);

  expect(asked).toEqual([0, "7", "ada,bob"]);
  expect(read).toEqual([message.key]);
});
