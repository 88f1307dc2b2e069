import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dumpOf, hostRow, serviceRow } from "../../test/support/centreon-dump.ts";
import { sharedPostgres, whyNoPostgres } from "../../test/support/postgres-server.ts";
import { openStore } from "../data/store/open-store.ts";
import { parsePostgresUrl, type PostgresAddress } from "../data/store/store-place.ts";
import type { Store } from "../data/store/store.ts";
import { silentLog } from "../lib/log.ts";
import { hostKey } from "../model/resource-key.ts";
import { createImportFolder, type ImportFolder } from "./import-folder.fixture.ts";

const dump = dumpOf({
  hosts: [hostRow(12, { output: "a NUL \0 and a \uE000", state: 1 }), hostRow(13)],
  services: [serviceRow(12, 101)],
  contacts: [],
  downtimes: [
    {
      downtime_id: 307,
      host_id: 12,
      service_id: 0,
      entry_time: 10,
      author: "ann",
      comment_data: "change",
      start_time: 50,
      end_time: 9e9,
      fixed: 1,
      duration: 60,
      started: 1,
      cancelled: 0,
      actual_start_time: 50,
      actual_end_time: null,
      deletion_time: null,
      triggered_by: 0,
      instance_id: 1,
    },
  ],
});

describe.skipIf(whyNoPostgres() !== null)("an import into PostgreSQL", () => {
  let target: ImportFolder;
  let database: Awaited<ReturnType<typeof sharedPostgres>>;
  let postgres: PostgresAddress;

  beforeEach(async () => {
    target = createImportFolder();
    database = await sharedPostgres();
    postgres = parsePostgresUrl(database.newSchema());
  });
  afterEach(async () => {
    target.remove();
    await database.query(`DROP SCHEMA IF EXISTS ${postgres.schema} CASCADE`);
  });

  const using = async <T>(place: PostgresAddress | null, work: (store: Store) => Promise<T>): Promise<T> => {
    const folder = join(target.folder, "data");
    const store = await openStore({ folder, postgres: place, log: silentLog, exclusive: true });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const contentsOf = async (store: Store) => {
    const { revision: _, ...snapshot } = await store.readSnapshot();
    return {
      snapshot,
      objectIds: await store.readObjectIds(),
      accounts: await store.readAccounts(),
      events: await store.readEvents(hostKey(12), 99),
    };
  };
  const files = (name: string): readonly string[] => readdirSync(join(target.folder, name));

  test("has the same report and the same contents as one into the data folder, where nothing is left", async () => {
    const inFolder = await target.run(dump);
    const expected = await using(null, contentsOf);
    for (const name of ["config", "data"]) rmSync(join(target.folder, name), { recursive: true });

    const inDatabase = await target.run(dump, { postgres });

    expect(inDatabase).toEqual(inFolder);
    expect(files("data")).toEqual([]);
    const found = await using(postgres, contentsOf);
    expect(found).toEqual(expected);
    expect(found.events.length).toBeGreaterThan(0);
  });

  test("does not overwrite objects or accounts, but takes a schema that was only opened", async () => {
    await using(postgres, async () => {});
    await target.run(dump, { postgres });
    rmSync(join(target.folder, "config"), { recursive: true });

    await expect(target.run(dumpOf({ hosts: [hostRow(14)] }), { postgres })).rejects.toMatchObject({
      code: "import-target",
      message: expect.stringMatching(/^The store in PostgreSQL at .* already has objects or accounts.*\?schema=NAME/),
    });

    expect(existsSync(join(target.folder, "config"))).toBe(false);
    expect((await using(postgres, contentsOf)).snapshot.states.size).toBe(3);
  });

  test("is refused while a server runs on the schema", async () => {
    await using(postgres, async () => {
      await expect(target.run(dump, { postgres })).rejects.toMatchObject({ code: "store-in-use" });
    });
  });

  test("leaves no configuration and no rows when the database refuses the commit", async () => {
    await using(postgres, async () => {});
    await database.query(`SET search_path TO ${postgres.schema};
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no more'; END$$;
      CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON object_ids DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse()`);

    await expect(target.run(dump, { postgres })).rejects.toThrow(/no more/);

    expect(files("config")).toEqual([]);
    expect(files("data")).toEqual(["vigie.lock"]);
    expect((await using(postgres, contentsOf)).objectIds).toEqual([]);
  });
});
