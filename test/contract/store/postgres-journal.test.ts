import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "../../support/wait-for.ts";
import type { Journal, JournalEntry } from "../../../src/data/store/journal.ts";
import { openJournal, openStore } from "../../../src/data/store/open-store.ts";
import { parsePostgresUrl, type PostgresAddress } from "../../../src/data/store/store-place.ts";
import type { Store } from "../../../src/data/store/store.ts";
import { silentLog } from "../../../src/lib/log.ts";
import type { Change } from "../../../src/model/change.ts";
import { hostKey, serviceKey } from "../../../src/model/resource-key.ts";
import { startPostgresProxy, type PostgresProxy } from "../../support/postgres-proxy.ts";
import { sharedPostgres, whyNoPostgres } from "../../support/postgres-server.ts";
import { sampleAccount, sampleEvent, sampleRecurringDowntime, sampleState } from "../../support/record-samples.ts";
import {
  acknowledgements,
  comments,
  downtimes,
  resourceKeys,
  resourceStates,
} from "../../support/record-arbitraries.ts";
import { stateWith } from "../../support/state-with.ts";

const event: Change = { kind: "event", event: sampleEvent(hostKey(1)) };
const state: Change = { kind: "state", key: hostKey(1), state: sampleState };

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(resourceKeys, resourceStates).map(([key, to]): Change => ({ kind: "state", key, state: to })),
  acknowledgements.map((record): Change => ({ kind: "acknowledgement", record })),
  downtimes.map((record): Change => ({ kind: "downtime", record })),
  comments.map((record): Change => ({ kind: "comment", record })),
);

