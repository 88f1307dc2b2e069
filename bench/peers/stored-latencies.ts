import { DatabaseSync } from "node:sqlite";

/** Reads the latency of the latest check of every service checked since the last call. */
export function readStoredLatencies(databasePath: string): { latest(): readonly number[] } {
  let since = 0;
  return {
    latest() {
      const database = new DatabaseSync(databasePath, { readOnly: true });
      const rows = database
        .prepare("SELECT latency, last_check FROM resource_states WHERE service_id > 0 AND last_check > ?")
        .all(since);
      database.close();
      for (const { last_check } of rows) since = Math.max(since, Number(last_check));
      return rows.map(({ latency }) => Number(latency));
    },
  };
}
