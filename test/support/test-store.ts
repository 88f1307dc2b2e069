import { createHash } from "node:crypto";
import { openStore, type StoreOptions } from "../../src/data/store/open-store.ts";
import { parsePostgresUrl, type StorePlace } from "../../src/data/store/store-place.ts";
import type { Store } from "../../src/data/store/store.ts";
import { silentLog } from "../../src/lib/log.ts";
import { sharedUrlOf } from "./postgres-server.ts";

/** True if the suites that can are to use PostgreSQL (`VIGIE_TEST_STORE=postgres`). */
export const isOnPostgres = process.env["VIGIE_TEST_STORE"] === "postgres";

/** What tests look at that there is only in a data folder with the store in it. */
const ONLY_IN_A_FOLDER = {
  "the database file":
    "PostgreSQL has its files elsewhere: postgres.test.ts and postgres-faults.test.ts have its failures",
  "month files": "all events are in the store, in partitions by month: open-store.test.ts",
  "vigie backup": "pg_dump makes the backups: postgres.test.ts",
  "a folder without a store": "the folder says nothing about the store",
} as const;

/** True if a test about this is to be skipped. */
export const isNotHere = (thing: keyof typeof ONLY_IN_A_FOLDER): boolean => isOnPostgres && thing in ONLY_IN_A_FOLDER;

/** Address of the store that belongs to a data folder of a test; null: it is in the folder. */
export const storeUrlOf = (dataFolder: string): string | null =>
  isOnPostgres ? sharedUrlOf(`data_${createHash("sha1").update(dataFolder).digest("hex")}`) : null;

/** The variable that names the store of a data folder to `vigie`; empty if it is in the folder. */
export function storeVariableOf(dataFolder: string): Readonly<Record<string, string>> {
  const url = storeUrlOf(dataFolder);
  return url === null ? {} : { VIGIE_STORE: url };
}

export function storePlaceOf(folder: string): StorePlace {
  const url = storeUrlOf(folder);
  return { folder, postgres: url === null ? null : parsePostgresUrl(url) };
}

/** Opens the store that belongs to a data folder. */
export const openTestStore = (
  folder: string,
  options: Partial<Omit<StoreOptions, "folder" | "postgres">> = {},
): Promise<Store> => openStore({ ...storePlaceOf(folder), log: silentLog, exclusive: true, ...options });
