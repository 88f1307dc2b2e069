import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { moveStore } from "../../src/data/move-store.ts";
import { openHistory } from "../../src/data/history/open-history.ts";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import { parsePostgresUrl, type PostgresAddress } from "../../src/data/store/store-place.ts";
import type { Store } from "../../src/data/store/store.ts";
import { silentLog } from "../../src/lib/log.ts";
import type { Change } from "../../src/model/change.ts";
import { hostKey, serviceKey } from "../../src/model/resource-key.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { sharedPostgres, whyNoPostgres } from "../support/postgres-server.ts";
import {
  sampleAccount,
  sampleAcknowledgement,
  sampleComment,
  sampleDowntime,
  sampleEvent,
  sampleMessage,
  sampleSession,
  sampleState,
  sampleToken,
} from "../support/record-samples.ts";

const NOW = Date.UTC(2026, 10, 30) / 1000;
const DAY = 86_400;

describe.skipIf(whyNoPostgres() !== null)("vigie store move", () => {
  let folder: string;
  let postgres: PostgresAddress;

  beforeEach(async () => {
    folder = join(mkdtempSync(join(tmpdir(), "vigie-move-")), "data");
    postgres = parsePostgresUrl((await sharedPostgres()).newSchema());
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  const open = (place: PostgresAddress | null): Promise<Store> =>
    openStore({ folder, postgres: place, log: silentLog, exclusive: true });
  const using = async <T>(place: PostgresAddress | null, work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await open(place);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const move = (to: "database" | "folder") => moveStore({ dataFolder: folder, postgres, to, onProgress: () => {} });

  /** One of everything, and texts that need care. */
  const fill = async (store: Store): Promise<void> => {
    const key = serviceKey(7, 9);
    const output = 'NUL \0, private \uE000, "quotes" \\ {braces}, NULL';
    await store.saveAccount({ ...sampleAccount("Zoë"), id: 17 });
    await store.commit([
      { kind: "state", key, state: sampleState },
      { kind: "acknowledgement", record: sampleAcknowledgement(3, key) },
      { kind: "downtime", record: sampleDowntime(5, key) },
      { kind: "comment", record: { ...sampleComment(8, key), text: output } },
      { kind: "outbox", message: sampleMessage(key) },
      { kind: "object-id", entry: { type: "host", name: "web", id: 7, hostId: 0 } },
      { kind: "object-id", entry: { type: "service", name: "web;load", id: 9, hostId: 7 } },
      { kind: "token", token: sampleToken({ hash: "aa", contactId: 17 }) },
      { kind: "session", session: sampleSession({ hash: "bb", contactId: 17 }) },
      { kind: "heartbeat", at: NOW },
      ...[100, 40, 3, 1].map((days): Change => ({
        kind: "event",
        event: { ...sampleEvent(key), at: NOW - days * DAY + 0.25, output },
      })),
      { kind: "user-filter", filter: { id: 0, contactId: 17, page: "p", name: "gone", criterias: "[]", order: 1 } },
    ]);
    await store.commit([{ kind: "user-filter-deleted", id: 1 }]);
  };
  const contentsOf = async (store: Store) => ({
    snapshot: await store.readSnapshot(),
    objectIds: await store.readObjectIds(),
    accounts: await store.readAccounts(),
    tokens: await store.readTokens(),
    sessions: await store.readSessions(),
    outbox: await store.readOutbox(0, 10),
    accessVersion: await store.readAccessVersion(),
  });
  const eventsOf = async (store: Store) => (await store.readEvents(serviceKey(7, 9), 100)).toReversed();

  test("there and back again, nothing is lost, no number is given twice, and the old store is kept", async () => {
    const before = await using(null, async (store) => {
      await fill(store);
      return { ...(await contentsOf(store)), events: await eventsOf(store) };
    });

    const there = await move("database");
    expect(there.kept[0]).toMatch(/vigie\.sqlite\.moved-/);
    const inDatabase = await using(postgres, async (store) => {
      const found = { ...(await contentsOf(store)), events: await eventsOf(store) };
      await store.commit([
        { kind: "event", event: { ...sampleEvent(hostKey(7)), at: NOW } },
        { kind: "user-filter", filter: { id: 0, contactId: 17, page: "p", name: "new", criterias: "[]", order: 1 } },
        { kind: "object-id", entry: { type: "host", name: "web", id: 7, hostId: 0 } },
      ]);
      return { ...found, filters: await store.readUserFilters(17, "p"), ids: await store.readObjectIds() };
    });
    const back = await move("folder");

    const { filters, ids, ...found } = inDatabase;
    expect(found).toEqual(before);
    expect(filters.map(({ id }) => id)).toEqual([2]);
    expect(ids.map(({ name }) => name)).toEqual(["web;load", "web"]);
    expect(back.rows.get("events")).toBe(5);
    expect(await using(null, eventsOf)).toEqual(before.events);
    const [newest] = await using(null, (store) => store.readNewestEvents(1));
    expect(newest!.id).toBe(before.events.length + 1);
  });

  test("the history in month files moves into the database, and an event that is in both places once", async () => {
    const settings = () => ({ days: DEFAULT_DAYS, fullText: false });
    const clock = createFakeClock(NOW);
    const file = join(folder, "vigie.sqlite");
    const events = await using(null, async (store) => {
      await fill(store);
      return eventsOf(store);
    });
    copyFileSync(file, `${folder}.before`);
    await using(null, async (store) => {
      const history = await openHistory({ dataFolder: folder, store, clock, log: silentLog, settings });
      history.start();
      await clock.advanceBy(120);
      await history.settled();
      await history.stop();
      expect(await eventsOf(store)).toHaveLength(1);
    });
    expect(readdirSync(join(folder, "history")).length).toBeGreaterThan(1);
    // As after a crash between the copy of events and their deletion.
    copyFileSync(`${folder}.before`, file);

    const moved = await move("database");

    expect(moved.rows.get("events")).toBe(4);
    expect(existsSync(join(folder, "history"))).toBe(false);
    expect(await using(postgres, eventsOf)).toEqual(events);
  });

  test("is refused while a server runs, and to a place with a store, and changes nothing then", async () => {
    const running = await open(null);
    await fill(running);
    await expect(move("database")).rejects.toMatchObject({ code: "store-in-use" });
    await running.close();
    await using(postgres, (store) => store.saveAccount(sampleAccount("other")));

    await expect(move("database")).rejects.toMatchObject({ code: "move-target" });

    expect(await using(null, eventsOf)).toHaveLength(4);
    expect(await using(postgres, (store) => store.readAccounts())).toHaveLength(1);
  });

  test("of no store is refused", async () => {
    await expect(move("database")).rejects.toMatchObject({ code: "store-missing" });
    await expect(move("folder")).rejects.toMatchObject({ code: "store-missing" });
  });
});
