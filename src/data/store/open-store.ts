import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { openSqliteStore } from "./sqlite/open-store.ts";
import { readObjectIdsOf as readSqliteObjectIdsOf } from "./sqlite/read-object-ids.ts";
import type { Store } from "./store.ts";
import type { ObjectId } from "../../model/object-id.ts";

export interface StoreOptions {
  /** Data folder; created if missing. */
  readonly folder: string;
  readonly log: Log;
  /**
   * True for the server: a second one on the same folder is refused. False for a short change while the server runs.
   */
  readonly exclusive: boolean;
  /** For the times of `health`. Default: the system's. */
  readonly clock?: Clock;
}

/** Opens the store of a data folder. The only place that names an engine. */
export const openStore = (options: StoreOptions): Promise<Store> => openSqliteStore(options);

/** Same as `Store.readObjectIds`, for a process other than the server that has this store open. */
export const readObjectIdsOf = (folder: string): Promise<readonly ObjectId[]> => readSqliteObjectIdsOf(folder);
