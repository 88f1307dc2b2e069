import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import type { Site } from "./server-under-test.ts";

/**
 * Lets the store refuse every commit with an event of this kind, as if the disk were full, while the server runs.
 * Returns a function that ends it.
 */
export function refuseEvents(site: Pick<Site, "dataFolder">, kind: HistoryEvent["kind"]): () => void {
  execute(
    site,
    `CREATE TRIGGER refuse_events BEFORE INSERT ON events WHEN NEW.kind = '${kind}'
     BEGIN SELECT RAISE(ABORT, 'refused by a test'); END`,
  );
  return () => execute(site, "DROP TRIGGER refuse_events");
}

function execute({ dataFolder }: Pick<Site, "dataFolder">, sql: string): void {
  const db = new DatabaseSync(join(dataFolder, "vigie.sqlite"), { timeout: 10_000 });
  db.exec(sql);
  db.close();
}
