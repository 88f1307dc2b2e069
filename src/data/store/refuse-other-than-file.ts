import { otherThanFileAt } from "../../lib/regular-file.ts";
import { storeRefusal } from "./store-refusal.ts";

/** Files that SQLite makes beside a database. */
const BESIDE = ["-wal", "-shm", "-journal"];

/**
 * Refuses with `store-not-ours` a database that is, or has beside it, something else than a file: opening a FIFO would
 * wait for ever.
 */
export function refuseOtherThanFile(path: string): void {
  for (const file of [path, ...BESIDE.map((end) => path + end)]) {
    const kind = otherThanFileAt(file);
    if (kind !== null)
      throw storeRefusal("store-not-ours", `${file} is ${kind}, and the server needs a file there: remove it.`);
  }
}
