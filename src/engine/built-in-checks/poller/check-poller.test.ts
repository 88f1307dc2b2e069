import { expect, test } from "vitest";
import type { PollerCondition } from "../../../model/poller-condition.ts";
import { contextWith } from "../plugins.fixture.ts";
import { checkPoller } from "./check-poller.ts";

const status = { version: "1.2.3", running: 4, late: 0, buffered: 0, offset: 0.01 };
const connected: PollerCondition = { link: "connected", goneSince: null, status, configurationErrors: [] };
const gone = { goneSince: 1_000, status: null } as const;

test.each<[string, Partial<PollerCondition>, number, RegExp]>([
  ["a connection", {}, 0, /^OK - paris is connected, release 1\.2\.3, 0 late checks, 0 results on the way \| late=0 /],
  [
    "a connection that has just ended",
    { ...gone, link: "connecting" },
    1,
    /^WARNING - paris has had no connection for 30 s/,
  ],
  ["none for longer", { ...gone, link: "away" }, 2, /^CRITICAL - paris has been away for 30 s/],
  ["a revoked poller", { ...gone, link: "revoked" }, 2, /^CRITICAL - paris was revoked/],
  ["one that never came", { status: null, link: "not-enrolled" }, 2, /^CRITICAL - paris has not enrolled/],
  ["a clock that is ahead", { status: { ...status, offset: 5 } }, 1, /^WARNING - the clock of paris is 5\.0 s ahead/],
  ["a clock that is behind", { status: { ...status, offset: -7.2 } }, 1, /7\.2 s behind/],
  [
    "a refused configuration",
    { configurationErrors: ["no | please"] },
    1,
    /refused its configuration: no \/ please \| late/,
  ],
])("%s", async (_what, condition, returnCode, text) => {
  const context = {
    ...contextWith(),
    clock: { now: () => 1_030, monotonic: () => 0, runAt: () => () => {} },
    pollerNamed: (name: string) => (name === "paris" ? { ...connected, ...condition } : undefined),
  };

  const answer = await checkPoller.run(["paris"], context);

  expect(answer.returnCode).toBe(returnCode);
  expect(answer.stdout).toMatch(text);
  expect((await checkPoller.run(["rome"], context)).stdout).toMatch(/^UNKNOWN - there is no poller 'rome'/);
  expect((await checkPoller.run([], context)).returnCode).toBe(3);
});
