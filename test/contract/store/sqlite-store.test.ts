import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../../src/lib/log.ts";
import { openSqliteStore } from "../../../src/data/store/sqlite/open-store.ts";
import { storePromises } from "./store-promises.ts";

storePromises("sqlite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vigie-store-"));
  return {
    open: () => openSqliteStore({ folder, log: silentLog, exclusive: true }),
    openAnother: () => openSqliteStore({ folder, log: silentLog, exclusive: false }),
    remove: () => rm(folder, { recursive: true }),
  };
});
