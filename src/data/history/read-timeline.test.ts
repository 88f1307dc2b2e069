import { mkdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openHistoryScene, type HistoryScene } from "../../../test/support/history-scene.ts";
import { sampleEvent } from "../../../test/support/record-samples.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { newState } from "../../model/initial-state.ts";
import { hostKey, SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { NO_FACTS } from "../../model/timeline-facts.ts";
import { fileOf } from "./months/month.ts";
import { INSERT_EVENT, openMonthWriter, valuesOf } from "./months/month-file.ts";
import { createStoredTimeline, MAX_EVENTS } from "./read-timeline.ts";
import type { TimelineSource } from "./timeline-source.ts";

const KEY = hostKey(1);

let scene: HistoryScene;
let source: TimelineSource;
let present: ResourceState | null;
beforeEach(async () => {
  scene = await openHistoryScene();
  present = null;
  source = createStoredTimeline({ history: scene.history, presentState: () => present });
});
afterEach(() => scene.remove());

const add = (
  at: number,
  kind: HistoryEvent["kind"],
  fields: Partial<HistoryEvent> = {},
  key: ResourceKey = KEY,
): Promise<unknown> =>
  scene.store.commit([
    {
      kind: "event",
      event: { key, at, kind, state: 0, stateType: 1, checkAttempt: 1, output: "", reason: "", ...fields },
    },
  ]);

async function eventsOf(from: number, to: number): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const page of source.events(KEY, from, to)) events.push(...page);
  return events;
}

const hardSince = (lastHardStateChange: number): ResourceState =>
  stateWith(newState(4), { state: 1, stateType: 1, hasBeenChecked: true, lastHardState: 1, lastHardStateChange });

describe("facts before a time", () => {
  test("are those of all events before it, however old", async () => {
    await add(1, "object-configured", { state: 4 });
    await add(2, "first-result");
    await add(3, "hard-state", { state: 1 });
    await add(4, "acknowledgement-set", { reason: "acknowledged by ann", output: "on it" });
    await add(5, "downtime-started", { reason: "a problem begins the flexible downtime 12" });
    await add(6, "flapping-started");
    await add(7, "checks-disabled", { reason: "active checks disabled by jdoe over the API" });
    await add(1_000_000, "recovery");

    expect((await source.stateBefore(KEY, 1_000_000)).facts).toEqual({
      isConfigured: true,
      hardState: 1,
      isPending: false,
      softSince: null,
      checksOffSince: 7,
      downtimes: [12],
      isFlapping: true,
      acknowledgement: { at: 4, by: "ann", comment: "on it" },
    });
    expect((await source.stateBefore(KEY, 1)).facts).toMatchObject({ isConfigured: false });
  });

  test("are in order of time, also after an event that came late", async () => {
    await add(1, "object-configured", { state: 4 });
    await add(50, "recovery");
    await add(20, "hard-state", { state: 1 });

    expect((await source.stateBefore(KEY, 60)).facts).toMatchObject({ hardState: 0 });
    expect((await eventsOf(1, 51)).map(({ at }) => at)).toEqual([1, 20, 50]);
  });

  test("are the present ones, if older events are gone and none changed them", async () => {
    present = hardSince(10);
    await add(500, "downtime-scheduled");

    expect((await source.stateBefore(KEY, 100)).facts).toEqual({ ...NO_FACTS, isConfigured: true, hardState: 1 });
    expect((await source.stateBefore(KEY, 5)).facts).toMatchObject({ hardState: null, isPending: false });
  });

  test.each([
    ["a first soft result", "soft-state", { state: 1, stateType: 0, checkAttempt: 1 }, 0],
    ["a hard problem", "hard-state", { state: 1, reason: "UNREACHABLE before, DOWN now: hard" }, 2],
    ["a recovery", "recovery", { reason: "DOWN before, UP now: the problem is over" }, 1],
  ] as const)("are what %s shows, if older events are gone", async (_, kind, fields, hardState) => {
    present = hardSince(500);
    await add(500, kind, fields);

    expect((await source.stateBefore(KEY, 100)).facts).toMatchObject({ isConfigured: true, hardState });
  });

  test("are unknown, if older events are gone and the next one does not tell", async () => {
    present = hardSince(500);
    await add(500, "hard-state", { state: 1, reason: "DOWN at the last attempt: hard" });

    expect((await source.stateBefore(KEY, 100)).facts).toMatchObject({
      isConfigured: true,
      hardState: null,
      isPending: false,
    });
  });

  test("are pending before a first result, also of an object that was never checked", async () => {
    await add(500, "first-result");

    expect((await source.stateBefore(KEY, 100)).facts).toMatchObject({ isPending: true });
    present = newState(0);
    expect((await source.stateBefore(hostKey(2), 100)).facts).toMatchObject({ isConfigured: true, isPending: true });
  });

  test("are of an object that was configured, if it is removed later", async () => {
    await add(500, "object-removed");

    expect((await source.stateBefore(KEY, 100)).facts).toMatchObject({ isConfigured: true });
    expect((await source.stateBefore(KEY, 501)).facts).toMatchObject({ isConfigured: false });
  });

  test("of the server: it had not run before its first start", async () => {
    await add(100, "monitoring-started", {}, SERVER_KEY);
    await add(200, "monitoring-stopped", {}, SERVER_KEY);
    await add(300, "service-checks-disabled", {}, SERVER_KEY);

    expect((await source.serverBefore(50)).facts).toMatchObject({ stoppedSince: -Infinity });
    expect((await source.serverBefore(150)).facts).toMatchObject({ stoppedSince: null });
    expect((await source.serverBefore(301)).facts).toMatchObject({ stoppedSince: 200, serviceChecksOffSince: 300 });
  });
});

test("more events than one read takes are complete", { timeout: 180_000 }, async () => {
  const events = Array.from({ length: 12_003 }, (_, index) => ({
    kind: "event" as const,
    event: {
      key: KEY,
      at: index,
      kind: "recovery" as const,
      state: 0,
      stateType: 1,
      checkAttempt: 1,
      output: "",
      reason: "",
    },
  }));
  await scene.store.commit(events);

  expect(await eventsOf(-Infinity, Infinity)).toHaveLength(12_003);
});

test("a report that would take too many events is refused, naming the object", { timeout: 180_000 }, async () => {
  mkdirSync(scene.months);
  const month = openMonthWriter(fileOf(scene.months, "2026-08"));
  const from = Date.UTC(2026, 7, 1) / 1000;
  month.exec("PRAGMA synchronous = OFF; BEGIN");
  const insert = month.prepare(INSERT_EVENT);
  for (let id = 1; id <= MAX_EVENTS + 1; id++)
    insert.run(...valuesOf({ ...sampleEvent(KEY), id, at: from + id, kind: "recovery" }));
  month.exec("COMMIT");
  month.close();

  await expect(eventsOf(from, Infinity)).rejects.toMatchObject({
    code: "report-too-large",
    message: expect.stringContaining("The host 1 has more than 250,000 events"),
  });
  expect(await eventsOf(from, from + 1_001)).toHaveLength(1_000);
});
