import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { hostKey } from "../../../model/resource-key.ts";
import { silentLog } from "../../../lib/log.ts";
import { sampleAccount, sampleMessage, sampleState, sampleToken } from "../../../../test/support/record-samples.ts";
import type { Store } from "../store.ts";
import { SCHEMA_VERSION } from "./migrations.ts";
import { openSqliteStore } from "./open-store.ts";
import { stateWith } from "../../../../test/support/state-with.ts";

const SUPPORT = join(import.meta.dirname, "../../../../test/support");

let base: string;
let folder: string;
const opened: Store[] = [];
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "vigie-open-"));
  folder = join(base, "data");
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await rm(base, { recursive: true });
});
const openStore = async (exclusive = true): Promise<Store> => {
  const store = await openSqliteStore({ folder, log: silentLog, exclusive });
  opened.push(store);
  return store;
};
const closeAll = async (): Promise<void> => {
  for (const store of opened.splice(0)) await store.close();
};
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const databasePath = (): string => join(folder, "vigie.sqlite");

describe("the data folder", () => {
  test("is created with its parents, and other users can read neither it nor the files in it", async () => {
    folder = join(base, "var", "lib", "data");
    const store = await openStore();
    await store.commit([{ kind: "state", key: hostKey(1), state: sampleState }]);

    expect(modeOf(folder)).toBe("700");
    const names = readdirSync(folder);
    expect(names).toContain("vigie.sqlite-wal");
    expect(names.map((name) => modeOf(join(folder, name)))).toEqual(names.map(() => "600"));
  });

  test("is made private if other users could read it", async () => {
    await openStore();
    await closeAll();
    chmodSync(folder, 0o755);
    chmodSync(databasePath(), 0o644);

    await openStore();

    expect([modeOf(folder), modeOf(databasePath())]).toEqual(["700", "600"]);
  });

  test("is refused unchanged if it contains other files", async () => {
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, "passwd"), "");

    await expect(openStore()).rejects.toMatchObject({
      code: "store-not-ours",
      message:
        `The folder ${folder} holds other files (such as passwd) and no Vigie store. ` +
        `Choose an empty or a new folder as the data folder.`,
    });
    expect(modeOf(folder)).toBe("755");
    expect(readdirSync(folder)).toEqual(["passwd"]);
  });

  const kinds: Readonly<Record<string, (path: string) => void>> = {
    "a FIFO": (path) => void spawnSync("mkfifo", [path]),
    "a folder": (path) => mkdirSync(path),
    "a link that leads to no file (too many symbolic links)": (path) => symlinkSync(path, path),
    "a link that leads to no file (no such file or folder)": (path) => symlinkSync(`${path}.none`, path),
  };
  const names = ["sqlite", "lock"].flatMap((name) =>
    ["", "-wal", "-shm", "-journal"].map((end) => `vigie.${name}${end}`),
  );

  test.each(Object.entries(kinds))("is refused with the path of a file that is %s", async (kind, make) => {
    await openStore();
    await closeAll();
    for (const name of names) {
      const path = join(folder, name);
      const aside = join(base, "aside");
      if (existsSync(path)) renameSync(path, aside);
      make(path);
      await expect(openStore()).rejects.toMatchObject({
        code: "store-not-ours",
        message: `${path} is ${kind}, and the server needs a file there: remove it.`,
      });
      rmSync(path, { recursive: true });
      if (existsSync(aside)) renameSync(aside, path);
    }
    await openStore();
  });

  test("is refused if it is a shared folder for temporary files", async () => {
    mkdirSync(folder);
    chmodSync(folder, 0o1777);

    await expect(openStore()).rejects.toMatchObject({
      code: "store-not-ours",
      message: expect.stringContaining("sticky bit"),
    });
    expect(modeOf(folder)).toBe("777");
  });

  test("is refused if it is a file", async () => {
    writeFileSync(folder, "");

    await expect(openStore()).rejects.toMatchObject({
      code: "store-not-ours",
      message: expect.stringContaining(`${folder} is not a folder`),
    });
  });

  test("is created with several missing parents", async () => {
    folder = join(folder, "deep", "down");

    await openStore();

    expect(readdirSync(folder)).toContain("vigie.sqlite");
  });

  test.runIf(existsSync("/proc/self"))("is refused if folders cannot be created", async () => {
    folder = "/proc/vigie/data";

    await expect(openStore()).rejects.toMatchObject({
      code: "store-failed",
      message: expect.stringContaining("/proc/vigie/data cannot be used"),
    });
  });

  test("says that a damaged lock may be deleted", async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "vigie.lock"), "x".repeat(5000));

    await expect(openStore()).rejects.toMatchObject({
      code: "store-damaged",
      message: expect.stringContaining("vigie.lock is damaged. It contains no data: delete it"),
    });
  });

  test("is refused with its path if the server's user cannot write to it", async ({ skip }) => {
    if (process.getuid?.() !== 0) skip("only root can start a process as another user");
    mkdirSync(folder);
    chmodSync(base, 0o755);
    chmodSync(folder, 0o555);
    const program = `import(${JSON.stringify(join(import.meta.dirname, "open-store.ts"))})
      .then((module) => module.openSqliteStore({ folder: ${JSON.stringify(folder)}, log: console, exclusive: true }))
      .catch((error) => console.log(error.code + ': ' + error.message))`;

    const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
      uid: 65_534,
      gid: 65_534,
      encoding: "utf8",
    });

    expect(stdout + stderr).toContain(`store-read-only: The data folder ${folder} cannot be written`);
  });
});

