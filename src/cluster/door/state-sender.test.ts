import { setImmediate as turn } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { newCheck, newState } from "../../model/initial-state.ts";
import { serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import type { CheckState } from "../../model/resource-state.ts";
import { LIMITS, type StateRow } from "../protocol/frames.ts";
import { createStateSender, inFrames, type StateSender } from "./state-sender.ts";

const page = serviceKey(1, 2);

let sent: (readonly [number, readonly StateRow[]])[];
let knownAt: readonly number[];
let sender: StateSender;
beforeEach(() => {
  [sent, knownAt] = [[], [2, 3]];
  sender = createStateSender({
    isAnyConnected: () => true,
    knownAt: () => knownAt,
    send: (id, states) => sent.push([id, states]),
  });
});

const checkOf = (output: string): CheckState => Object.freeze({ ...newCheck(2), output });
const commit = (key: ResourceKey, check: CheckState): void =>
  sender.committed({
    revision: 1,
    lastEventId: 0,
    isShownAlready: false,
    changes: [{ kind: "state", key, state: Object.freeze({ ...newState(2), check }) }],
  });

test("a state goes to the pollers that know the resource, but not to the one whose result made it", async () => {
  const check = checkOf("found by poller 2");
  sender.noteOwn(2, check);
  commit(page, check);
  await turn();
  expect(sent).toEqual([[3, [[1, 2, check]]]]);
});

test("a commit that changes nothing of the check is not sent", async () => {
  const check = checkOf("once");
  commit(page, check);
  await turn();
  commit(page, check);
  await turn();
  expect(sent.map(([id]) => id)).toEqual([2, 3]);
});

test("of several changes in a turn the newest is sent", async () => {
  knownAt = [2];
  commit(page, checkOf("before"));
  commit(page, checkOf("after"));
  await turn();
  expect(sent.map(([, rows]) => rows.map(([, , check]) => (check as CheckState).output))).toEqual([["after"]]);
});

test("states are sent in portions that a frame takes", () => {
  const many = Array.from({ length: LIMITS.states + 1 }, (_, index): StateRow => [1, index, { output: "x" }]);
  expect([...inFrames(many)].map(({ length }) => length)).toEqual([LIMITS.states, 1]);
  const large = Array.from({ length: 3 }, (_, index): StateRow => [
    1,
    index,
    { output: "x".repeat(LIMITS.resultBytes / 2) },
  ]);
  expect([...inFrames(large)].map(({ length }) => length)).toEqual([1, 1, 1]);
  expect([...inFrames([])]).toEqual([]);
});
