import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** A comment on a host or service. A deleted one keeps its row with `deletionTime`. */
export interface Comment {
  readonly id: number;
  readonly key: ResourceKey;
  readonly entryTime: UnixSeconds;
  readonly author: string | null;
  readonly text: string | null;
  readonly entryType: "user" | "downtime" | "flapping" | "acknowledgement";
  /** Survives a restart and the removal of the acknowledgement it belongs to. */
  readonly isPersistent: boolean;
  readonly deletionTime: UnixSeconds | null;
}
