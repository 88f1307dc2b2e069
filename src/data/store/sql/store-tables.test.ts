import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedPostgres, whyNoPostgres } from "../../../../test/support/postgres-server.ts";
import { openTables } from "../open-store.ts";
import { parsePostgresUrl } from "../store-place.ts";
import { TABLE_NAMES, type StoreTables } from "./store-tables.ts";

let folder: string;
let tables: StoreTables;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-tables-"));
  tables = await openTables({ folder: join(folder, "data") }, false);
});
afterAll(async () => {
  await tables.close();
  rmSync(folder, { recursive: true });
});

test("every table of a store moves with it", () => {
  const db = new DatabaseSync(join(folder, "data/vigie.sqlite"), { readOnly: true });
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  db.close();

  // These two are numbers that move beside the tables.
  const others = ["counters", "heartbeat"];
  expect(names.map(({ name }) => String(name)).sort()).toEqual([...TABLE_NAMES, ...others].sort());
});

test.skipIf(whyNoPostgres() !== null)("a table has the same columns in both engines", async () => {
  const postgres = parsePostgresUrl((await sharedPostgres()).newSchema());
  const theirs = await openTables({ folder, postgres }, false);
  try {
    for (const table of TABLE_NAMES)
      expect([table, (await theirs.columnsOf(table)).toSorted()]).toEqual([
        table,
        (await tables.columnsOf(table)).toSorted(),
      ]);
  } finally {
    await theirs.close();
  }
});
