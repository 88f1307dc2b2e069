import { expect, test } from "vitest";
import { rowOf } from "../../data/list/rows.fixture.ts";
import type { LiveEvent } from "../../data/stream/stream-events.ts";
import { NOTHING_STREAMED, presentRow, withEvent } from "./streamed-rows.ts";

const [FIRST, SECOND, THIRD] = ["2026-11-29T02:00:00Z", "2026-11-29T02:01:00Z", "2026-11-29T02:02:00Z"];
const row = (output: string, last_check: string) => rowOf(1, { output, last_check });
const KEYS = new Set([row("", FIRST).key]);
const change = (output: string, id: number): LiveEvent => ({
  type: "change",
  id,
  change: { kind: "hard-state", key: row("", SECOND).key, row: row(output, SECOND) },
});
const check = (output: string): LiveEvent => ({ type: "check", row: row(output, SECOND) });

test.each([
  ["what is told after a row was read is newer", [change("told", 101)], row("read", FIRST), 100, "told"],
  ["so is a result without a change", [check("told")], row("read", FIRST), 100, "told"],
  ["a row that is read again after a gap is newer", [change("told", 101)], row("read", THIRD), 200, "read"],
  ["also than a result", [change("told", 101), check("result")], row("read", THIRD), 200, "read"],
  [
    "of an answer that the stream has overtaken the older row is not shown",
    [change("told", 201)],
    row("read", FIRST),
    200,
    "told",
  ],
])("%s", (_name, events, read, asOf, expected) => {
  const streamed = events.reduce((before, event) => withEvent(before, event, KEYS), NOTHING_STREAMED);
  expect(presentRow(read, asOf, streamed).output).toBe(expected);
});

test("others are not kept", () => {
  expect(withEvent(NOTHING_STREAMED, change("told", 101), new Set(["h9"]))).toBe(NOTHING_STREAMED);
});
