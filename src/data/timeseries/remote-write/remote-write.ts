import type { UnixSeconds } from "../../../lib/clock.ts";
import type { TargetStatus } from "./sender-functions.ts";
import type { ConfiguredTarget } from "./remote-target.ts";
import type { PackedNames } from "./resource-names.ts";

/** Sends performance data to other stores. No check, commit or notification waits for it. */
export interface RemoteWrite {
  /** To be called when a configuration has come into effect; `names` is asked for only if there are targets. */
  configure(targets: readonly ConfiguredTarget[], names: () => PackedNames): void;
  status(): Promise<readonly TargetStatus[]>;
  /** Null while every target takes what it is sent; otherwise since when one does not. */
  problem(): { readonly since: UnixSeconds } | null;
  close(): Promise<void>;
}
