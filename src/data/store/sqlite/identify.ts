import { DatabaseSync } from "node:sqlite";
import { refusalOf } from "./errors.ts";
import { readSchemaVersion } from "./migrations.ts";
import { storeRefusal } from "../store-refusal.ts";

/**
 * Checks that a file is an intact store that this release can open. Refuses with `store-not-ours`, `store-newer`,
 * `store-damaged`.
 */
export function checkStoreFile(path: string): void {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    if (readSchemaVersion(db, path) === 0) throw storeRefusal("store-not-ours", `${path} is empty.`);
    const [found] = Object.values(db.prepare("PRAGMA quick_check(1)").get() ?? {});
    if (found !== "ok") throw storeRefusal("store-damaged", `${path} is damaged: ${String(found)}.`);
  } catch (error) {
    throw refusalOf(error, path);
  } finally {
    db?.close();
  }
}
