import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChangeSet } from "../sql/change-set.ts";
import { openUntouched } from "./connection.ts";
import { migrate } from "./migrations.ts";
import { startWriter } from "./writer.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vigie-writer-"));
  path = join(folder, "vigie.sqlite");
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const set: ChangeSet = [["nextCounter", "contact"]];

test("rejects pending and later batches when its thread dies, and reports it once", async () => {
  const db = openUntouched(path);
  migrate(db, path);
  db.close();
  const deaths: Error[] = [];
  const writer = await startWriter(path, {
    onDeath: (reason) => {
      deaths.push(reason);
    },
    onLogPages: () => {},
  });
  expect(await writer.write([set])).toEqual([{ rows: 1, revision: 1, lastEventId: 0 }]);

  // Not a list: an error that the thread does not expect and does not survive.
  const settled = await Promise.allSettled([writer.write(null as unknown as ChangeSet[]), writer.write([set])]);

  expect(settled.map((result) => result.status === "rejected" && result.reason.code)).toEqual([
    "store-failed",
    "store-failed",
  ]);
  await expect(writer.write([set])).rejects.toMatchObject({
    code: "store-failed",
    message: expect.stringContaining(path),
  });
  expect(deaths).toHaveLength(1);
  await writer.close();
});

test("keeps the write-ahead log short without a checkpointer", async () => {
  const db = openUntouched(path);
  migrate(db, path);
  db.close();
  let longest = 0;
  const writer = await startWriter(path, {
    onDeath: () => {},
    onLogPages: (pages) => {
      longest = Math.max(longest, pages);
    },
  });

  for (let batch = 0; batch < 30; batch++) {
    await writer.write(
      Array.from({ length: 100 }, (_, n): ChangeSet => [
        ["token", `${batch} ${n}`, 1, 1, null, "x".repeat(30_000), 1, null, 0],
      ]),
    );
  }

  const logBytes = statSync(`${path}-wal`).size;
  await writer.close();
  // 24,000 pages were written.
  expect(longest).toBeGreaterThan(15_000);
  expect(longest).toBeLessThan(18_000);
  expect(logBytes).toBeLessThan(75_000_000);
});

test("does not start on a path it cannot open", async () => {
  await expect(
    startWriter(join(folder, "missing", "vigie.sqlite"), { onDeath: () => {}, onLogPages: () => {} }),
  ).rejects.toMatchObject({ code: "store-read-only" });
});
