import type { Log } from "../../lib/log.ts";
import { openSqliteStore } from "./sqlite/open-store.ts";
import { readObjectIdsOf as readSqliteObjectIdsOf } from "./sqlite/read-object-ids.ts";
import type { Store } from "./store.ts";
import type { ObjectId } from "../../model/object-id.ts";

export interface StoreOptions {
  /** The data folder; made when it is missing. */
  readonly folder: string;
  readonly log: Log;
  /** True for the server: a second one on the same folder is refused. False for a short change beside it. */
  readonly exclusive: boolean;
}

/** Opens the store of a data folder: the one place that names an engine. */
export const openStore = (options: StoreOptions): Promise<Store> => openSqliteStore(options);

/** As `Store.readObjectIds`, for another process beside the server that has the store of this data folder open. */
export const readObjectIdsOf = (folder: string): Promise<readonly ObjectId[]> => readSqliteObjectIdsOf(folder);
