import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import type { Channel } from "./channel.ts";
import type { CommandRunner } from "./command-runner.ts";
import { site } from "./notification.fixture.ts";
import { createTestMessages } from "./test-messages.ts";

const runner: CommandRunner = { run: async () => ({ kind: "done" }), stop: async () => {} };
const contact = site.contacts[0]!;

/** The contact is notified by a channel that answers when `answer` is called. */
function messages(inventory = site) {
  const clock = createFakeClock();
  const waiting: (() => void)[] = [];
  const channel: Channel = {
    name: "ops",
    kind: "webhook",
    inDoubt: "send",
    longestTrySeconds: 10,
    deliver: () =>
      new Promise((resolve) => {
        waiting.push(() => resolve({ delivered: true, answer: "200" }));
      }),
  };
  const commands = new Map([["by-ops", { name: "by-ops", line: "channel ops", source: contact.source }]]);
  const call = { name: "by-ops", raw: "by-ops", args: [] };
  const contacts = [{ ...contact, hostNotifications: { ...contact.hostNotifications, commands: [call] } }];
  const testMessages = createTestMessages({
    clock,
    runner,
    inventory: () => ({ ...inventory, commands, contacts: inventory === site ? contacts : inventory.contacts }),
    channels: () => [channel],
  });
  const answer = async (): Promise<void> => {
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()!();
  };
  return { clock, testMessages, answer };
}

test("sends by each command of the contact and tells what became of it; another one after five seconds", async () => {
  const { clock, testMessages, answer } = messages();

  const first = testMessages.sendTo(contact.name);
  await expect(testMessages.sendTo(contact.name)).rejects.toMatchObject({
    code: "too-many-tests",
    message: "A test message is on its way.",
  });
  await answer();

  expect(await first).toEqual([{ way: "channel ops", isDelivered: true, text: "delivered: 200", isRetried: false }]);
  await clock.advanceBy(2);
  await expect(testMessages.sendTo(contact.name)).rejects.toMatchObject({
    code: "too-many-tests",
    message: "A test message was sent just now; try again in 3 s.",
    retryAfterSeconds: 3,
  });
  await clock.advanceBy(3);
  const second = testMessages.sendTo(contact.name);
  await answer();
  expect(await second).toHaveLength(1);
});

test("says what is missing", async () => {
  const { testMessages } = messages();
  await expect(testMessages.sendTo("nobody")).rejects.toMatchObject({
    code: "nothing-to-test",
    message: "There is no contact 'nobody': define one with the name of the account.",
  });

  const silent = { ...contact, hostNotifications: { ...contact.hostNotifications, commands: [] } };
  const without = messages({ ...site, contacts: [silent] }).testMessages;
  await expect(without.sendTo(contact.name)).rejects.toMatchObject({
    code: "nothing-to-test",
    message: `The contact '${contact.name}' has no host_notification_commands; name at least one.`,
  });
});
