import { describe, expect, test } from "vitest";
import type { LastReload, ServerCondition } from "../../data/wire-server.ts";
import { judgeAll, judgeLag, judgeLoop, judgeOutbox, judgeWaiting, judgeWrites } from "./judgements.ts";

const checks = (waiting: number, per_second: number) => ({
  waiting,
  per_second,
  done: 0,
  running: 0,
  lag_p50: null,
  lag_p99: null,
});
const outbox = (waiting: number, failing: number) => ({ waiting, failing, delivered: 0, given_up: 0, messages: [] });

test.each([
  ["no check has run", judgeLag(null), null],
  ["checks start at once", judgeLag(0.1), "good"],
  ["checks start seconds late", judgeLag(1), "watch"],
  ["the server runs behind", judgeLag(30), "bad"],
  ["nothing waits", judgeWaiting(checks(0, 0)), "good"],
  ["a small server with a short queue", judgeWaiting(checks(10, 1)), "watch"],
  ["what waits starts within two seconds", judgeWaiting(checks(300, 200)), "good"],
  ["what waits takes a while", judgeWaiting(checks(400, 200)), "watch"],
  ["what waits takes half a minute", judgeWaiting(checks(6_000, 200)), "bad"],
  ["nothing was stored", judgeWrites({ delay_p99: null, pending: 0 }), null],
  ["nothing was stored for a minute, though it waits", judgeWrites({ delay_p99: null, pending: 1 }), "bad"],
  ["a quick disk", judgeWrites({ delay_p99: 0.01, pending: 1 }), "good"],
  ["a slow disk", judgeWrites({ delay_p99: 0.25, pending: 1 }), "watch"],
  ["a disk that is overloaded", judgeWrites({ delay_p99: 1, pending: 1 }), "bad"],
  ["an idle server", judgeLoop(0.002), "good"],
  ["a busy server", judgeLoop(0.1), "watch"],
  ["a server that is late with everything", judgeLoop(0.5), "bad"],
  ["no message waits", judgeOutbox(outbox(0, 0)), "good"],
  ["many messages wait", judgeOutbox(outbox(20, 0)), "watch"],
  ["a message fails", judgeOutbox(outbox(1, 1)), "bad"],
] as const)("%s", (_, verdict, expected) => {
  expect(verdict).toBe(expected);
});

describe("the first line of the page", () => {
  const reload = { result: "accepted", needs_restart: [] } as unknown as LastReload;
  const server = {
    checks: checks(0, 1),
    commits: { refused: 0, delay_p99: 0.01 },
    event_loop_delay_p99: 0.002,
    outbox: outbox(0, 0),
    reload,
  } as unknown as ServerCondition;

  test.each([
    ["nothing is the matter", {}, "good"],
    ["the server is late", { event_loop_delay_p99: 0.1 }, "watch"],
    ["a change was refused", { commits: { ...server.commits, refused: 1 } }, "watch"],
    ["a setting waits for a restart", { reload: { ...reload, needs_restart: ["listen"] } }, "watch"],
    ["the reload was refused", { reload: { ...reload, result: "refused" } }, "bad"],
    ["the worst counts", { event_loop_delay_p99: 0.1, outbox: outbox(1, 1) }, "bad"],
  ] as const)("says no better than a figure of it: %s", (_, difference, verdict) => {
    expect(judgeAll({ ...server, ...difference } as ServerCondition)).toBe(verdict);
  });
});
