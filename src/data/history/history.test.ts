import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { DAY, NOW, openHistoryScene, type HistoryScene } from "../../../test/support/history-scene.ts";
import { createRandom } from "../../../test/support/random.ts";
import { isNotHere, isOnPostgres } from "../../../test/support/test-store.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { hostKey, serviceKey } from "../../model/resource-key.ts";
import type { ResourceFacts } from "../../model/timeline-facts.ts";
import { silentLog, type Log } from "../../lib/log.ts";
import { openHistory } from "./open-history.ts";
import { DEFAULT_DAYS } from "./retention-classes.ts";
import type { StoredEvent } from "../store/store.ts";
import { newestFirst, type Position } from "./months/event-query.ts";

let scene: HistoryScene;
afterEach(() => scene.remove());

const outputs = (events: readonly { readonly output: string }[]): readonly string[] =>
  events.map(({ output }) => output);
const daysAgo = (days: number, output: string) => ({ at: NOW - days * DAY, output });
const monthFiles = (): readonly string[] => readdirSync(scene.months).filter((name) => name.endsWith(".sqlite"));
const rowsIn = (month: string, sql: string): readonly unknown[] => {
  const db = new DatabaseSync(join(scene.months, `${month}.sqlite`), { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
};

test.skipIf(isNotHere("month files")).each([
  ["a FIFO", (path: string) => void spawnSync("mkfifo", [path])],
  ["a folder", (path: string) => mkdirSync(path)],
])("is not opened with %s in the place of a month", async (kind, make) => {
  scene = await openHistoryScene();
  mkdirSync(scene.months, { recursive: true });
  const path = join(scene.months, "2026-10.sqlite");
  make(path);
  const { dataFolder, store, clock } = scene;

  await expect(
    openHistory({
      dataFolder,
      store,
      clock,
      log: silentLog,
      settings: () => ({ days: DEFAULT_DAYS, fullText: false }),
    }),
  ).rejects.toMatchObject({
    code: "store-not-ours",
    message: `${path} is ${kind}, and the server needs a file there: remove it.`,
  });
});

describe.skipIf(isNotHere("month files"))("the archiver", () => {
  test("moves events of more than two days to the file of their month in UTC, and reads stay the same", async () => {
    scene = await openHistoryScene();
    await scene.add(
      { at: Date.UTC(2026, 8, 30, 23, 59, 59) / 1000, output: "September" },
      { at: Date.UTC(2026, 9, 1) / 1000, output: "October" },
      daysAgo(2.1, "November"),
      daysAgo(1.9, "new"),
      daysAgo(0, "now"),
    );
    const { history, store } = scene;
    const read = async () => ({
      all: await history.readNewestEvents(9),
      page: await history.readNewestEvents(2, 4),
      after: await history.readEventsAfter(1, 3),
      ofHost: await history.readEvents(hostKey(1), 9),
      ofOther: await history.readEvents(hostKey(2), 9),
    });
    const before = await read();

    await scene.archive();

    expect(outputs(await store.readNewestEvents(9))).toEqual(["now", "new"]);
    expect(monthFiles()).toEqual(["2026-09.sqlite", "2026-10.sqlite", "2026-11.sqlite"]);
    expect(await read()).toEqual(before);
    expect(outputs(before.all)).toEqual(["now", "new", "November", "October", "September"]);
    expect(statSync(scene.months).mode & 0o777).toBe(0o700);
    expect(statSync(join(scene.months, "2026-11.sqlite")).mode & 0o777).toBe(0o600);
    scene = await scene.restart();
    expect(outputs(await scene.history.readNewestEvents(9))).toEqual(outputs(before.all));
  });

  test("moves later what becomes old later, also to a month that is closed", async () => {
    scene = await openHistoryScene();
    await scene.add(daysAgo(40, "one"));
    await scene.archive();
    await scene.add(daysAgo(41, "a clock that was set back"), daysAgo(1.99, "two"));
    await scene.archive();

    expect(await scene.store.readNewestEvents(9)).toEqual([]);
    expect(outputs(await scene.history.readNewestEvents(9))).toEqual(["two", "a clock that was set back", "one"]);
    expect(outputs((await scene.history.readPage({ limit: 9 })).events)).toEqual([
      "two",
      "one",
      "a clock that was set back",
    ]);
  });

  test("keeps what all events before a month tell in its file", async () => {
    scene = await openHistoryScene();
    const key = serviceKey(1, 2);
    const hard = { key, kind: "hard-state", stateType: 1, state: 2 } as const;
    await scene.add(
      { ...hard, ...daysAgo(90, "August") },
      { key, kind: "checks-disabled", ...daysAgo(80, "") },
      { key, kind: "soft-state", stateType: 0, state: 1, ...daysAgo(50, "October") },
      { key: hostKey(7), kind: "recovery", stateType: 1, state: 0, ...daysAgo(50, "October") },
    );
    await scene.archive();
    const sql = "SELECT host_id, service_id, facts FROM states_at_start ORDER BY host_id";
    const statesIn = (month: string): readonly unknown[] =>
      rowsIn(month, sql).map((row) => {
        const { facts, ...ids } = row as { readonly facts: string };
        return { ...ids, ...(JSON.parse(facts) as object) };
      });
    const ofService = { host_id: 1, service_id: 2, hardState: 2, checksOffSince: NOW - 80 * DAY };

    expect(statesIn("2026-10")).toEqual([ofService]);
    expect(statesIn("2026-11")).toEqual([
      { ...ofService, softSince: NOW - 50 * DAY },
      { host_id: 7, service_id: 0, hardState: 0 },
    ]);

    // Something late changes the states of all months after it.
    await scene.add({ ...hard, state: 1, ...daysAgo(70, "September, late") });
    await scene.archive();

    for (const month of ["2026-10", "2026-11"])
      expect(statesIn(month)).toContainEqual(expect.objectContaining({ host_id: 1, hardState: 1 }));
  });

  test("does not take an event for moved because another one has its id", async () => {
    const errors: string[] = [];
    scene = await openHistoryScene({ log: logTo(errors) });
    await scene.add(daysAgo(3, "of this store"));
    await scene.archive();
    const db = new DatabaseSync(join(scene.months, "2026-11.sqlite"));
    db.exec(
      "INSERT INTO events SELECT 2, host_id, service_id, event_time, kind, state, 1, 1, 'foreign', '' FROM events",
    );
    db.close();
    await scene.add(daysAgo(3, "second"));

    await scene.archive();

    expect(outputs(await scene.store.readNewestEvents(9))).toEqual(["second"]);
    expect(errors).toEqual([expect.stringContaining("another event with the id 2")]);
    expect(scene.history.problem()).toMatchObject({ code: expect.any(String) });
  });

  test("ids are higher than those in the months, also in a new store", async () => {
    scene = await openHistoryScene();
    await scene.add(daysAgo(3, "one"), daysAgo(3, "two"));
    await scene.archive();
    await scene.history.stop();
    await scene.store.close();
    for (const name of readdirSync(scene.dataFolder).filter((name) => name.startsWith("vigie.sqlite")))
      writeFileSync(join(scene.dataFolder, name), "");

    scene = await scene.restart();
    await scene.add(daysAgo(0, "three"));

    expect((await scene.history.readNewestEvents(9)).map(({ id, output }) => `${id} ${output}`)).toEqual([
      "3 three",
      "2 two",
      "1 one",
    ]);
  });
});

test.skipIf(isNotHere("month files"))(
  "pages are complete while events are moved, over clocks that are set back and ahead",
  { timeout: 180_000 },
  async () => {
    scene = await openHistoryScene();
    const random = createRandom(5);
    const { history, store, clock } = scene;
    // 12,000 events of 60 days; the clock is set back an hour, and ahead a day, now and then.
    const events = Array.from({ length: 12_000 }, (_, place) => ({
      key: serviceKey(1, 1 + (place % 5)),
      at: NOW - 60 * DAY + place * 430 + (random.chance(0.02) ? random.from([-3_600, DAY]) : 0),
      output: String(place + 1),
    }));
    for (let from = 0; from < events.length; from += 1_000)
      await Promise.all(events.slice(from, from + 1_000).map((event) => scene.add(event)));
    const all = await store.readNewestEvents(20_000);
    const byTime = all.toSorted((one, other) =>
      newestFirst({ at: one.at, id: one.id }, { at: other.at, id: other.id }),
    );
    const isOfKey = ({ key }: StoredEvent): boolean => key === serviceKey(1, 3);
    const timePages = async (keys?: readonly number[]): Promise<readonly StoredEvent[]> => {
      const found: StoredEvent[] = [];
      for (let before: Position | null | undefined; before !== null;) {
        const page = await history.readPage({ limit: 700, ...(keys && { keys }), ...(before && { before }) });
        found.push(...page.events);
        before = page.next;
      }
      return found;
    };
    const idPages = async (
      read: (before?: number) => Promise<readonly StoredEvent[]>,
    ): Promise<readonly StoredEvent[]> => {
      const found: StoredEvent[] = [];
      for (let page = await read(); page.length > 0; page = await read(page.at(-1)!.id)) found.push(...page);
      return found;
    };
    const forward = async (): Promise<readonly StoredEvent[]> => {
      const found: StoredEvent[] = [];
      for (let page = await history.readEventsAfter(0, 600); page.length > 0;)
        page = await history.readEventsAfter(found[found.push(...page) - 1]!.id, 600);
      return found;
    };

    history.start();
    await clock.advanceBy(60);
    const moving = history.settled();
    let rounds = 0;
    while ((await store.readOldestEventTime())! < clock.now() - 2 * DAY) {
      const [timely, ofKey, back, backOfKey, onward] = await Promise.all([
        timePages(),
        timePages([serviceKey(1, 3)]),
        idPages((before) => history.readNewestEvents(900, before)),
        idPages((before) => history.readEvents(serviceKey(1, 3), 150, before)),
        forward(),
      ]);
      expect(timely).toEqual(byTime);
      expect(ofKey).toEqual(byTime.filter(isOfKey));
      expect(back).toEqual(all);
      expect(backOfKey).toEqual(all.filter(isOfKey));
      expect(onward).toEqual(all.toReversed());
      rounds++;
    }
    await moving;

    expect(rounds).toBeGreaterThan(0);
    expect(await timePages()).toEqual(byTime);
    expect(await history.count({})).toEqual({ count: 10_000, isMore: true });
    expect(await history.count({ keys: [serviceKey(1, 3)] })).toEqual({ count: 2_400, isMore: false });
  },
);

describe("retention", () => {
  const dailyRuns = async (): Promise<void> => {
    for (let hour = 0; hour < 25; hour++) await scene.archive();
  };

  test("deletes each kind after its days, and a file when all of its events have expired", async () => {
    scene = await openHistoryScene({
      days: { states: 100, downtimes: 100, acknowledgements: 100, operations: 100, notifications: 40 },
    });
    await scene.add(
      { kind: "hard-state", ...daysAgo(150, "expired with its file") },
      { kind: "operator-action", ...daysAgo(104, "expired in a file that stays") },
      { kind: "hard-state", ...daysAgo(104, "kept for reports about its month") },
      { kind: "hard-state", ...daysAgo(98, "state") },
      { kind: "notification", ...daysAgo(42, "notification, expired") },
      { kind: "notification", ...daysAgo(38, "notification") },
      { kind: "stalked-output", ...daysAgo(32, "stalked, expired") },
      { kind: "stalked-output", ...daysAgo(28, "stalked") },
      { kind: "soft-state", ...daysAgo(60, "soft") },
    );

    await dailyRuns();

    expect(outputs(await scene.history.readNewestEvents(99))).toEqual([
      "soft",
      "stalked",
      "notification",
      "state",
      "kept for reports about its month",
    ]);
    if (isNotHere("month files")) return;
    expect(monthFiles()).not.toContain("2026-07.sqlite");
    expect(monthFiles()).toContain("2026-08.sqlite");
  });

  test("what lasts over the end of a month is known after its events are deleted, and unknown within it", async () => {
    scene = await openHistoryScene({ days: { downtimes: 35 } });
    const key = serviceKey(1, 2);
    const at = (day: string): number => Date.parse(`2026-${day}T00:00Z`) / 1000;
    const downtime = (id: number, start: string, end: string): readonly Partial<HistoryEvent>[] => [
      { key, kind: "downtime-started", at: at(start), reason: `downtime ${id} starts as planned` },
      { key, kind: "downtime-ended", at: at(end), reason: `downtime ${id} ran its time` },
    ];
    await scene.add(
      { key, kind: "object-configured", at: at("08-01"), state: 4 },
      { key, kind: "hard-state", at: at("08-02"), state: 2, stateType: 1 },
      ...downtime(7, "08-20", "09-10"),
      ...downtime(8, "09-20", "10-05"),
    );
    const downtimesAt = async (day: string): Promise<unknown> =>
      ((await scene.history.readFactsBefore(key, at(day))) as ResourceFacts).downtimes;
    await scene.archive();
    expect(await downtimesAt("09-05")).toEqual([7]);

    await dailyRuns();

    expect(await downtimesAt("09-05")).toEqual([]);
    // In a database, the event that begins what lasts is kept.
    expect(await downtimesAt("09-25")).toEqual(isOnPostgres ? [8] : []);
    expect(await downtimesAt("10-03")).toEqual([8]);
    expect(await downtimesAt("10-06")).toEqual([]);
    expect(await scene.history.readFactsBefore(key, at("09-05"))).toMatchObject({ hardState: 2 });
    // It makes the states at the starts of the months anew.
    await scene.add({ key, kind: "acknowledgement-set", at: at("08-25"), reason: "acknowledged by ann" });
    await scene.archive();
    expect(await downtimesAt("10-03")).toEqual([8]);
  });

  test("what was begun before all that is kept, and goes on, is known", async () => {
    const days = { states: 35, downtimes: 35, acknowledgements: 35, operations: 35, notifications: 35, softStates: 35 };
    scene = await openHistoryScene({ days });
    const key = serviceKey(1, 2);
    const acknowledgement = { key, kind: "acknowledgement-set" } as const;
    await scene.add(
      { key, kind: "downtime-started", ...daysAgo(99, ""), reason: "downtime 7 starts as planned" },
      { key, kind: "downtime-started", ...daysAgo(99, ""), reason: "downtime 8 starts as planned" },
      { key, kind: "downtime-ended", ...daysAgo(95, ""), reason: "downtime 7 ran its time" },
      { key, kind: "checks-disabled", ...daysAgo(94, ""), reason: "disabled by an external command" },
      { ...acknowledgement, ...daysAgo(93, "the first"), reason: "acknowledged by ann" },
      { ...acknowledgement, ...daysAgo(92, "the second"), reason: "acknowledged by ann" },
      { key: serviceKey(1, 3), kind: "flapping-started", ...daysAgo(91, "") },
      { key: serviceKey(1, 3), kind: "flapping-stopped", ...daysAgo(90, "") },
      { key, kind: "stalked-output", ...daysAgo(1, "now") },
    );
    const facts = () => scene.history.readFactsBefore(key, NOW);
    const before = await facts();

    await dailyRuns();

    expect(before).toMatchObject({ downtimes: [8], acknowledgement: { comment: "the second" } });
    expect(await facts()).toEqual(before);
    const kept = outputs((await scene.history.readPage({ limit: 99, to: NOW - 80 * DAY })).events);
    expect(kept).toHaveLength(isOnPostgres ? 3 : 0);
  });

  test("a server that is restarted every few hours deletes what has expired all the same", async () => {
    scene = await openHistoryScene({ days: { notifications: 40 } });
    await scene.add(
      { kind: "notification", ...daysAgo(42, "expired") },
      { kind: "notification", ...daysAgo(38, "kept") },
    );

    for (let start = 0; start < 3; start++) {
      for (let hour = 0; hour < 9; hour++) await scene.archive();
      scene = await scene.restart();
    }

    expect(outputs(await scene.history.readNewestEvents(9))).toEqual(["kept"]);
  });

  test("a clock that is years ahead for some hours deletes nothing", async () => {
    scene = await openHistoryScene();
    await scene.add(daysAgo(10, "kept"));
    await scene.archive();

    await scene.clock.jumpTo(NOW + 3_650 * DAY);
    await scene.archive();
    await scene.clock.jumpTo(NOW + 7_200);
    await dailyRuns();

    expect(outputs(await scene.history.readNewestEvents(9))).toEqual(["kept"]);
  });
});

describe.skipIf(isNotHere("month files"))("a damaged file", () => {
  const damage = (month: string, how: (path: string) => void = cutOff): void => {
    how(join(scene.months, `${month}.sqlite`));
  };
  // The header and the schema stay as they are.
  const cutOff = (path: string): void => truncateSync(path, 4096);
  const empty = (path: string): void => truncateSync(path, 0);
  const replace = (path: string): void => writeFileSync(path, "not a database ".repeat(500));

  test.each([
    ["cut off", cutOff],
    ["emptied", empty],
    ["replaced", replace],
  ])("that was %s is set aside by a read, named in log and health, and the rest is served", async (_, how) => {
    const errors: string[] = [];
    scene = await openHistoryScene({ log: logTo(errors) });
    await scene.add(daysAgo(60, "September"), daysAgo(45, "October"), daysAgo(10, "November"));
    await scene.archive();
    damage("2026-10", how);

    expect(outputs(await scene.history.readNewestEvents(9))).toEqual(["November", "September"]);
    await expect.poll(() => errors).toEqual([expect.stringContaining("2026-10.sqlite.damaged")]);
    expect(scene.history.problem()).toMatchObject({ code: "history-damaged" });
    expect(readdirSync(scene.months)).toContain("2026-10.sqlite.damaged");
    expect(outputs((await scene.history.readPage({ limit: 9 })).events)).toEqual(["November", "September"]);

    scene = await scene.restart();
    expect(scene.history.problem()).toMatchObject({ code: "history-damaged" });
  });

  test("is set aside by the archiver, which goes on with a new one", async () => {
    scene = await openHistoryScene();
    await scene.add(daysAgo(10, "lost"));
    await scene.archive();
    damage("2026-11");
    await scene.add(daysAgo(5, "moved"));

    await scene.archive();
    await expect.poll(() => readdirSync(scene.months)).toContain("2026-11.sqlite.damaged");
    await scene.archive();

    expect(await scene.store.readNewestEvents(9)).toEqual([]);
    expect(outputs(await scene.history.readNewestEvents(9))).toEqual(["moved"]);
  });
});

function logTo(errors: string[]): Log {
  return { ...silentLog, error: (_fields: unknown, message: string) => void errors.push(message) } as unknown as Log;
}
