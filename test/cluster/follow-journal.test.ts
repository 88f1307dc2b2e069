import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensureAdministrator } from "../../src/access/first-administrator.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { waitFor } from "../support/wait-for.ts";
import { createRealtime } from "../../src/data/realtime/create-realtime.ts";
import type { Realtime } from "../../src/data/realtime/realtime.ts";
import type { ListQuery } from "../../src/data/realtime/search/list-query.ts";
import type { Committed } from "../../src/data/ledger/committed.ts";
import type { JournalSnapshot } from "../../src/data/store/journal.ts";
import { openJournal } from "../../src/data/store/open-store.ts";
import type { StoredEvent } from "../../src/data/store/store.ts";
import { eventsOf } from "../../src/interfaces/stream/listener-group.ts";
import type { Downtime } from "../../src/model/downtime.ts";
import { checksAreOn, configurationReloaded } from "../../src/model/history-changes.ts";
import { hostIdOf, hostKey, serviceIdOf, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { seesEverything } from "../../src/model/visibility.ts";
import type { Change } from "../../src/model/change.ts";
import { whyNoPostgres } from "../support/postgres-server.ts";
import { acknowledgements, comments, downtimes, events, resourceStates } from "../support/record-arbitraries.ts";
import { sampleAccount, sampleDowntime, sampleEvent, sampleState } from "../support/record-samples.ts";
import { stateWith } from "../support/state-with.ts";
import { openLeaderAndFollower, type LeaderAndFollower } from "./followed-data.ts";

const EVERYTHING: ListQuery = { page: 1, limit: Number.MAX_SAFE_INTEGER, search: {}, sortBy: [] };
const ALL = { kind: "all" } as const;
const event: Change = { kind: "event", event: sampleEvent(hostKey(1)) };
const attempt = (checkAttempt: number): Change => ({
  kind: "state",
  key: hostKey(1),
  state: stateWith(sampleState, { checkAttempt }),
});

describe.skipIf(whyNoPostgres() !== null)("a follower of a store in PostgreSQL", () => {
  let pair: LeaderAndFollower;
  let told: StoredEvent[];
  let batches: Committed[];
  const open = async (askEachMs?: number): Promise<void> => {
    pair = await openLeaderAndFollower(askEachMs);
    told = [];
    batches = [];
    pair.follower.followCommits({
      name: "test",
      committed(batch) {
        batches.push(batch);
        told.push(...eventsOf(batch));
      },
    });
  };
  beforeEach(() => open());
  afterEach(() => pair.close());

  const caughtUp = async (): Promise<number> => {
    const position = pair.leader.store.position()!;
    expect(await pair.follower.following.reached(position, 10_000)).toBe(true);
    return position;
  };
  const tableOf = (read: JournalSnapshot): Realtime => {
    const table = createRealtime({ accountByAlias: () => undefined });
    table.load(pair.follower.inventory(), read.snapshot, read.objectIds);
    return table;
  };
  const snapshot = async (): Promise<JournalSnapshot> => {
    const journal = await openJournal(pair.address);
    return journal.readSnapshot().finally(() => journal.close());
  };

  test("whatever is committed, cut off and deleted, its tables are those of a snapshot at its position", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 20 }), async (taken) => {
        for (const step of taken) await step(pair);
        pair.proxy.accept();
        await caughtUp();

        const read = await snapshot();
        expect(pair.follower.following.position()).toBe(read.position);
        const { inventory, realtime, ledger } = pair.follower;
        expect(contentOf(realtime)).toEqual(contentOf(tableOf(read)));
        for (const [key, state] of read.snapshot.states) expect(ledger.lastState(key)).toEqual(state);
        expect([...pair.follower.comments.all()].toSorted(byId)).toEqual(
          read.snapshot.comments.filter(({ deletionTime }) => deletionTime === null),
        );
        for (const host of inventory().hosts)
          expect(checksAreOn(host)).toBe(!read.adaptive.some(({ objectName }) => objectName === String(host.hostId)));
        expect(told).toEqual(await pair.leader.store.readEventsAfter(0, 100_000));
      }),
      { numRuns: 12 },
    );
  }, 300_000);

  test("it is told of each commit, and shows a state in one piece with its event", async () => {
    await pair.close();
    // It asks by itself after the end of this test.
    await open(600_000);
    const shown: unknown[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    pair.follower.followCommits({
      name: "look",
      committed(batch) {
        shown.push([pair.follower.ledger.state(hostKey(1))?.check.checkAttempt, eventsOf(batch).length]);
        if (shown.length === 20) resolve();
      },
    });
    for (let n = 1; n <= 20; n++) await pair.leader.ledger.commit([attempt(n), event]);
    await promise;

    expect(shown).toEqual(Array.from({ length: 20 }, (_, n) => [n + 1, 1]));
  });

  test("accounts and tokens that were committed are known with the position", async () => {
    for (let n = 0; n < 5; n++) {
      await pair.leader.store.saveAccount(sampleAccount(`user-${n}`));
      await caughtUp();
      expect(pair.follower.access.accountByAlias(`user-${n}`)).toBeDefined();
    }
  });

  test("a token and a session stay good at each server while they are used at the other one", async () => {
    await pair.close();
    const clock = createFakeClock();
    pair = await openLeaderAndFollower(undefined, clock);
    const { leader, follower } = pair;
    await ensureAdministrator(leader.store, "a long secret of the test");
    const { token } = await leader.access.login("admin", "a long secret of the test", "127.0.0.1");
    const sessionId = await leader.access.openSession("admin", "a long secret of the test", "127.0.0.1");
    await caughtUp();
    const use = async ({ access }: typeof leader): Promise<unknown> => [
      (await access.authenticate({ token, sessionId: undefined })).alias,
      (await access.authenticate({ token: undefined, sessionId })).alias,
    ];
    const useFor = async (hours: number, at: typeof leader): Promise<void> => {
      for (let half = 0; half < 2 * hours; half++) {
        await clock.advanceBy(1_790);
        expect(await use(at)).toEqual(["admin", "admin"]);
        const usedAt = clock.now();
        await clock.advanceBy(10);
        await expect
          .poll(async () => [
            (await at.store.readTokens()).map(({ lastUsed }) => lastUsed),
            (await at.store.readSessions()).map(({ lastActivity }) => lastActivity),
          ])
          .toEqual([[usedAt], [usedAt]]);
      }
    };

    await useFor(3, leader);
    // Not written before it stops.
    expect(await use(leader)).toEqual(["admin", "admin"]);
    expect(await use(follower)).toEqual(["admin", "admin"]);
    await useFor(3, follower);
    await leader.access.close();
    expect((await leader.store.readTokens()).map(({ lastUsed }) => lastUsed)).toEqual([clock.now() - 10]);
    await leader.access.login("admin", "a long secret of the test", "127.0.0.1");
    expect(await use(leader)).toEqual(["admin", "admin"]);
  });

  test("records that the leader deletes for their age are gone, and others stay", async () => {
    const ended = { ...sampleDowntime(1, hostKey(1)), endTime: 900, deletionTime: 900 };
    const running = { ...sampleDowntime(2, hostKey(1)), endTime: 9_000, deletionTime: null };
    await pair.leader.ledger.commit([ended, running].map((record) => ({ kind: "downtime", record })));
    await caughtUp();
    expect(downtimesOf(pair.follower.realtime)).toHaveLength(2);

    await pair.leader.store.purgeBefore({ records: 1_000, decisions: 1_000 });
    await caughtUp();
    expect(downtimesOf(pair.follower.realtime)).toEqual([running]);
  });

  test("it stores nothing but last uses", async () => {
    await expect(pair.follower.ledger.commit([event])).rejects.toMatchObject({ code: "on-standby" });
    await expect(pair.follower.store.saveAccount(sampleAccount("eve"))).rejects.toMatchObject({ code: "on-standby" });
    await expect(pair.follower.store.purgeBefore({ records: 1, decisions: 1 })).rejects.toMatchObject({
      code: "on-standby",
    });
    await expect(pair.follower.store.eventTable!.dropMonthsBefore(1, [])).rejects.toMatchObject({ code: "on-standby" });
    await pair.follower.store.commit([{ kind: "token-used", hash: "none", lastUsed: 17 }]);
    expect(await pair.leader.store.readNewestEvents(9)).toEqual([]);
  });

  test("without the database its tables stay, its lag grows, and it does not reach what is committed", async () => {
    await pair.leader.ledger.commit([attempt(1)]);
    const before = await caughtUp();
    pair.proxy.refuse();
    await pair.leader.ledger.commit([attempt(2)]);

    expect(await pair.follower.following.reached(pair.leader.store.position()!, 1_500)).toBe(false);
    expect(pair.follower.following.lagSeconds()).toBeGreaterThan(1);
    expect(pair.follower.following.position()).toBe(before);
    expect(pair.follower.ledger.state(hostKey(1))?.check.checkAttempt).toBe(1);

    pair.proxy.accept();
    await caughtUp();
    expect(pair.follower.ledger.state(hostKey(1))?.check.checkAttempt).toBe(2);
    await waitFor(() => expect(pair.follower.following.lagSeconds()).toBeLessThan(1));
  });

  test("after a gap all is read again, and whoever follows its commits is told of every state", async () => {
    await pair.leader.ledger.commit([attempt(1), event]);
    await caughtUp();
    pair.proxy.refuse();
    await pair.leader.ledger.commit([attempt(2), event]);
    await pair.leader.ledger.commit([{ ...attempt(3), key: serviceKey(2, 4) } as Change, event]);
    await pair.query("DELETE FROM SCHEMA.journal");
    batches = [];
    pair.proxy.accept();
    await caughtUp();

    expect(pair.follower.ledger.state(hostKey(1))?.check.checkAttempt).toBe(2);
    const states = batches.flatMap(({ changes }) => changes.filter((change) => change.kind === "state"));
    expect(states.map(({ key }) => key)).toContain(hostKey(1));
    expect(told.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(pair.follower.stream.head()).toBe(3);
  });

  test("when the leader has reloaded its configuration, it reads its own again, with the ids of the leader", async () => {
    pair.writeObjects(`
define service {
  host_name h2
  service_description disk
  check_command c
  max_check_attempts 3
  contact_groups
}`);
    const [entry, ...others] = (await pair.readConfiguration()).newIds;
    expect(others).toEqual([]);
    await expect(pair.openFollower()).rejects.toMatchObject({ code: "bad-configuration" });
    const key = serviceKey(entry!.hostId, entry!.id);
    await pair.leader.ledger.commit([{ kind: "object-id", entry: entry! }]);
    await pair.leader.ledger.commit([
      {
        kind: "adaptive",
        record: { objectType: "host", objectName: "2", attribute: "activeChecks", value: "false", at: 1 },
      },
      configurationReloaded(17, "1 service added"),
    ]);
    await caughtUp();
    await waitFor(() => expect(pair.follower.ledger.resource(key)).toMatchObject({ description: "disk" }));
    await waitFor(() =>
      expect(pair.follower.warnings).toContainEqual(expect.objectContaining({ directive: "contact_groups" })),
    );

    await pair.leader.store.commit([{ kind: "state", key, state: sampleState }]);
    await caughtUp();
    expect(pair.follower.realtime.service(hostIdOf(key), serviceIdOf(key), seesEverything)?.state).toEqual(sampleState);
    expect(pair.follower.inventory().hosts.map(checksAreOn)).toEqual([true, false, true]);
  });

  test("what the leader reloads while a follower starts is read again", async () => {
    // The accounts are read after the configuration.
    const holding = pair.query("BEGIN; LOCK TABLE SCHEMA.counters; SELECT pg_sleep(3); COMMIT");
    const starting = pair.openFollower();
    const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'SCHEMA.counters'::regclass";
    await waitFor(async () => expect(await pair.query(waiting)).toHaveLength(1));
    pair.writeObjects("\ndefine host {\n  host_name h9\n  max_check_attempts 3\n}\n");
    const [entry] = (await pair.readConfiguration()).newIds;
    await pair.leader.ledger.commit([{ kind: "object-id", entry: entry! }, configurationReloaded(17, "1 host added")]);
    await holding;

    const follower = await starting;
    await waitFor(() => expect(follower.ledger.resource(hostKey(entry!.id))).toMatchObject({ hostName: "h9" }));
  });

  test("objects that the leader does not know are not shown: the configuration before stays", async () => {
    const before = pair.follower.inventory();
    pair.writeObjects("\ndefine host {\n  host_name h9\n  max_check_attempts 3\n}\n");
    await pair.leader.ledger.commit([configurationReloaded(17, "nothing")]);
    await caughtUp();
    await waitFor(() => expect(pair.errors).toContainEqual(expect.objectContaining({ code: "bad-configuration" })));

    expect(pair.follower.inventory()).toBe(before);
    await pair.leader.ledger.commit([attempt(3)]);
    await caughtUp();
    expect(pair.follower.ledger.state(hostKey(1))?.check.checkAttempt).toBe(3);
  });

  test("with the store of the next term its tables are those of a leader", async () => {
    await pair.leader.ledger.commit([attempt(1), event]);
    expect(await pair.follower.lead(pair.leader.store)).toBe(true);

    await pair.follower.ledger.commit([attempt(2)]);
    const { states } = await pair.leader.store.readSnapshot();
    expect(states.get(hostKey(1))?.check.checkAttempt).toBe(2);
    expect(contentOf(pair.follower.realtime)).toEqual(contentOf(tableOf(await snapshot())));
    // Only what it commits itself: the journal is followed no more.
    await pair.leader.ledger.commit([attempt(3)]);
    await expect(pair.follower.following.reached(pair.leader.store.position()!, 50)).resolves.toBe(false);
    expect(pair.follower.ledger.state(hostKey(1))?.check.checkAttempt).toBe(2);
    await expect(pair.follower.store.eventTable!.dropMonthsBefore(1, [])).resolves.toBe(0);
  });

  test("it does not lead with tables that lack a commit of the term before", async () => {
    pair.proxy.refuse();
    await pair.leader.ledger.commit([attempt(1)]);
    expect(await pair.follower.lead(pair.leader.store, 100)).toBe(false);
    await expect(pair.follower.ledger.commit([event])).rejects.toMatchObject({ code: "on-standby" });
  });

  test("once it has stopped nothing more is applied, and nobody waits for it", async () => {
    const { following } = pair.follower;
    const wanted = following.reached(1_000_000, 60_000);
    await following.stop();
    expect(await wanted).toBe(false);

    const before = following.position();
    await pair.leader.ledger.commit([attempt(7)]);
    expect(await following.reached(before + 1, 50)).toBe(false);
    expect(pair.follower.ledger.state(hostKey(1))?.check.checkAttempt).not.toBe(7);
  });
});

