import { readdirSync } from "node:fs";
import { join } from "node:path";
import { copyStore, usedTableOf } from "../data/move-store.ts";
import { openTables } from "../data/store/open-store.ts";
import type { PostgresAddress } from "../data/store/store-place.ts";
import type { Store } from "../data/store/store.ts";
import { makePrivateFolder } from "../lib/owner.ts";
import { Refusal } from "../model/refusal.ts";
import { isLeftover, type FileMove } from "./target-folders.ts";

/** Place of the store that an import makes. */
export interface ImportTarget {
  /** Steps for `moveIntoPlace` that bring the store of a folder here. */
  take(folder: string): Promise<readonly (FileMove | (() => Promise<void>))[]>;
  close(): Promise<void>;
}

interface TargetOptions {
  readonly dataFolder: string;
  readonly postgres?: PostgresAddress | null;
  readonly openStore: (folder: string) => Promise<Store>;
}

/** Refuses with `import-target` if the store has objects or accounts. One that was only opened may be replaced. */
export const openTarget = async ({ dataFolder, postgres = null, openStore }: TargetOptions): Promise<ImportTarget> =>
  postgres === null ? inFolder(dataFolder, openStore) : inDatabase(dataFolder, postgres);

async function inFolder(dataFolder: string, openStore: TargetOptions["openStore"]): Promise<ImportTarget> {
  makePrivateFolder(dataFolder);
  if (!readdirSync(dataFolder).every(isLeftover)) {
    const store = await openStore(dataFolder);
    const isUsed = (await store.readObjectIds()).length > 0 || (await store.readAccounts()).length > 0;
    await store.close();
    if (isUsed)
      throw used(dataFolder, "Choose another folder with --data or VIGIE_DATA, or move the existing one away.");
  }
  return {
    take: async (folder) => readdirSync(folder).map((name) => ({ from: join(folder, name), folder: dataFolder })),
    close: async () => {},
  };
}

/** Locked until `close`, so that no server starts there meanwhile; its rows come in one transaction. */
async function inDatabase(dataFolder: string, postgres: PostgresAddress): Promise<ImportTarget> {
  const target = await openTables({ folder: dataFolder, postgres }, false);
  try {
    if ((await usedTableOf(target)) !== null)
      throw used(target.place, "Name another schema in the setting store (?schema=NAME), or rename the existing one.");
  } catch (error) {
    await target.close();
    throw error;
  }
  return {
    async take(folder) {
      const source = await openTables({ folder }, true);
      try {
        await copyStore(source, target, null);
      } finally {
        await source.close();
      }
      return [() => target.commit()];
    },
    close: () => target.close(),
  };
}

const used = (place: string, advice: string): Refusal =>
  new Refusal(
    "import-target",
    `The store in ${place} already has objects or accounts; the import does not overwrite it. ${advice}`,
  );
