import { expect, test } from "vitest";
import { inventoryOf } from "../../test/support/access-inventory.ts";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { sampleState } from "../../test/support/record-samples.ts";
import { silentLog, type Log } from "../lib/log.ts";
import type { Change } from "../model/change.ts";
import { eventWithoutResult, type HistoryEvent } from "../model/history-event.ts";
import { operatorAction } from "../model/history-changes.ts";
import { serviceKey, type ResourceKey } from "../model/resource-key.ts";
import { createEventLog } from "./event-log.ts";

const INVENTORY = inventoryOf({ hosts: { web: ["page", "mail"] } });
const PAGE = serviceKey(1, 101);
const MAIL = serviceKey(1, 102);

function scene(level: "debug" | "info" = "info") {
  const clock = createFakeClock(0);
  const lines: string[] = [];
  const keep = (of: string) => (_fields: object, message: string) => void lines.push(`${of} ${message}`);
  const log: Log = {
    ...silentLog,
    debug: keep("debug"),
    info: keep("info"),
    warn: keep("warn"),
    isLevelEnabled: (of) => of === "info" || level === "debug",
  };
  const reader = createEventLog({ log, clock, inventory: () => INVENTORY });
  const commit = (changes: readonly Change[], isShownAlready = false): void =>
    reader.committed({ revision: 1, lastEventId: 1, changes, isShownAlready });
  return { clock, lines, reader, commit };
}

function event(key: ResourceKey, kind: HistoryEvent["kind"], reason = "", output = ""): Change {
  return { kind: "event", event: { ...eventWithoutResult(key, sampleState, 1, kind, reason), output } };
}
const action = (key: ResourceKey, did: string): Change =>
  operatorAction({ key, at: 1, state: sampleState }, `${did} by jdoe over the API from 192.0.2.7`);

test("what an operator did is one line, with the comment; what else happened has its own", () => {
  const { lines, commit } = scene();

  commit([
    event(PAGE, "downtime-scheduled", "downtime 1 scheduled by jdoe", "new disk"),
    event(PAGE, "downtime-started", "downtime 1 starts as planned", "new disk"),
    action(PAGE, "downtime scheduled"),
  ]);
  commit([event(PAGE, "comment-added", "comment 3 added by jdoe", "a note"), action(PAGE, "comment added")]);

  expect(lines).toEqual([
    "info web/page: downtime 1 starts as planned: new disk",
    "info web/page: downtime scheduled by jdoe over the API from 192.0.2.7: new disk",
    "info web/page: comment added by jdoe over the API from 192.0.2.7: a note",
  ]);
});

test("without an operator, or for another resource, each event is a line", () => {
  const { lines, commit } = scene();

  commit([event(PAGE, "downtime-scheduled", "downtime 1 scheduled by jdoe", "weekly")]);
  commit([event(MAIL, "acknowledgement-cancelled", "cancelled by jdoe"), action(PAGE, "check forced")]);

  expect(lines).toEqual([
    "info web/page: downtime 1 scheduled by jdoe: weekly",
    "info web/mail: acknowledgement cancelled by jdoe",
    "info web/page: check forced by jdoe over the API from 192.0.2.7",
  ]);
});

test("submitted results and ends of soft problems are at level debug", () => {
  const changes = (commit: (changes: readonly Change[]) => void): void => {
    for (const did of ["check result submitted", "500 check results submitted"]) commit([action(PAGE, did)]);
    for (const kind of ["soft-state", "recovery", "hard-state", "recovery"] as const) commit([event(PAGE, kind)]);
  };
  const [atInfo, atDebug] = [scene(), scene("debug")];
  changes(atInfo.commit);
  changes(atDebug.commit);

  expect(atInfo.lines).toEqual([
    expect.stringMatching(/^info web\/page is CRITICAL \(hard, /),
    "info web/page is CRITICAL again",
  ]);
  expect(atDebug.lines).toEqual([
    expect.stringMatching(/^debug web\/page: check result submitted by jdoe/),
    expect.stringMatching(/^debug web\/page: 500 check results submitted by jdoe/),
    expect.stringMatching(/^debug web\/page is CRITICAL \(soft, /),
    "debug web/page is CRITICAL again (soft)",
    expect.stringMatching(/^info web\/page is CRITICAL \(hard, /),
    "info web/page is CRITICAL again",
  ]);
});

test("texts from outside are one line, cut at 500 characters", () => {
  const { lines, commit } = scene();

  commit([event(PAGE, "hard-state", "", `first\nsecond`)]);
  commit([event(PAGE, "stalked-output", "", "x".repeat(5000))]);

  expect(lines[0]).toMatch(/: first$/);
  expect(lines[1]).toMatch(/: x{500}…$/);
});

test("a storm is logged up to 5,000 lines a second, then counted", async () => {
  const { clock, lines, reader, commit } = scene();

  for (let second = 0; second < 2; second++) {
    for (let count = 0; count < 6000; count++) commit([event(PAGE, "hard-state")]);
    if (second === 0) await clock.advanceBy(1);
  }
  reader.stop();

  const told = lines.filter((line) => line.startsWith("warn "));
  expect(lines.length - told.length).toBe(10_000);
  expect(told).toEqual(Array(2).fill(expect.stringContaining("more happened within a second than is logged")));
  expect(clock.waiting()).toBe(0);
});

test("an object that is not configured has its id", () => {
  const { lines, commit } = scene();

  commit([event(serviceKey(7, 9), "downtime-ended", "downtime 1 ran its time")]);

  expect(lines).toEqual(["info (removed, id 7)/(removed, id 9): downtime 1 ran its time"]);
});
