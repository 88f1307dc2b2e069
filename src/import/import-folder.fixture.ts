import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dump } from "../../test/support/centreon-dump.ts";
import { loadInventory } from "../config/objects/load-inventory.ts";
import type { Inventory } from "../model/objects.ts";
import { silentLog } from "../lib/log.ts";
import { openStore as openDataFolder } from "../data/store/open-store.ts";
import type { Store } from "../data/store/store.ts";
import { importCentreon, type ImportOptions, type ImportReport } from "./import-centreon.ts";

type Options = Partial<Pick<ImportOptions, "runsChecks" | "engineFiles" | "openStore" | "postgres">>;

/** A temporary folder for one test, with `config` and `data` of an import. */
export interface ImportFolder {
  readonly folder: string;
  /** Imports a dump, or a file with this text. */
  run(dump: Dump | string, options?: Options): Promise<ImportReport>;
  /** Inventory that the server reads from the imported configuration. */
  inventory(): Inventory;
  withStore<Value>(use: (store: Store) => Value): Promise<Value>;
  remove(): void;
}

export const openStore = (folder: string): Promise<Store> =>
  openDataFolder({ folder, log: silentLog, exclusive: true });

export function createImportFolder(): ImportFolder {
  const folder = mkdtempSync(join(tmpdir(), "vigie-import-"));
  const paths = {
    file: join(folder, "dump.json"),
    configFolder: join(folder, "config"),
    dataFolder: join(folder, "data"),
  };
  return {
    folder,
    run: (dump, options = {}) => {
      writeFileSync(paths.file, typeof dump === "string" ? dump : JSON.stringify(dump));
      return importCentreon({
        ...paths,
        runsChecks: true,
        typed: (...words) => ["vigie", ...words].join(" "),
        openStore,
        ...options,
      });
    },
    inventory: () => {
      const { inventory, errors } = loadInventory(paths.configFolder, { known: [] });
      if (inventory === null) throw new Error(JSON.stringify(errors));
      return inventory;
    },
    withStore: async (use) => {
      const store = await openStore(paths.dataFolder);
      try {
        return use(store);
      } finally {
        await store.close();
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