const byId = (one: { readonly id: number }, other: { readonly id: number }): number => one.id - other.id;

const downtimesOf = (realtime: Realtime): readonly Downtime[] =>
  realtime.listDowntimes(ALL, EVERYTHING, seesEverything).rows.map(({ downtime }) => downtime);

/** What a table shows, without the order of what is the same. */
function contentOf(realtime: Realtime): object {
  const { hosts, services } = realtime.rows(seesEverything);
  return {
    hosts: hosts.map(({ host, state }) => [host.key, state]),
    services: services.map(({ service, state }) => [service.key, state]),
    downtimes: downtimesOf(realtime),
    acknowledgements: realtime
      .listAcknowledgements({ scope: ALL, only: "all" }, EVERYTHING, seesEverything)
      .rows.map(({ acknowledgement }) => acknowledgement),
    counts: realtime.countByStatus("service", {}, {}, seesEverything),
  };
}

// Hosts 1 to 3 and their services, and one that is not configured.
const keys: fc.Arbitrary<ResourceKey> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.boolean())
  .map(([host, isHost]) => (isHost ? hostKey(host) : serviceKey(host, host)));
const ids = fc.integer({ min: 1, max: 12 });
/** The resource of a record stays the same. */
const keyOfRecord = (id: number): ResourceKey =>
  id % 2 === 0 ? hostKey(1 + (id % 4)) : serviceKey(1 + (id % 4), 1 + (id % 4));
