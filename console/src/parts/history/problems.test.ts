import { expect, test } from "vitest";
import type { HistoryEvent } from "../../data/wire-detail.ts";
import type { State } from "../../data/wire.ts";
import { groupsOf } from "./problems.ts";

let id = 0;
const event = (kind: string, state: State): HistoryEvent => ({
  id: ++id,
  time: `2026-11-29T10:00:${String(id).padStart(2, "0")}Z`,
  kind,
  key: "s1.1",
  host: null,
  service: null,
  state_name: state,
  state_type: 1,
  check_attempt: 1,
  output: "",
  reason: "",
  by: null,
});

test("events are grouped by problem, from its first soft state to its recovery", () => {
  const oldest = event("recovery", "OK");
  const planned = event("downtime-scheduled", "OK");
  const soft = event("soft-state", "WARNING");
  const hard = event("hard-state", "CRITICAL");
  const notified = event("notification", "CRITICAL");
  const recovery = event("recovery", "OK");
  const comment = event("comment-added", "OK");
  const again = event("soft-state", "WARNING");
  const newestFirst = [again, comment, recovery, notified, hard, soft, planned, oldest];

  expect(groupsOf(newestFirst).map(({ kind, worst, from, to, events }) => [kind, worst, from, to, events])).toEqual([
    ["problem", "WARNING", again.time, null, [again]],
    ["between", "OK", comment.time, null, [comment]],
    ["problem", "CRITICAL", soft.time, recovery.time, [recovery, notified, hard, soft]],
    ["between", "OK", planned.time, null, [planned]],
    ["problem", "OK", oldest.time, oldest.time, [oldest]],
  ]);
});

test("nothing has no groups", () => {
  expect(groupsOf([])).toEqual([]);
});
