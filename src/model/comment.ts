import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** Comment on a host or service. A deleted comment keeps its row, with `deletionTime`. */
export interface Comment {
  readonly id: number;
  readonly key: ResourceKey;
  readonly entryTime: UnixSeconds;
  readonly author: string | null;
  readonly text: string | null;
  readonly entryType: "user" | "downtime" | "flapping" | "acknowledgement";
  /** True: kept across a restart and when its acknowledgement is removed. */
  readonly isPersistent: boolean;
  readonly deletionTime: UnixSeconds | null;
}