describe.skipIf(whyNoPostgres() !== null)("journal of a store in PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  let address: PostgresAddress;
  let proxy: PostgresProxy;
  let store: Store;
  let journal: Journal;
  const ends: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    server = await sharedPostgres();
    address = parsePostgresUrl(server.newSchema());
    proxy = await startPostgresProxy(address.host);
    store = await openAs(true);
    journal = await openJournal({ ...address, host: proxy.folder });
    ends.push(() => journal.close());
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    await proxy.close();
    await server.query(`DROP SCHEMA ${address.schema} CASCADE`);
  });

  const openAs = async (exclusive: boolean): Promise<Store> => {
    const opened = await openStore({ folder: `/tmp/${address.schema}`, postgres: address, log: silentLog, exclusive });
    ends.push(() => opened.close());
    return opened;
  };
  const all = async (): Promise<readonly JournalEntry[]> => (await journal.readAfter(0, 1_000))!;

  test("has each transaction once, without a gap, and the store says its newest position", async () => {
    const before = store.position();
    await Promise.all(Array.from({ length: 50 }, () => store.commit([state, event])));
    await store.commit([]);
    await store.commit([event, event]);

    const entries = await all();
    expect(before).toBe(0);
    expect(entries.map(({ position }) => position)).toEqual(entries.map((_, place) => place + 1));
    expect(store.position()).toBe(entries.length);
    expect(entries.at(-1)).toMatchObject({ term: 0, changes: [], lastEventId: 52, isAccessChanged: false });
    expect(await journal.readAfter(entries.length, 10)).toEqual([]);
    expect(await journal.readAfter(0, 1)).toEqual(entries.slice(0, 1));
  });

  test("has what is stored, in the order of the commits, also of large ones", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 12 }), async (wanted) => {
        const before = store.position()!;
        await store.commit(wanted);

        const [entry] = (await journal.readAfter(before, 2))!;
        const { snapshot } = await journal.readSnapshot();
        for (const change of newestOf(entry!.changes)) {
          if (change.kind === "state") expect(change.state).toEqual(snapshot.states.get(change.key));
          if (change.kind === "acknowledgement") expect(snapshot.acknowledgements).toContainEqual(change.record);
          if (change.kind === "downtime") expect(snapshot.downtimes).toContainEqual(change.record);
          if (change.kind === "comment") expect(snapshot.comments).toContainEqual(change.record);
        }
        expect(namesOf(newestOf(entry!.changes))).toEqual(namesOf(newestOf(wanted)));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("has what operators changed and forgot, ids of objects, and that rights or old records are others", async () => {
    const record = {
      objectType: "host",
      objectName: "db1",
      attribute: "activeChecks",
      value: "false",
      at: 17,
    } as const;
    const { objectType, objectName, attribute } = record;
    const wanted: readonly Change[] = [
      { kind: "adaptive", record },
      { kind: "adaptive-forgotten", record: { objectType, objectName, attribute } },
      { kind: "recurring-downtime", record: sampleRecurringDowntime(4) },
      { kind: "object-id", entry: { type: "service", name: "load", id: 9, hostId: 3 } },
    ];
    await store.commit(wanted);
    await store.saveAccount(sampleAccount("ada"));
    await store.purgeBefore({ records: 1_000, decisions: 2_000 });

    const entries = await all();
    expect(entries[0]).toMatchObject({ changes: wanted, isAccessChanged: false, purgedBefore: null });
    expect(entries[1]).toMatchObject({ changes: [], isAccessChanged: true });
    expect(entries.slice(2).map(({ purgedBefore }) => purgedBefore)).toContain(1_000);
  });

  test("a snapshot has all up to its position, and nothing after it", async () => {
    const states = new Map<number, number>();
    let isOver = false;
    const writing = (async () => {
      for (let attempt = 1; !isOver; attempt++) {
        await store.commit([{ ...state, state: stateWith(sampleState, { checkAttempt: attempt }) }]);
        states.set(store.position()!, attempt);
      }
    })();
    const snapshots = [];
    for (let n = 0; n < 10; n++) snapshots.push(await journal.readSnapshot());
    isOver = true;
    await writing;

    for (const { position, snapshot } of snapshots)
      expect(snapshot.states.get(hostKey(1))?.check.checkAttempt).toBe(states.get(position));
    expect(snapshots.at(-1)!.position).toBeGreaterThan(snapshots[0]!.position);
  });

  test("a commit of a command beside the server has its entry too, in the same order", async () => {
    const command = await openAs(false);
    for (let n = 0; n < 5; n++) {
      await store.commit([event]);
      await command.saveAccount(sampleAccount(`user-${n}`));
    }

    const entries = await all();
    expect(entries.map(({ isAccessChanged }) => isAccessChanged)).toEqual(
      Array.from({ length: 10 }, (_, place) => place % 2 === 1),
    );
    expect(command.position()).toBe(10);
  });

  test("a refused commit has no entry, and those beside it have", async () => {
    const broken: Change = { ...state, state: stateWith(sampleState, { state: "broken" as unknown as 0 }) };

    await Promise.allSettled([
      store.commit([event]),
      store.commit([{ ...state, key: serviceKey(1, 2) }, event]),
      store.commit([broken, event]),
      store.commit([event]),
    ]);

    const entries = await all();
    expect(entries.at(-1)!.lastEventId).toBe(3);
    expect(entries.flatMap(({ changes: stored }) => stored)).toHaveLength(1);
    expect(store.position()).toBe(entries.length);
  });

  test("a commit whose answer was lost with the connection has the position at which it is stored", async () => {
    const other = await openStore({
      folder: `/tmp/${address.schema}-proxy`,
      postgres: { ...address, host: proxy.folder, schema: `${address.schema}_b` },
      log: silentLog,
      exclusive: true,
    });
    ends.push(async () => {
      await other.close();
      await server.query(`DROP SCHEMA ${address.schema}_b CASCADE`);
    });
    await other.commit([event]);

    proxy.holdAnswersAfter("COMMIT");
    const inFlight = other.commit([event]);
    await waitFor(async () => {
      const [last] = await server.query(`SELECT position::int FROM ${address.schema}_b.last_ids`);
      expect(last).toEqual({ position: 2 });
    });
    expect(other.position()).toBe(1);
    proxy.holdAnswersAfter(null);
    proxy.cut();

    await inFlight;
    expect(other.position()).toBe(2);
  });

  test("what is deleted, or was never written, is told from what is not there yet", async () => {
    for (let n = 0; n < 5; n++) await store.commit([event]);
    await server.query(`DELETE FROM ${address.schema}.journal WHERE position < 4`);

    expect(await journal.readAfter(2, 10)).toBeNull();
    expect((await journal.readAfter(3, 10))?.map(({ position }) => position)).toEqual([4, 5]);
    expect(await journal.readAfter(5, 10)).toEqual([]);
    expect(await journal.readAfter(6, 10)).toBeNull();
    await server.query(`DELETE FROM ${address.schema}.journal`);
    expect(await journal.readAfter(4, 10)).toBeNull();
    expect(await journal.readAfter(5, 10)).toEqual([]);
  });

  test("the server deletes what is older than a quarter of an hour, and goes on counting", async () => {
    for (let n = 0; n < 6; n++) await store.commit([event]);
    await server.query(`UPDATE ${address.schema}.journal SET entry_time = entry_time - 901 WHERE position <= 4`);
    await store.close();

    const next = await openAs(true);
    await waitFor(async () => expect(await journal.readAfter(4, 10)).toHaveLength(2));
    await waitFor(async () => expect(await journal.readAfter(3, 10)).toBeNull());
    expect(next.position()).toBe(6);
    await next.commit([event]);
    expect((await journal.readAfter(6, 10))?.map(({ position }) => position)).toEqual([7]);
  });

  test("tells of news, of its own schema alone, and again after a lost connection", async () => {
    let news = 0;
    journal.onNews(() => news++);
    await journal.readAfter(0, 1);
    await store.commit([event]);
    await waitFor(() => expect(news).toBe(1));
    await server.query(`SELECT pg_notify('vigie_journal', 'another')`);
    await store.commit([event]);
    await waitFor(() => expect(news).toBe(2));

    proxy.cut();
    await waitFor(async () => expect(await journal.readAfter(2, 1)).toEqual([]));
    await store.commit([event]);
    await waitFor(() => expect(news).toBe(3));
  });

  test("tables of another release are not read", async () => {
    await store.commit([event]);
    expect(await all()).toHaveLength(1);

    await server.query(`UPDATE ${address.schema}.vigie_store SET schema_version = schema_version + 1`);
    await expect(journal.readAfter(0, 1)).rejects.toMatchObject({ code: "store-unavailable" });
    await expect(journal.readAfter(0, 1)).rejects.toMatchObject({ code: "store-newer" });
    await server.query(`UPDATE ${address.schema}.vigie_store SET schema_version = schema_version - 2`);
    await expect(journal.readSnapshot()).rejects.toMatchObject({ code: "store-unavailable" });
  });
});

const nameOf = (change: Change): string => {
  if (change.kind === "state") return `state ${change.key}`;
  return "record" in change && "id" in change.record ? `${change.kind} ${change.record.id}` : change.kind;
};
const namesOf = (wanted: readonly Change[]): readonly string[] => wanted.map(nameOf).toSorted();

/** Of two changes of the same thing, the later one. */
const newestOf = (wanted: readonly Change[]): readonly Change[] => [
  ...new Map(wanted.map((change) => [nameOf(change), change])).values(),
];
