import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { sharedPostgres } from "./postgres-server.ts";
import type { Site } from "./server-under-test.ts";
import { storePlaceOf } from "./test-store.ts";

/**
 * Lets the store refuse every commit with an event of this kind, while the server runs. Resolves with a function that
 * ends it.
 */
export async function refuseEvents(
  site: Pick<Site, "dataFolder">,
  kind: HistoryEvent["kind"],
): Promise<() => Promise<void>> {
  const { postgres = null } = storePlaceOf(site.dataFolder);
  if (postgres !== null) {
    const { query } = await sharedPostgres();
    await query(
      `ALTER TABLE ${postgres.schema}.events ADD CONSTRAINT refused_by_a_test CHECK (kind <> '${kind}') NOT VALID`,
    );
    return async () => {
      await query(`ALTER TABLE ${postgres.schema}.events DROP CONSTRAINT refused_by_a_test`);
    };
  }
  execute(
    site,
    `CREATE TRIGGER refuse_events BEFORE INSERT ON events WHEN NEW.kind = '${kind}'
     BEGIN SELECT RAISE(ABORT, 'refused by a test'); END`,
  );
  return async () => execute(site, "DROP TRIGGER refuse_events");
}

function execute({ dataFolder }: Pick<Site, "dataFolder">, sql: string): void {
  const db = new DatabaseSync(join(dataFolder, "vigie.sqlite"), { timeout: 10_000 });
  db.exec(sql);
  db.close();
}
