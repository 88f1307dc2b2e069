import { expect, test } from "vitest";
import type { HistoryEvent } from "../../data/wire-detail.ts";
import { oneLineACommand } from "./one-line-a-command.ts";

const AT = Date.parse("2026-11-30T02:04:00Z");
let id = 100_000;
const event = (kind: string, service: number, more: Partial<HistoryEvent> = {}): HistoryEvent =>
  ({ id: --id, time: at(0), kind, key: `s3.${service}`, output: "", reason: "", by: "anna", ...more }) as HistoryEvent;
const at = (seconds: number): string => new Date(AT + seconds * 1_000).toISOString();
const many = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const downtimes = (count: number, comment = "kernel") =>
  many(count, (n) => [
    event("downtime-started", n, { by: null, output: comment, reason: `downtime ${n} starts as planned` }),
    event("downtime-scheduled", n, { output: comment, reason: `downtime ${n} scheduled by anna` }),
  ]).flat();
const acknowledgements = (count: number, time = at(0)) =>
  many(count, (n) => event("acknowledgement-set", n, { time, output: "known", reason: "acknowledged by anna" }));

test.each<readonly [string, readonly HistoryEvent[], readonly (readonly [kind: string, count: number])[]]>([
  [
    "a downtime of 20 that begins at once, with its audits",
    [...downtimes(20), ...many(20, (n) => event("operator-action", n, { reason: "downtime scheduled by anna" }))],
    [["downtime-scheduled", 20]],
  ],
  [
    "an acknowledgement of 40 in two commits, notifications between them",
    [...acknowledgements(20, at(1)), event("notification", 1), ...acknowledgements(40).slice(20)],
    [
      ["acknowledgement-set", 40],
      ["notification", 1],
    ],
  ],
  [
    "two commands: another text, and a minute later",
    [...acknowledgements(3, at(60)), ...downtimes(4, "disks"), ...downtimes(4), ...acknowledgements(3)],
    [
      ["acknowledgement-set", 3],
      ["downtime-scheduled", 4],
      ["downtime-scheduled", 4],
      ["acknowledgement-set", 3],
    ],
  ],
  [
    "two are named",
    acknowledgements(2),
    [
      ["acknowledgement-set", 1],
      ["acknowledgement-set", 1],
    ],
  ],
  [
    "problems that begin together are each a line",
    many(3, (n) => event("hard-state", n, { by: null })),
    [
      ["hard-state", 1],
      ["hard-state", 1],
      ["hard-state", 1],
    ],
  ],
])("%s", (_name, result, expected) => {
  const lines = oneLineACommand({ result, meta: { limit: 500, next: null, kept_days: 365 } });
  expect(lines.map(({ event: { kind }, count }) => [kind, count])).toEqual(expected);
});

test("audits of what was not read are no line of their own", () => {
  const audits = many(9, (n) => event("operator-action", n, { reason: "acknowledged by anna" }));
  const lines = oneLineACommand({
    result: [...audits, ...acknowledgements(4)],
    meta: { limit: 13, next: "13", kept_days: 365 },
  });
  expect(lines.map(({ event: { kind }, count, isCut }) => [kind, count, isCut])).toEqual([
    ["acknowledgement-set", 4, true],
  ]);
});

test("a command that may have more than what was read says so", () => {
  const result = [...acknowledgements(3, at(60)), ...acknowledgements(5)];
  const lines = oneLineACommand({ result, meta: { limit: 8, next: "8", kept_days: 365 } });
  expect(lines.map(({ count, isCut }) => [count, isCut])).toEqual([
    [3, false],
    [5, true],
  ]);
});
