import { describe, test } from "vitest";
import { openPostgresStore } from "../../../src/data/store/postgres/open-store.ts";
import { parsePostgresUrl } from "../../../src/data/store/store-place.ts";
import { silentLog } from "../../../src/lib/log.ts";
import { sharedPostgres, whyNoPostgres } from "../../support/postgres-server.ts";
import { storePromises } from "./store-promises.ts";

const reason = whyNoPostgres();

if (reason !== null)
  describe.skip(`postgres: ${reason}`, () => {
    test("stores", () => {});
  });
else
  storePromises("postgres", async () => {
    const server = await sharedPostgres();
    const address = parsePostgresUrl(server.newSchema());
    return {
      open: () => openPostgresStore({ address, log: silentLog, exclusive: true }),
      openAnother: () => openPostgresStore({ address, log: silentLog, exclusive: false }),
      remove: async () => {
        await server.query(`DROP SCHEMA ${address.schema} CASCADE`);
      },
    };
  });