describe("the database", () => {
  test("is refused unchanged if another program created it", async () => {
    mkdirSync(folder);
    const foreign = new DatabaseSync(databasePath());
    foreign.exec("CREATE TABLE songs (title TEXT)");
    foreign.close();
    const before = readFileSync(databasePath());

    await expect(openStore()).rejects.toMatchObject({
      code: "store-not-ours",
      message: `${databasePath()} is a SQLite database of another program. Choose another data folder.`,
    });
    expect(readFileSync(databasePath())).toEqual(before);
  });

  test("is refused if a newer release wrote it, naming both versions", async () => {
    await openStore();
    await closeAll();
    const db = new DatabaseSync(databasePath());
    db.exec("PRAGMA user_version = 999");
    db.close();

    await expect(openStore()).rejects.toMatchObject({
      code: "store-newer",
      message: expect.stringMatching(/schema version 999.*up to \d+/),
    });
  });

  test("is refused if it is not a database", async () => {
    mkdirSync(folder);
    writeFileSync(databasePath(), "not a database, ".repeat(500));

    await expect(openStore()).rejects.toMatchObject({
      code: "store-damaged",
      message: expect.stringContaining(databasePath()),
    });
  });

  test("reports damage to a part of it on reading and on writing", async () => {
    const store = await openStore();
    await store.commit(
      Array.from({ length: 5_000 }, (_, n) => ({ kind: "state", key: hostKey(n + 1), state: sampleState })),
    );
    await closeAll();
    const file = await open(databasePath(), "r+");
    const { size } = await file.stat();
    // Behind the pages of the schema.
    await file.write(Buffer.alloc(size - 450_000, 0x5a), 0, size - 450_000, 400_000);
    await file.close();

    const damaged = await openStore();

    await expect(damaged.readSnapshot()).rejects.toMatchObject({ code: "store-damaged" });
    const writes = Array.from({ length: 50 }, (_, n) =>
      damaged.commit([{ kind: "state", key: hostKey(n * 100 + 1), state: sampleState }]),
    );
    const reasons = (await Promise.allSettled(writes)).map((result) =>
      result.status === "rejected" ? result.reason.code : "written",
    );
    expect(reasons).toContain("store-damaged");
  });

  test("opens after its process left a write-ahead log behind", async () => {
    const store = await openStore();
    await store.commit([{ kind: "state", key: hostKey(4), state: sampleState }]);
    const copy = join(base, "copy");
    cpSync(folder, copy, { recursive: true });
    await closeAll();
    rmSync(folder, { recursive: true });
    cpSync(copy, folder, { recursive: true });

    expect((await (await openStore()).readSnapshot()).states.get(hostKey(4))).toEqual(sampleState);
  });

  test("is one file after a close, even if its log was being copied", async () => {
    const store = await openStore();
    const output = "x".repeat(20_000);
    await Promise.all(
      Array.from({ length: 1_000 }, (_, n) =>
        store.commit([{ kind: "state", key: hostKey(n + 1), state: stateWith(sampleState, { output }) }]),
      ),
    );

    await closeAll();

    expect(readdirSync(folder).filter((name) => name.startsWith("vigie.sqlite"))).toEqual(["vigie.sqlite"]);
    expect((await (await openStore()).readSnapshot()).states.size).toBe(1_000);
  });
});

