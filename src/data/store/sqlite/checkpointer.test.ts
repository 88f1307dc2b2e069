import { readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Log } from "../../../lib/log.ts";
import { Checkpointer } from "./checkpointer.ts";
import { openUntouched } from "./connection.ts";

let folder: string;
let path: string;
let logged: string[];
let onLogged: () => void;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vigie-checkpointer-"));
  path = join(folder, "vigie.sqlite");
  logged = [];
  onLogged = () => {};
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const note =
  (level: string) =>
  (_: object, message: string): void => {
    logged.push(`${level}: ${message}`);
    onLogged();
  };
const log: Log = { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") };
const nextLine = (): Promise<void> =>
  new Promise((resolve) => {
    onLogged = resolve;
  });

/** Writer without automatic checkpoints. */
function openDatabase(): DatabaseSync {
  const db = openUntouched(path);
  onTestFinished(() => {
    if (db.isOpen) db.close();
  });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (x)");
  return db;
}
const insertPages = (db: DatabaseSync, count: number): void => {
  for (let n = 0; n < count; n++) db.exec("INSERT INTO t VALUES (randomblob(3000))");
};
const logSize = (db: DatabaseSync): { readonly log: number; readonly checkpointed: number } => {
  const row = db.prepare("PRAGMA wal_checkpoint(NOOP)").get();
  return { log: Number(row?.["log"]), checkpointed: Number(row?.["checkpointed"]) };
};

test("copies the log to its end, so that the next commit restarts it", async () => {
  const db = openDatabase();
  insertPages(db, 100);
  const checkpointer = new Checkpointer(path, log);

  checkpointer.onLogPages(4_000);
  await checkpointer.close();

  const { log: pages, checkpointed } = logSize(db);
  expect(checkpointed).toBe(pages);
  insertPages(db, 1);
  expect(logSize(db).log).toBeLessThan(10);
  expect(logged).toEqual([]);
});

test("leaves a short log alone", async () => {
  const db = openDatabase();
  insertPages(db, 10);
  const checkpointer = new Checkpointer(path, log);

  checkpointer.onLogPages(3_999);
  await checkpointer.close();

  expect(logSize(db).checkpointed).toBe(0);
});

test("copies what it can while another process reads, and blocks neither reader nor writer", async () => {
  const db = openDatabase();
  insertPages(db, 10);
  const reader = new DatabaseSync(path, { readOnly: true });
  onTestFinished(() => reader.close());
  reader.exec("BEGIN; SELECT count(*) FROM t");
  const { log: pagesOfReader } = logSize(db);
  insertPages(db, 10);
  const checkpointer = new Checkpointer(path, log);

  checkpointer.onLogPages(4_000);
  await checkpointer.close();

  expect(logSize(db)).toEqual({ log: expect.any(Number), checkpointed: pagesOfReader });
  expect(reader.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 10 });
});

test("reports a failure once when it begins, retries, and reports its end", async () => {
  writeFileSync(path, "not a database, ".repeat(500));
  const checkpointer = new Checkpointer(path, log);
  let reported = nextLine();
  checkpointer.onLogPages(4_000);
  await reported;
  checkpointer.onLogPages(8_000);
  await checkpointer.close();
  expect(logged).toEqual([
    expect.stringMatching(/^error: The log of .*vigie\.sqlite cannot be copied into it, and grows: .* is damaged/),
  ]);

  logged.length = 0;
  const again = new Checkpointer(path, log);
  reported = nextLine();
  again.onLogPages(4_000);
  await reported;
  const good = new DatabaseSync(join(folder, "good.sqlite"));
  good.exec("CREATE TABLE t (x)");
  good.close();
  writeFileSync(path, readFileSync(join(folder, "good.sqlite")));
  reported = nextLine();
  again.onLogPages(8_000);
  await reported;
  await again.close();

  expect(logged).toEqual([expect.stringContaining("cannot be copied"), "info: the log of the store is copied again"]);
});

test("reports a very long log once, and again only after it was shorter", () => {
  const checkpointer = new Checkpointer(path, log);
  onTestFinished(() => checkpointer.close());

  for (const pages of [64_000, 64_100, 10, 64_000]) checkpointer.onLogPages(pages);

  expect(logged).toEqual(
    Array.from({ length: 2 }, () =>
      expect.stringMatching(/^error: The log .*vigie\.sqlite-wal has grown to 64000 pages/),
    ),
  );
});

test("reports once that no thread can be started, and does nothing from then on", async () => {
  // A path that cannot be passed to a thread; all other failures to start one are handled in the same way.
  const checkpointer = new Checkpointer((() => path) as unknown as string, log);

  checkpointer.onLogPages(4_000);
  checkpointer.onLogPages(8_000);
  await checkpointer.close();

  expect(logged).toEqual([
    expect.stringContaining("Nothing is lost, but commits wait while the writer copies. Restart the server."),
  ]);
});

test("closes without ever having copied, and leaves no file behind", async () => {
  const checkpointer = new Checkpointer(path, log);

  await checkpointer.close();

  expect(() => statSync(path)).toThrow("ENOENT");
});
