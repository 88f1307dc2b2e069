import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceEntry } from "./rows/rows.ts";
import type { Realtime } from "./realtime.ts";
import type { ResourceIndex } from "./table/resource-index.ts";

export interface IndexedRealtime extends Realtime {
  /** Hosts and services as one list. Another configuration gives another index. */
  index(): ResourceIndex;
  /** Regardless of who asks. */
  row(key: ResourceKey): ResourceEntry | undefined;
}