describe("one server on a data folder", () => {
  test("a second one is refused, naming the process of the first", async () => {
    await openStore();

    await expect(openStore()).rejects.toMatchObject({
      code: "store-in-use",
      message:
        `Another Vigie server (process ${process.pid}) runs on the data folder ${folder}. ` +
        `Stop it, or give this one its own data folder.`,
    });
  });

  test.each([
    ["deleted", () => {}],
    ["replaced", (path: string) => writeFileSync(path, "")],
  ])("a second one is also refused after the lock was %s, which is logged", async (_how, replace) => {
    const errors: string[] = [];
    const log = { ...silentLog, error: (_fields: object, message: string) => errors.push(message) };
    const store = await openSqliteStore({ folder, log, exclusive: true });
    opened.push(store);
    rmSync(join(folder, "vigie.lock"));
    replace(join(folder, "vigie.lock"));

    await expect.poll(() => errors).toHaveLength(1);

    expect(errors[0]).toContain("the lock of the data folder was deleted or replaced");
    expect(modeOf(join(folder, "vigie.lock"))).toBe("600");
    expect(store.health().problem).toBeNull();
    await expect(openStore()).rejects.toMatchObject({ code: "store-in-use" });
  });

  test("takes no changes once another one has the lock in the place of a deleted one", async () => {
    const store = await openStore();
    rmSync(join(folder, "vigie.lock"));
    const other = await openStore();

    await expect.poll(() => store.health().problem?.code).toBe("store-in-use");

    await other.close();
    await expect(store.commit([{ kind: "token-deleted", hash: "x" }])).rejects.toMatchObject({ code: "store-in-use" });
  });

  test("the command line changes accounts while it runs", async () => {
    const server = await openStore();
    const commandLine = await openStore(false);

    await commandLine.saveAccount(sampleAccount("operator"));

    expect((await server.readAccounts()).map(({ alias }) => alias)).toEqual(["operator"]);
  });

  test("the folder is free again after a close, after a refused start, and after a kill -9", async () => {
    await openStore();
    await closeAll();
    const db = new DatabaseSync(databasePath());
    db.exec("PRAGMA user_version = 999");
    await expect(openStore()).rejects.toMatchObject({ code: "store-newer" });
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    db.close();
    const holder = spawn(process.execPath, [join(SUPPORT, "commit-loop.ts"), folder, "1", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => {
      holder.kill("SIGKILL");
    });
    await once(holder.stdout as NodeJS.ReadableStream, "data");
    await expect(openStore()).rejects.toMatchObject({
      code: "store-in-use",
      message: expect.stringContaining(`(process ${holder.pid})`),
    });

    holder.kill("SIGKILL");
    await once(holder, "exit");

    await expect(openStore()).resolves.toBeDefined();
  });

  test("the command line does not change the schema under a running server", async () => {
    await openStore();
    const db = new DatabaseSync(databasePath());
    db.exec("PRAGMA user_version = 0");
    db.close();

    await expect(openStore(false)).rejects.toMatchObject({ code: "store-in-use" });
  });
});

test("a database of the previous release keeps who was notified of which state, and its tokens", async () => {
  const store = await openStore();
  const message = sampleMessage(hostKey(4));
  await store.commit([
    { kind: "state", key: hostKey(4), state: stateWith(sampleState, { notifiedStates: 4 }) },
    { kind: "state", key: hostKey(5), state: stateWith(sampleState, { notifiedStates: 2 }) },
    {
      kind: "decision",
      decision: {
        key: hostKey(4),
        at: message.at,
        kind: message.kind,
        state: 2,
        contact: message.contact,
        outcome: "told",
        code: "told",
        reason: "notified ada",
        params: { commands: ["mail"] },
        until: null,
      },
    },
    { kind: "outbox", message },
    { kind: "token", token: sampleToken({ hash: "t", contactId: 1, lastUsed: 50, label: "ci", expiresAt: 900 }) },
  ]);
  await closeAll();
  const db = new DatabaseSync(databasePath());
  for (const column of ["creation_date", "creator_id", "is_revoked"])
    db.exec(`ALTER TABLE ws_tokens DROP COLUMN ${column}`);
  for (const column of ["session_kind", "creation_date", "address", "user_agent", "wall_link_id"])
    db.exec(`ALTER TABLE sessions DROP COLUMN ${column}`);
  for (const table of [
    "user_preferences",
    "user_filters",
    "console_preferences",
    "wall_links",
    "pollers",
    "poller_seen",
    "done_requests",
  ])
    db.exec(`DROP TABLE ${table}`);
  for (const column of ["last_notified_state", "missed_contacts", "problem_since"])
    db.exec(`ALTER TABLE resource_states DROP COLUMN ${column}`);
  db.exec("ALTER TABLE decisions DROP COLUMN params; ALTER TABLE outbox DROP COLUMN decision_id");
  db.exec("DROP TABLE report_schedules; PRAGMA user_version = 4");
  db.close();

  const migrated = await openStore();

  const { states } = await migrated.readSnapshot();
  expect(states.get(hostKey(4))?.notification).toMatchObject({
    lastNotifiedState: 2,
    missedContacts: [],
    problemSince: sampleState.check.lastHardStateChange,
  });
  expect(states.get(hostKey(5))?.notification.lastNotifiedState).toBe(null);
  expect(await migrated.readMessages(hostKey(4), 1)).toMatchObject([{ decisionId: 1 }]);
  expect(await migrated.readTokens()).toEqual([
    sampleToken({ hash: "t", contactId: 1, lastUsed: 50, label: "ci", expiresAt: 900, createdAt: 50 }),
  ]);
  expect(await migrated.readUserFilters(1, "events-view")).toEqual([]);
});

// Checked in the file: the interface does not return deleted recurring downtimes.
test("recurring downtimes deleted before the retention time are removed from the file", async () => {
  const store = await openStore();
  const record = (id: number, deletionTime: number | null) =>
    ({
      kind: "recurring-downtime",
      record: { id, entryTime: 1, author: "ann", definition: "{}", deletionTime },
    }) as const;
  await store.commit([record(1, null), record(2, 99), record(3, 100)]);

  await store.purgeBefore({ records: 100, decisions: 100 });
  await closeAll();

  const db = new DatabaseSync(databasePath());
  onTestFinished(() => db.close());
  expect(
    db
      .prepare("SELECT recurring_downtime_id AS id FROM recurring_downtimes")
      .all()
      .map(({ id }) => id),
  ).toEqual([1, 3]);
});
