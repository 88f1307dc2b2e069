import type { ResourceKey } from "../../../model/resource-key.ts";
import type { SegmentDamage } from "../log/replay.ts";

export type SeriesProblem =
  | "write-failed"
  | "log-failed"
  | "sweep-failed"
  | "seal-failed"
  | "drop-failed"
  | "prune-failed"
  | "memory-full";

/** What the writer of time series reports. */
export interface SeriesReport {
  /** Called each time something fails that is tried again. */
  problem(code: SeriesProblem, reason: string): void;
  /** Called each time it works. */
  solved(code: SeriesProblem): void;
  /** A block that cannot be read, or a file: then `slot` is null. */
  damage(path: string, slot: number | null, reason: string): void;
  logDamage(damage: SegmentDamage): void;
  /** A metric that is not kept, since there are too many. */
  tooManyMetrics(key: ResourceKey, label: string): void;
  /** Performance data of a resource that is not understood any more. */
  fault(key: ResourceKey, text: string): void;
}
