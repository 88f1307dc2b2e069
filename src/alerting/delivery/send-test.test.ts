import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { site } from "./notification.fixture.ts";
import { sendTest } from "./send-test.ts";

test("reports a broken channel together with what a running server would do", async () => {
  const outcomes = await sendTest({
    clock: createFakeClock(),
    inventory: site,
    contact: site.contacts[0]!,
    resource: site.hosts[0]!,
    kind: "problem",
    channels: [
      {
        name: "ops",
        kind: "webhook",
        inDoubt: "send",
        longestTrySeconds: 10,
        deliver: () => Promise.reject(new Error("there is no file token")),
      },
    ],
    ways: [{ channel: "ops" }],
    runner: { run: async () => ({ kind: "done" }), stop: async () => {} },
  });

  expect(outcomes).toEqual([
    {
      way: "channel ops",
      isDelivered: false,
      text: "failed: there is no file token",
      isRetried: true,
    },
  ]);
});
