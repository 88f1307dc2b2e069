import { expect, test } from "vitest";
import type { HistoryEvent } from "../../data/wire-detail.ts";
import { oneLineEach } from "./one-line-each.ts";

let id = 100;
const event = (kind: string, more: Partial<HistoryEvent> = {}): HistoryEvent =>
  ({ id: --id, time: "2026-11-30T02:04:00Z", kind, key: "s3.7", output: "", by: "anna", ...more }) as HistoryEvent;
const ACKNOWLEDGED = [
  event("operator-action", { time: "2026-11-30T02:04:01Z" }),
  event("notification", { by: null }),
  event("comment-added", { output: "on it" }),
  event("acknowledgement-set", { output: "on it" }),
];

test.each<readonly [string, readonly HistoryEvent[], readonly string[]]>([
  ["an acknowledgement with its comment and audit", ACKNOWLEDGED, ["notification", "acknowledgement-set"]],
  [
    "a comment of another text beside it",
    [event("operator-action"), event("comment-added", { output: "another" }), ...ACKNOWLEDGED],
    ["comment-added", "notification", "acknowledgement-set"],
  ],
  [
    "a downtime that begins at once",
    [
      event("operator-action"),
      event("downtime-started", { output: "kernel", by: null }),
      event("downtime-scheduled", { output: "kernel" }),
    ],
    ["downtime-scheduled"],
  ],
  [
    "a check that was asked for in the same second as a comment: its audit is all that tells it",
    [event("operator-action", { reason: "check forced" }), event("operator-action"), event("comment-added")],
    ["operator-action", "comment-added"],
  ],
  [
    "an acknowledgement right after a submitted result, whose audit is all that tells it",
    [
      event("operator-action", { reason: "acknowledged by anna in the console" }),
      event("acknowledgement-set"),
      event("operator-action", { reason: "check result submitted by anna over the API from 127.0.0.1" }),
    ],
    ["acknowledgement-set", "operator-action"],
  ],
  [
    "the audit of another host, of another time, and of the server",
    [
      event("operator-action", { key: "h1" }),
      event("operator-action", { time: "2026-11-30T02:04:05Z" }),
      event("operator-action", { key: null }),
      event("acknowledgement-set"),
    ],
    ["operator-action", "operator-action", "operator-action", "acknowledgement-set"],
  ],
])("%s", (_name, events, expected) => {
  expect(oneLineEach(events).map(({ kind }) => kind)).toEqual(expected);
});
