import type { ResourceKey } from "../../model/resource-key.ts";
import type { SeriesSizes } from "./files/series-folder.ts";

export interface SeriesStatus {
  readonly counts: SeriesCounts;
  readonly faults: number;
  readonly resources: number;
  readonly metrics: number;
  /** Bytes of each level. */
  readonly sizes: SeriesSizes;
  /** Bytes of the newest sealed day, raw and hours: growth a day; null before the first one. */
  readonly bytesOfDay: number | null;
  /** Unix seconds at which each level begins; null: empty. */
  readonly since: { readonly raw: number | null; readonly hours: number | null; readonly days: number | null };
  /** Resources with most metrics. */
  readonly largest: readonly { readonly key: ResourceKey; readonly metrics: number }[];
  /** Values in memory that are not in a file yet. */
  readonly pendingValues: number;
}

/** What was taken and what was not, since the start. */
export interface SeriesCounts {
  results: number;
  values: number;
  /** Not newer than the newest result of the resource. */
  notNewer: number;
  /** Of a day that is sealed. */
  tooLate: number;
  /** Lost, since the disk or the memory did not take them. */
  dropped: number;
}
