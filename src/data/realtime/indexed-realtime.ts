import type { Realtime } from "./realtime.ts";
import type { ResourceIndex } from "./table/resource-index.ts";

export interface IndexedRealtime extends Realtime {
  /** Hosts and services as one list. Another configuration gives another index. */
  index(): ResourceIndex;
}