const ended = fc.constantFrom(null, 1_000, 3_000);

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(keys, resourceStates).map(([key, state]): Change => ({ kind: "state", key, state })),
  fc.tuple(keys, events).map(([key, of]): Change => ({ kind: "event", event: { ...of, key } })),
  fc.tuple(ids, acknowledgements, ended).map(([id, of, deletionTime]): Change => ({
    kind: "acknowledgement",
    record: { ...of, id, key: keyOfRecord(id), deletionTime },
  })),
  fc.tuple(ids, downtimes, ended).map(([id, of, deletionTime]): Change => ({
    kind: "downtime",
    record: { ...of, id, key: keyOfRecord(id), deletionTime },
  })),
  fc.tuple(ids, comments, ended).map(([id, of, deletionTime]): Change => ({
    kind: "comment",
    record: { ...of, id, key: keyOfRecord(id), deletionTime },
  })),
  fc.constantFrom("1", "2", "3").map((objectName): Change => ({
    kind: "adaptive",
    record: { objectType: "host", objectName, attribute: "activeChecks", value: "false", at: 17 },
  })),
  fc.constantFrom("1", "2", "3").map((objectName): Change => ({
    kind: "adaptive-forgotten",
    record: { objectType: "host", objectName, attribute: "activeChecks" },
  })),
);

type Step = (pair: LeaderAndFollower) => Promise<unknown>;
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(changes, { minLength: 1, maxLength: 8 }).map(
      (taken): Step =>
        (pair) =>
          pair.leader.ledger.commit(taken),
    ),
  },
  // Several at once, in one transaction.
  {
    weight: 3,
    arbitrary: fc.array(fc.array(changes, { minLength: 1, maxLength: 3 }), { maxLength: 6 }).map(
      (taken): Step =>
        (pair) =>
          Promise.all(taken.map((each) => pair.leader.ledger.commit(each))),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Step>((pair) => Promise.resolve(pair.proxy.cut())) },
  { weight: 1, arbitrary: fc.constant<Step>((pair) => Promise.resolve(pair.proxy.refuse())) },
  { weight: 2, arbitrary: fc.constant<Step>((pair) => Promise.resolve(pair.proxy.accept())) },
  { weight: 2, arbitrary: fc.constant<Step>((pair) => pair.query("DELETE FROM SCHEMA.journal")) },
  {
    weight: 1,
    arbitrary: fc.constant<Step>((pair) => pair.leader.store.purgeBefore({ records: 2_000, decisions: 2_000 })),
  },
);
