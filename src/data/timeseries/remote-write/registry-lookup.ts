import { DatabaseSync, type StatementSync } from "node:sqlite";
import { serviceKey, type ResourceKey } from "../../../model/resource-key.ts";

export interface LookedUpResource {
  readonly key: ResourceKey;
  /** By number. */
  readonly metrics: readonly { readonly label: string; readonly unit: string }[];
}

/**
 * Resources and metrics of the numbers in the log, which are committed to the registry before a record names them. Read
 * one by one, since a target may want a few of many.
 */
export class RegistryLookup {
  readonly #db: DatabaseSync;
  readonly #resource: StatementSync;
  readonly #metrics: StatementSync;

  constructor(path: string) {
    this.#db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    this.#resource = this.#db.prepare("SELECT host_id, service_id FROM resources WHERE slot = ?");
    this.#metrics = this.#db.prepare("SELECT label, unit FROM metrics WHERE slot = ? ORDER BY column_no");
  }

  find(slot: number): LookedUpResource | null {
    const row = this.#resource.get(slot);
    if (row === undefined) return null;
    return {
      key: serviceKey(Number(row["host_id"]), Number(row["service_id"])),
      metrics: this.#metrics
        .all(slot)
        .map((metric) => ({ label: String(metric["label"]), unit: String(metric["unit"]) })),
    };
  }

  close(): void {
    this.#db.close();
  }
}
