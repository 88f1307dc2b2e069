import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "../../../../test/support/wait-for.ts";
import { createFakeClock } from "../../../../test/support/fake-clock.ts";
import { sampleEvent } from "../../../../test/support/record-samples.ts";
import { sharedPostgres, whyNoPostgres } from "../../../../test/support/postgres-server.ts";
import { startPostgresProxy, type PostgresProxy } from "../../../../test/support/postgres-proxy.ts";
import { systemClock, type Clock } from "../../../lib/clock.ts";
import { silentLog, type Log } from "../../../lib/log.ts";
import type { Change } from "../../../model/change.ts";
import { hostKey } from "../../../model/resource-key.ts";
import { parsePostgresUrl, type PostgresAddress } from "../store-place.ts";
import type { Store } from "../store.ts";
import { connect, disconnect } from "./connection.ts";
import { openPostgresStore } from "./open-store.ts";

const event: Change = { kind: "event", event: sampleEvent(hostKey(1)) };

describe.skipIf(whyNoPostgres() !== null)("a store in PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  let address: PostgresAddress;
  let proxy: PostgresProxy;
  const stores: Store[] = [];

  beforeEach(async () => {
    server = await sharedPostgres();
    address = parsePostgresUrl(server.newSchema());
    proxy = await startPostgresProxy(address.host);
  });
  afterEach(async () => {
    proxy.accept();
    for (const store of stores.splice(0)) await store.close();
    await proxy.close();
    await server.query(`DROP SCHEMA IF EXISTS ${address.schema} CASCADE`);
  });

  const open = async ({
    isByProxy = false,
    exclusive = true,
    log = silentLog,
    clock = systemClock,
  }: { isByProxy?: boolean; exclusive?: boolean; log?: Log; clock?: Clock } = {}): Promise<Store> => {
    const store = await openPostgresStore({
      address: isByProxy ? { ...address, host: proxy.folder } : address,
      log,
      exclusive,
      clock,
    });
    stores.push(store);
    return store;
  };
  const sessionsOf = (purpose: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    server.query(
      `SELECT a.pid FROM pg_stat_activity a JOIN pg_locks l USING (pid) WHERE application_name = 'vigie ${purpose}'
        AND l.locktype = 'advisory' AND l.objid = (hashtext('${address.schema}')::bigint & 4294967295)`,
    );
  const lastIds = async (): Promise<Readonly<Record<string, unknown>>> =>
    (await server.query(`SELECT revision::int, event_id::int FROM ${address.schema}.last_ids`))[0]!;

  test("a commit whose answer is lost with the connection is found to be stored, and answered", async () => {
    const store = await open({ isByProxy: true });
    const { revision } = await store.commit([event]);

    proxy.holdAnswersAfter("COMMIT");
    const inFlight = store.commit([event]);
    await waitFor(async () => expect(await lastIds()).toMatchObject({ event_id: 2 }));
    proxy.holdAnswersAfter(null);
    proxy.cut();

    await expect(inFlight).resolves.toMatchObject({ revision: revision + 1, lastEventId: 2 });
    expect((await store.commit([event])).revision).toBeGreaterThan(revision + 1);
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(3);
  });

  // All are sent at once; then each half of what has a bad one: the third time the first alone, the fifth the last two.
  test.each([
    ["first", 3, ["stored", "store-unavailable", "store-unavailable", "store-unavailable"], 2],
    ["last", 5, ["stored", "change-not-storable", "stored", "stored"], 4],
  ])(
    "of a batch with a bad commit, each is answered as it was stored if the %s part is in doubt",
    async (_, times, outcomes, count) => {
      const store = await open({ isByProxy: true });
      await store.commit([event]);

      proxy.holdAnswersAfter("COMMIT", times);
      const bad = { kind: "event", event: { ...sampleEvent(hostKey(1)), state: "bad" } } as unknown as Change;
      const all = Promise.all(
        [[event], [bad], [event], [event]].map((changes) =>
          store.commit(changes).then(
            () => "stored",
            ({ code }: { code: string }) => code,
          ),
        ),
      );
      await waitFor(async () => expect(await lastIds()).toMatchObject({ event_id: count }));
      proxy.holdAnswersAfter(null);
      proxy.cut();

      expect(await all).toEqual(outcomes);
      expect(await store.readEvents(hostKey(1), 9)).toHaveLength(count);
    },
  );

  test("a read in a transaction whose connection is lost is refused, and the next one is answered", async () => {
    const store = await open({ isByProxy: true });
    await store.commit([event]);

    proxy.holdAnswersAfter("FETCH");
    const read = expect(store.readSnapshot()).rejects.toMatchObject({ code: "store-unavailable" });
    await waitFor(async () => {
      const fetching = await server.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'FETCH%'");
      expect(fetching).toHaveLength(1);
    });
    proxy.holdAnswersAfter(null);
    proxy.cut();

    await read;
    await waitFor(() => store.readSnapshot());
  });

  test("a server whose lost session does not end is not displaced by it, and goes on when it ends", async () => {
    const store = await open({ isByProxy: true });
    await store.commit([event]);
    const [session] = await sessionsOf("server");

    server.pause(Number(session!["pid"]));
    const inFlight = store.commit([event]).catch(({ code }: { code: string }) => code);
    await waitFor(() => expect(store.pending()).toBe(1));
    proxy.cut();
    await expect(inFlight).resolves.toBe("store-unavailable");
    // Longer than it tries to get the lock.
    const until = performance.now() + 4_000;
    while (performance.now() < until) {
      await expect(store.commit([event])).rejects.toMatchObject({ code: "store-unavailable" });
      await waitFor(() => expect(store.health().problem).toMatchObject({ code: "store-unavailable" }));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    server.resume();

    await waitFor(() => store.commit([event]), { interval: 100 });
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(2);
  });

  test("a commit that was rolled back when its session ended is refused, and nothing of it is stored", async () => {
    const store = await open();
    await store.commit([event]);
    await server.query(`SET search_path TO ${address.schema};
      CREATE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER pause AFTER UPDATE ON last_ids DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION pause()`);

    const inFlight = store.commit([event]);
    const refused = expect(inFlight).rejects.toMatchObject({ code: "store-unavailable" });
    const waiting = expect(store.commit([event])).rejects.toMatchObject({ code: "store-unavailable" });
    const [session] = await sessionsOf("server");
    await waitFor(async () => {
      const [found] = await server.query(`SELECT query FROM pg_stat_activity WHERE pid = ${String(session!["pid"])}`);
      expect(found!["query"]).toBe("COMMIT");
    });
    await server.query(`SELECT pg_terminate_backend(${String(session!["pid"])})`);
    await refused;
    await waiting;

    await server.query(`DROP FUNCTION ${address.schema}.pause CASCADE`);
    await waitFor(() => store.commit([event]), { interval: 100 });
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(2);
  });

  test("a commit that was cancelled while it waited for its turn is refused, and the next one is stored", async () => {
    const store = await open();
    const other = await connect(address, "test");
    await other.query("BEGIN; SELECT FROM last_ids FOR UPDATE");
    const refused = expect(store.commit([event])).rejects.toMatchObject({ code: "store-failed" });
    const waiting = "wait_event_type = 'Lock' AND application_name = 'vigie server'";
    await waitFor(async () =>
      expect(await server.query(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE ${waiting}`)).toHaveLength(
        1,
      ),
    );
    await refused;
    await other.query("ROLLBACK");
    await other.end();

    await store.commit([event]);
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(1);
  });

  test("while the database is away, commits are refused at once, the health says so, and it ends by itself", async () => {
    const store = await open({ isByProxy: true });
    await store.commit([event]);

    proxy.refuse();
    await waitFor(() => expect(store.commit([event])).rejects.toMatchObject({ code: "store-unavailable" }));
    expect(store.health().problem).toMatchObject({ code: "store-unavailable" });
    await expect(store.readEvents(hostKey(1), 9)).rejects.toMatchObject({ code: "store-unavailable" });

    proxy.accept();
    await waitFor(() => store.commit([event]), { interval: 100 });
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(2);
    await waitFor(() => expect(store.health().problem).toBeNull(), { interval: 200 });
  });

  test("a second server is refused with the session of the first, until that one has ended", async () => {
    const first = await open();
    const [holder] = await sessionsOf("server");

    await expect(open()).rejects.toMatchObject({
      code: "store-in-use",
      message: expect.stringContaining(`session ${String(holder!["pid"])}`),
    });
    await expect(open({ exclusive: false })).resolves.toBeDefined();
    await first.close();

    await expect(open()).resolves.toBeDefined();
  });

  test("a server that was displaced by another one stores nothing any more, and says so", async () => {
    const first = await open({ isByProxy: true });
    await first.commit([event]);
    proxy.refuse();
    const second = await open();
    await second.commit([event]);
    proxy.accept();

    await waitFor(() => expect(first.commit([event])).rejects.toMatchObject({ code: "store-in-use" }), {
      interval: 100,
    });
    expect(await second.readEvents(hostKey(1), 9)).toHaveLength(2);
  });

  test("events of a month are in its partition, also those that came before it was made", async () => {
    const store = await open();
    const at = Date.now() / 1000;
    await store.commit([{ kind: "event", event: { ...sampleEvent(hostKey(1)), at: at - 5 * 365 * 86_400 } }]);
    await store.commit([{ kind: "event", event: { ...sampleEvent(hostKey(1)), at } }]);
    await store.commit([{ kind: "event", event: { ...sampleEvent(hostKey(1)), at, output: "kept" } }]);
    const [kept] = await store.readNewestEvents(1);
    const partitions = await server.query(
      `SELECT tableoid::regclass::text AS name FROM ${address.schema}.events ORDER BY event_time`,
    );

    const month = new Date().toISOString().slice(0, 7).replace("-", "_");
    expect(partitions.map(({ name }) => String(name).split(".").at(-1))).toEqual([
      "events_other",
      ...Array.from({ length: 2 }, () => `events_${month}`),
    ]);
    expect(await store.eventTable!.dropMonthsBefore(at, [])).toBe(0);
    expect(await store.eventTable!.dropMonthsBefore(at + 62 * 86_400, [kept!.id])).toBe(1);
    expect((await store.readNewestEvents(9)).map(({ output }) => output)).toEqual(["kept", expect.any(String)]);
    await expect(store.commit([{ kind: "event", event: { ...sampleEvent(hostKey(1)), at } }])).resolves.toBeDefined();
  });

  test("while a dump reads all events, those of a new month are stored beside it, and move to it later", async () => {
    const clock = createFakeClock(Date.now() / 1000);
    const store = await open({ clock });
    const add = () => store.commit([{ kind: "event", event: { ...sampleEvent(hostKey(1)), at: clock.now() } }]);
    const partitions = async () =>
      (await server.query(`SELECT DISTINCT tableoid::regclass::text AS name FROM ${address.schema}.events`)).map(
        ({ name }) => String(name).split(".").at(-1),
      );
    const dump = await connect(address, "command");
    await dump.query("BEGIN; SELECT count(*) FROM events");

    const begun = performance.now();
    await add();
    await add();
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(await partitions()).toEqual(["events_other"]);

    await dump.query("COMMIT");
    await disconnect(dump);
    await clock.advanceBy(61);
    await add();
    const month = new Date(clock.now() * 1000).toISOString().slice(0, 7).replace("-", "_");
    expect(await partitions()).toEqual([`events_${month}`]);
    expect(await store.readEvents(hostKey(1), 9)).toHaveLength(3);
  });

  test("a schema of another program, and one of a newer release, are refused", async () => {
    await server.query(`CREATE SCHEMA ${address.schema}; CREATE TABLE ${address.schema}.theirs (id int)`);
    await expect(open()).rejects.toMatchObject({ code: "store-not-ours" });
    await server.query(`DROP SCHEMA ${address.schema} CASCADE`);
    await (await open()).close();
    await server.query(`UPDATE ${address.schema}.vigie_store SET schema_version = 99`);

    await expect(open()).rejects.toMatchObject({ code: "store-newer" });
  });

  test("a refused login names the user and no password, and a missing database its name", async () => {
    await expect(
      openPostgresStore({ address: { ...address, user: "nobody" }, log: silentLog, exclusive: true }),
    ).rejects.toMatchObject({ code: "store-not-permitted", message: expect.stringContaining("user nobody") });
    await expect(
      openPostgresStore({ address: { ...address, database: "missing" }, log: silentLog, exclusive: true }),
    ).rejects.toMatchObject({ code: "store-missing" });
  });

  test("a server that does not promise durable commits is warned of", async () => {
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (_: unknown, message: string) => warnings.push(message) } as unknown as Log;

    await open({ log });

    // The cluster of the tests runs with fsync=off.
    expect(warnings).toEqual([expect.stringContaining("fsync is off")]);
  });
});

test("the driver of PostgreSQL is not loaded for a store in a data folder", () => {
  const module = (path: string): string => JSON.stringify(join(import.meta.dirname, path));
  const script = `
    import Module from "node:module";
    import { mkdtempSync, rmSync } from "node:fs";
    import { openStore } from ${module("../open-store.ts")};
    import { silentLog } from ${module("../../../lib/log.ts")};
    const folder = mkdtempSync("/tmp/vigie-driver-");
    const store = await openStore({ folder, log: silentLog, exclusive: true });
    await store.close();
    rmSync(folder, { recursive: true });
    const loaded = () => Object.keys(Module._cache).some((path) => path.includes("/node_modules/pg/"));
    const before = loaded();
    await import(${module("./open-store.ts")});
    console.log(before, loaded());`;

  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });

  expect(stdout.trim()).toBe("false true");
});

const BOUNCER = "/usr/sbin/pgbouncer";

describe.skipIf(whyNoPostgres() !== null || !existsSync(BOUNCER))("behind PgBouncer", () => {
  test.each([
    ["transaction", false],
    ["session", true],
  ])("pool_mode %s", async (mode, isUsable) => {
    const server = await sharedPostgres();
    const address = parsePostgresUrl(server.newSchema());
    const bouncer = await startBouncer(address.host, mode);
    try {
      const opened = openPostgresStore({
        address: { ...address, host: bouncer.folder },
        log: silentLog,
        exclusive: true,
      });
      if (isUsable) await (await opened).close();
      else await expect(opened).rejects.toMatchObject({ code: "store-behind-pooler" });
    } finally {
      await bouncer.stop();
    }
  });
});

/** A pooler that listens on a socket in a folder of its own. */
async function startBouncer(serverFolder: string, mode: string): Promise<{ folder: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-bouncer-"));
  chmodSync(folder, 0o777);
  writeFileSync(join(folder, "users.txt"), '"postgres" ""\n');
  writeFileSync(
    join(folder, "bouncer.ini"),
    `[databases]\n* = host=${serverFolder} port=5432 user=postgres\n[pgbouncer]\nlisten_addr =\nunix_socket_dir = ${folder}
listen_port = 5432\nauth_type = any\nauth_file = ${folder}/users.txt\npool_mode = ${mode}\n`,
  );
  const isRoot = process.getuid?.() === 0;
  const child = isRoot
    ? spawn("runuser", ["-u", "postgres", "--", BOUNCER, join(folder, "bouncer.ini")], { stdio: "ignore" })
    : spawn(BOUNCER, [join(folder, "bouncer.ini")], { stdio: "ignore" });
  await waitFor(() => expect(existsSync(join(folder, ".s.PGSQL.5432"))).toBe(true));
  return {
    folder,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
