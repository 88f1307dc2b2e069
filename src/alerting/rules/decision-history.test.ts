import { afterEach, describe, expect, test } from "vitest";
import type { FailedAttempts } from "../../model/failed-attempts.ts";
import { decisionHistory, type DeliveryRecords } from "./decision-history.ts";
import { closeScenes, openScene, type Scene } from "./scene.fixture.ts";

afterEach(closeScenes);

/** `ops` has two notification commands. */
const site = (): Promise<Scene> =>
  openScene({
    objects: `
define contact {
  use                            person
  contact_name                   ops
  service_notification_commands  mail,slack
}
define host {
  use        machine
  host_name  web
}
define service {
  use                  check
  host_name            web
  service_description  page
  contacts             ops
}`,
  });

const outcome = async (scene: Scene, command: string, text: string): Promise<void> => {
  const message = (await scene.store.readMessages(scene.resource("web/page").key, 10)).find(
    (one) => one.command === command,
  )!;
  await scene.store.commit([{ kind: "outbox-done", id: message.id, at: scene.clock.now() + 3, outcome: text }]);
};
const recordsOf = ({ store }: Scene, failed: FailedAttempts | null = null): DeliveryRecords => ({
  readDecisions: store.readDecisions,
  readMessages: store.readMessages,
  readNewestDecisions: store.readNewestDecisions,
  readMessagesOf: store.readMessagesOf,
  failedAttemptsOf: () => failed,
});
const newest = async (scene: Scene) =>
  (await decisionHistory(recordsOf(scene), scene.resource("web/page").key, 10, "UTC"))[0]!;

describe("a decision to notify shows the delivery of its messages:", () => {
  test.each([
    ["in progress", [], "being notified since 10:00:00: ops by mail and slack", ["being-tried", "being-tried"]],
    [
      "one in progress",
      [["mail", "delivered"]],
      "being notified since 10:00:00: ops by slack",
      ["told", "being-tried"],
    ],
    [
      "delivered, with the time",
      [
        ["mail", "delivered"],
        ["slack", "delivered: 200"],
      ],
      "notified ops by mail and slack at 10:00:03",
      ["told", "told"],
    ],
    [
      "delivered after failed attempts",
      [
        ["mail", "delivered: 250 queued; 2 failed attempts before, the last: HTTP 503"],
        ["slack", "delivered"],
      ],
      "notified ops by mail (2 failed attempts before, the last: HTTP 503) and slack at 10:00:03",
      ["told", "told"],
    ],
    [
      "one failed, with the reason",
      [
        ["mail", "delivered"],
        ["slack", "failed: no such channel"],
      ],
      "not notified: ops by slack (failed: no such channel)",
      ["told", "failed"],
    ],
    [
      "both given up",
      [
        ["mail", "given up after 9 attempts: refused"],
        ["slack", "failed: gone"],
      ],
      "not notified: ops by mail (given up after 9 attempts: refused) and slack (failed: gone)",
      ["failed", "failed"],
    ],
  ] as const)("%s", async (_, outcomes, text, statuses) => {
    const scene = await site();
    await scene.result("web/page", 2);
    await scene.notified();
    for (const [command, result] of outcomes) await outcome(scene, command, result);

    expect((await newest(scene)).text).toBe(text);
    expect((await newest(scene)).messages.map(({ status }) => status)).toEqual(statuses);
  });
});

test("a message that is retried shows how often and why it failed, and when the next attempt is", async () => {
  const scene = await site();
  await scene.result("web/page", 2);
  await scene.notified();
  await outcome(scene, "mail", "delivered");
  const now = scene.clock.now();
  const failed = { count: 2, lastAt: now + 10, reason: "connect ECONNREFUSED 127.0.0.1:25", nextAt: now + 30 };
  const [decision] = await decisionHistory(recordsOf(scene, failed), scene.resource("web/page").key, 1, "UTC");

  expect(decision!.text).toBe(
    "being notified since 10:00:00: ops by slack (2 failed attempts, the last at 10:00:10: " +
      "connect ECONNREFUSED 127.0.0.1:25; next at 10:00:30)",
  );
});

test("two acknowledgements in one second each list their own messages", async () => {
  const scene = await site();
  await scene.result("web/page", 2);
  for (const author of ["ann", "bob"]) {
    await scene.acknowledge("web/page", author);
  }
  await scene.notified();
  const history = await decisionHistory(recordsOf(scene), scene.resource("web/page").key, 10, "UTC");

  expect(history.map(({ kind, messages }) => [kind, messages.length])).toEqual([
    ["acknowledgement", 2],
    ["acknowledgement", 2],
    ["problem", 2],
  ]);
});

test("each decision has its own messages, even if the same contact was notified often", async () => {
  const scene = await site();
  await scene.result("web/page", 1);
  await scene.result("web/page", 2);
  await scene.clock.advanceBy(3600);
  await scene.notified();
  const history = await decisionHistory(recordsOf(scene), scene.resource("web/page").key, 10, "UTC");

  expect(history.map(({ at, state, messages }) => [at - scene.clock.now(), state, messages.length])).toEqual([
    [0, 2, 2],
    [-3600, 2, 2],
    [-3600, 1, 2],
  ]);
});
