import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../src/data/store/open-store.ts";
import { parsePostgresUrl } from "../../src/data/store/store-place.ts";
import type { Store } from "../../src/data/store/store.ts";
import { silentLog } from "../../src/lib/log.ts";
import type { Change } from "../../src/model/change.ts";
import { hostKey } from "../../src/model/resource-key.ts";
import { startPostgres, runPostgresProgram, whyNoPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { loginAt, startServerProcess } from "../support/server-process.ts";
import { sampleAccount, sampleEvent, sampleMessage, sampleState } from "../support/record-samples.ts";
import { stateWith } from "../support/state-with.ts";

describe.skipIf(whyNoPostgres() !== null)("a cluster of its own", () => {
  let server: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    server = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), "vigie-postgres-test-"));
    // The owner of the cluster writes the dump.
    chmodSync(folder, 0o777);
  });
  afterAll(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (url: string, passwordFile: string | null = null): Promise<Store> =>
    openStore({
      folder: join(folder, "data"),
      postgres: parsePostgresUrl(url, passwordFile),
      log: silentLog,
      exclusive: true,
    });

  const numbered = (number: number): Change[] => [
    { kind: "state", key: hostKey(number), state: stateWith(sampleState, { output: String(number) }) },
    { kind: "event", event: { ...sampleEvent(hostKey(number)), output: String(number) } },
    { kind: "outbox", message: { ...sampleMessage(hostKey(number)), comment: String(number) } },
  ];

  test("a dump made by pg_dump under load restores to one state of the store, with what was answered before", async () => {
    const url = server.newSchema();
    const { schema } = parsePostgresUrl(url);
    const connection = ["-h", server.folder, "-U", "postgres", "-d", "postgres"];
    const store = await open(url);
    await store.saveAccount(sampleAccount("admin"));
    for (let number = 1; number <= 500; number++) await store.commit(numbered(number));
    let next = 501;
    let isOver = false;
    const load = (async () => {
      while (!isOver) await store.commit(numbered(next++));
    })();
    await runPostgresProgram("pg_dump", [...connection, "-Fc", `--schema=${schema}`, "-f", join(folder, "vigie.dump")]);
    isOver = true;
    await load;
    const during = next - 501;
    await store.close();

    await server.query(`DROP SCHEMA ${schema} CASCADE`);
    await runPostgresProgram("pg_restore", [...connection, "--no-owner", join(folder, "vigie.dump")]);
    const restored = await open(url);
    try {
      const { states, revision } = await restored.readSnapshot();
      const [events, messages] = [await restored.readEventsAfter(0, 9_999), await restored.readOutbox(0, 9_999)];

      expect(during).toBeGreaterThan(0);
      expect(states.size).toBeGreaterThanOrEqual(500);
      // The watch of the store may have made commits without changes.
      expect(revision).toBeGreaterThan(states.size);
      expect(events.map(({ output }) => Number(output))).toEqual([...states.keys()].map((_, place) => place + 1));
      expect(messages.map(({ comment }) => Number(comment))).toEqual(events.map(({ output }) => Number(output)));
      expect(await restored.readAccounts()).toHaveLength(1);
      expect((await restored.commit(numbered(9_999))).lastEventId).toBe(events.length + 1);
    } finally {
      await restored.close();
    }
  });

  test("the password comes from its file, at each connection, and is in no refusal", async () => {
    const hba = join(server.folder, "data/pg_hba.conf");
    const before = readFileSync(hba, "utf8");
    writeFileSync(hba, "local all vigie scram-sha-256\n");
    appendFileSync(hba, before);
    await server.query("CREATE ROLE vigie LOGIN PASSWORD 'right horse'; GRANT CREATE ON DATABASE postgres TO vigie");
    await server.query("SELECT pg_reload_conf()");
    const url = server.newSchema().replace("postgres@", "vigie@");
    const file = join(folder, "password");

    writeFileSync(file, "wrong horse\n");
    await expect(open(url, file)).rejects.toMatchObject({
      code: "store-not-permitted",
      message: expect.not.stringContaining("horse"),
    });
    await expect(open(url)).rejects.toMatchObject({ code: "store-not-permitted" });
    await expect(open(url, join(folder, "none"))).rejects.toThrow(/none cannot be read: no such file/);
    writeFileSync(file, "right horse\n");
    const store = await open(url, file);
    await expect(store.commit(numbered(1))).resolves.toBeDefined();
    await store.close();
  });

  test("after a crash of the database, the server goes on with all that was answered", async () => {
    const store = await open(server.newSchema());
    for (let number = 1; number <= 50; number++) await store.commit(numbered(number));

    await server.signal("SIGQUIT");
    await expect(store.commit(numbered(51))).rejects.toMatchObject({ code: "store-unavailable" });
    await server.start();
    let number = 52;
    await expect
      .poll(() =>
        store.commit(numbered(number++)).then(
          () => "stored",
          ({ code }: { code: string }) => code,
        ),
      )
      .toBe("stored");

    const outputs = (await store.readEventsAfter(0, 999)).map(({ output }) => Number(output));
    expect(outputs.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, place) => place + 1));
    expect(outputs).toHaveLength(51);
    await store.close();
  });

  test("while the database is away, the API reads on, refuses changes with 503, and the health shows it", async () => {
    const vigie = await startServerProcess({
      VIGIE_DATA: join(folder, "served"),
      VIGIE_STORE: server.newSchema(),
      VIGIE_ADMIN_PASSWORD: "correct horse",
    });
    try {
      const token = await loginAt(vigie.url, "admin", "correct horse");
      const send = async (method: string, path: string): Promise<Response> =>
        fetch(`${vigie.url}${path}`, {
          method,
          headers: { "X-AUTH-TOKEN": token },
          ...(method === "GET" ? {} : { body: JSON.stringify({ comment: "seen" }) }),
        });
      const comment = "/api/hosts/1/comments";
      expect((await send("POST", comment)).status).toBeLessThan(300);

      await server.signal("SIGINT");

      await expect.poll(async () => (await send("POST", comment)).status).toBe(503);
      const refused = await send("POST", comment);
      expect(refused.headers.get("retry-after")).toBe("5");
      expect(await refused.json()).toEqual({
        code: "store-unavailable",
        message: "The store cannot be reached at the moment; try again",
      });
      expect((await send("GET", "/centreon/api/latest/monitoring/services")).status).toBe(200);
      const health = async (): Promise<unknown> => (await send("GET", "/api/health")).json();
      await expect.poll(health).toMatchObject({ problems: [{ part: "store", code: "store-unavailable" }] });

      await server.start();
      await expect.poll(async () => (await send("POST", comment)).status).toBeLessThan(300);
      await expect.poll(health).toMatchObject({ problems: [] });
    } finally {
      await vigie.stop();
    }
  }, 180_000);
});
