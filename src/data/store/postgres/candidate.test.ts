import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { waitFor } from "../../../../test/support/wait-for.ts";
import { sampleEvent } from "../../../../test/support/record-samples.ts";
import { startPostgresProxy, type PostgresProxy } from "../../../../test/support/postgres-proxy.ts";
import { sharedPostgres, whyNoPostgres } from "../../../../test/support/postgres-server.ts";
import { systemClock } from "../../../lib/clock.ts";
import { silentLog } from "../../../lib/log.ts";
import type { Change } from "../../../model/change.ts";
import type { Refusal } from "../../../model/refusal.ts";
import { hostKey } from "../../../model/resource-key.ts";
import { isWon, type Candidate, type Leadership, type WonTerm } from "../leadership.ts";
import { parsePostgresUrl, type PostgresAddress } from "../store-place.ts";
import type { Store } from "../store.ts";
import { createCandidate } from "./candidate.ts";
import { openPostgresStore } from "./open-store.ts";
import { openTables } from "./tables.ts";

const event: Change = { kind: "event", event: sampleEvent(hostKey(1)) };

describe.skipIf(whyNoPostgres() !== null)("the leadership of a store in PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  let address: PostgresAddress;
  let proxy: PostgresProxy;
  const ends: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    server = await sharedPostgres();
    address = parsePostgresUrl(server.newSchema());
    proxy = await startPostgresProxy(address.host);
  });
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
    await proxy.close();
    await server.query(`DROP SCHEMA IF EXISTS ${address.schema} CASCADE`);
  });

  const candidate = (host = address.host): Candidate => {
    const made = createCandidate({ ...address, host }, silentLog);
    ends.push(made.close);
    return made;
  };
  const stand = (
    one: Candidate,
    { holder = "a", leaseSeconds = 60, accept = () => {} }: Partial<Parameters<Candidate["stand"]>[0]> = {},
  ): Promise<WonTerm | Leadership | null> => one.stand({ holder, leaseSeconds, accept });
  const won = async (one: Candidate, how: Parameters<typeof stand>[1] = {}): Promise<WonTerm> => {
    const outcome = await stand(one, how);
    if (!isWon(outcome)) throw new Error(`${outcome?.holder} leads`);
    ends.push(outcome.close);
    return outcome;
  };
  const open = async (term: WonTerm, onLost: (refusal: Refusal) => void = () => {}): Promise<Store> => {
    const store = await term.openStore({ log: silentLog, clock: systemClock, onLost });
    ends.push(store.close);
    return store;
  };
  const change = (assignment: string): Promise<unknown> =>
    server.query(`UPDATE ${address.schema}.leadership SET ${assignment}`);

  test("of those who stand at once for a store that is not made yet, one wins, and the others see who", async () => {
    const all = ["a", "b", "c", "d"].map((holder) => ({ holder, one: candidate() }));

    const outcomes = await Promise.all(all.map(({ one, holder }) => stand(one, { holder })));
    const winners = outcomes.filter(isWon);
    expect(winners).toHaveLength(1);
    ends.push(winners[0]!.close);
    const { holder } = winners[0]!.leadership;
    const loser = all.find((each) => each.holder !== holder)!.one;
    expect(await stand(loser)).toMatchObject({ term: 1, holder });
  });

  test("leader and standbys count who stands by, as long as they reach the database", async () => {
    const [leading, waiting] = [candidate(), candidate(proxy.folder)];
    const term = await won(leading);
    await expect(waiting.countStandbys()).rejects.toThrow("not connected");

    await stand(waiting, { holder: "b" });
    expect([await term.countStandbys(), await waiting.countStandbys()]).toEqual([1, 1]);

    proxy.refuse();
    await expect(waiting.countStandbys()).rejects.toThrow();
  });

  test("a leader that ends leaves the next term to the one who waits", async () => {
    const first = await open(await won(candidate()));
    const { revision } = await first.commit([event]);
    const waiting = candidate();
    expect(isWon(await stand(waiting, { holder: "b" }))).toBe(false);

    await first.close();
    const term = await waitFor(() => won(waiting, { holder: "b" }), { interval: 20 });

    expect(term.leadership).toMatchObject({ term: 2, holder: "b" });
    const second = await open(term);
    expect((await second.commit([event])).revision).toBeGreaterThan(revision);
    expect(await second.readEvents(hostKey(1), 9)).toHaveLength(2);
  });

  test("a leader whose database comes back without its last commits commits nothing more", async () => {
    const lost = vi.fn();
    const store = await open(await won(candidate()), lost);
    for (let count = 0; count < 3; count++) await store.commit([event]);

    // As a replica that was promoted before it had all of them.
    await server.query(`UPDATE ${address.schema}.last_ids SET position = position - 1, revision = revision - 1`);
    await server.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = (SELECT backend_pid FROM ${address.schema}.leadership)`,
    );

    await waitFor(() => expect(lost).toHaveBeenCalledOnce());
    expect(lost.mock.calls[0]).toEqual([
      expect.objectContaining({ code: "store-behind", message: expect.stringMatching(/position 2, .* up to 3\.$/) }),
    ]);
    await expect(store.commit([event])).rejects.toMatchObject({ code: "store-behind" });
    expect(store.position()).toBe(3);
  });

  test("a leader within its lease stays; one that was silent for longer is replaced, and its session ended", async () => {
    const lost = vi.fn();
    const term = await won(candidate(), { leaseSeconds: 60 });
    const first = await open(term, lost);
    const other = candidate();
    expect(await stand(other, { holder: "b" })).toMatchObject({ term: 1 });

    await change("renewed = now() - interval '61 seconds'");
    await waitFor(() => won(other, { holder: "b" }), { interval: 20 });

    await waitFor(() => expect(first.commit([event])).rejects.toMatchObject({ code: "store-in-use" }), {
      interval: 50,
    });
    expect(lost).toHaveBeenCalledTimes(1);
    expect(await term.renew({ address: "", configuration: "", leaseSeconds: 4 })).toBe(false);
    expect(await first.readEvents(hostKey(1), 9)).toHaveLength(0);
  });

  test("no commit of a term succeeds once another has begun, though its session and its lock are as before", async () => {
    const lost = vi.fn();
    const store = await open(await won(candidate()), lost);
    await store.commit([event]);

    await change("term = term + 1");

    await expect(store.commit([event])).rejects.toMatchObject({ code: "leadership-lost" });
    await expect(store.commit([event])).rejects.toMatchObject({ code: "leadership-lost" });
    expect(lost).toHaveBeenCalledTimes(1);
    expect(store.health().problem).toMatchObject({ code: "leadership-lost" });
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(1);
  });

  test("nor does it drop a month of the history then", async () => {
    const store = await open(await won(candidate()));
    const at = Date.now() / 1_000;
    await store.commit([{ kind: "event", event: { ...sampleEvent(hostKey(1)), at } }]);
    const later = at + 62 * 86_400;
    await change("term = term + 1");

    await expect(store.eventTable!.dropMonthsBefore(later, [])).rejects.toMatchObject({ code: "leadership-lost" });
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(1);
  });

  test("a server whose connection was lost goes on in its term, unless another one has begun", async () => {
    const lost = vi.fn();
    const store = await open(await won(candidate(proxy.folder)), lost);
    await store.commit([event]);

    proxy.cut();
    await waitFor(() => store.commit([event]), { interval: 50 });
    expect(lost).not.toHaveBeenCalled();
    const [row] = await server.query(
      `SELECT a.application_name FROM ${address.schema}.leadership l
        JOIN pg_stat_activity a ON a.pid = l.backend_pid AND a.backend_start = l.backend_start`,
    );
    expect(row).toEqual({ application_name: "vigie server" });

    proxy.refuse();
    await change("term = term + 1");
    proxy.accept();
    await waitFor(() => expect(lost).toHaveBeenCalledTimes(1), { interval: 50 });
    await expect(store.commit([event])).rejects.toMatchObject({ code: "leadership-lost" });
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(2);
  });

  test("a renewal does not wait for a commit, and an election does", async () => {
    const term = await won(candidate());
    await server.query(`SET search_path TO ${address.schema};
      CREATE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER pause AFTER UPDATE ON last_ids DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION pause()`);
    const store = await open(term);
    let isStored = false;
    const commit = store.commit([event]).then(() => (isStored = true));
    await waitFor(async () => {
      const active = await server.query(`SELECT FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active'`);
      expect(active).toHaveLength(1);
    });

    expect(await term.renew({ address: "http://a", configuration: "0f", leaseSeconds: 4 })).toBe(true);
    expect(isStored).toBe(false);
    await change("term = term + 1");
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(1);
    await commit;
  });

  test("what is refused by who looks is not won, and the lock is free for another", async () => {
    await (await open(await won(candidate()))).close();
    const accept = (): void => {
      throw new Error("older");
    };

    await waitFor(() => expect(stand(candidate(), { accept })).rejects.toThrow("older"));
    const term = await waitFor(() => won(candidate()), { interval: 20 });
    expect(term.leadership.term).toBe(2);
  });

  test("while a command has the store for itself, nobody is elected, and its session is left alone", async () => {
    await (await open(await won(candidate(), { leaseSeconds: 0 }))).close();
    const tables = await waitFor(() => openTables(address, true));
    ends.push(tables.close);
    const waiting = candidate();

    expect(await stand(waiting, { holder: "b" })).toMatchObject({ term: 1 });
    expect(await stand(waiting, { holder: "b" })).toMatchObject({ term: 1 });
    expect(await tables.count("events")).toBe(0);
    await tables.close();
    await waitFor(() => won(waiting, { holder: "b" }), { interval: 20 });
  });

  test("commands write beside the leader", async () => {
    const store = await open(await won(candidate()));
    const command = await openPostgresStore({ address, log: silentLog, exclusive: false });
    ends.push(command.close);

    await command.commit([event]);
    await store.commit([event]);

    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(2);
  });
});
