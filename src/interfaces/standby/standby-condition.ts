import type { Sight } from "../../cluster/leadership/stand-by.ts";
import type { ClusterMeasures } from "../metrics/cluster-metrics.ts";
import type { Condition } from "../api/health/health.ts";

/** How far a standby has come that follows the leader. */
export interface Progress {
  readonly position: number;
  readonly lagSeconds: number;
  /** Digest of the files that it was read from. */
  readonly configuration: string;
}

/** Where the leader answers; null while that is not known. */
export const addressIn = ({ leadership }: Sight): string | null => leadership?.address || null;

/** Null while it is not known. */
const configurationDiffers = ({ leadership }: Sight, progress: Progress | null): boolean | null =>
  progress === null || !leadership?.configuration ? null : leadership.configuration !== progress.configuration;

/** Condition of a standby. `progress`: null while it shows nothing. */
export const conditionOfStandby = (sight: Sight, progress: Progress | null): Condition => ({
  phase: "standby",
  lastCommit: null,
  problems: sight.awaySince === null ? [] : [{ part: "store", code: "store-unavailable", since: sight.awaySince }],
  cluster: {
    role: "standby",
    term: sight.leadership?.term ?? null,
    leader: addressIn(sight),
    position: progress?.position ?? null,
    lag_seconds: progress === null ? null : Math.round(progress.lagSeconds * 1_000) / 1_000,
    configuration_differs: configurationDiffers(sight, progress),
  },
});

/** What is measured of a standby. */
export const measuresOfStandby = (sight: Sight, progress: Progress | null): ClusterMeasures => ({
  isLeading: false,
  term: sight.leadership?.term ?? null,
  position: progress?.position ?? null,
  lagSeconds: progress?.lagSeconds ?? null,
  configurationDiffers: configurationDiffers(sight, progress),
});
