import { gauge, type Family } from "./family.ts";

/** Part of a server in a cluster. */
export interface ClusterMeasures {
  /** False while it does not know whether another server leads, and as a standby. */
  readonly isLeading: boolean;
  /** Null while no leader is known. */
  readonly term: number | null;
  /** Newest commit that it shows; null: none. */
  readonly position: number | null;
  /** Null: it does not follow. */
  readonly lagSeconds: number | null;
  /** Null: it leads, or that is not known. */
  readonly configurationDiffers: boolean | null;
}

/** Families of a server in a cluster; null: no other server can lead, and there are none. */
export const clusterFamilies = (measures: ClusterMeasures | null): readonly Family[] =>
  measures === null
    ? []
    : [
        gauge("vigie_cluster_leading", "1 while this server leads, 0 as a standby.", measures.isLeading ? 1 : 0),
        ...(measures.term === null
          ? []
          : [gauge("vigie_cluster_term", "Number of the newest election.", measures.term)]),
        ...(measures.position === null
          ? []
          : [gauge("vigie_cluster_position", "Newest commit that this server shows.", measures.position)]),
        ...(measures.lagSeconds === null
          ? []
          : [
              gauge(
                "vigie_cluster_lag_seconds",
                "Since this standby last showed everything that was committed.",
                measures.lagSeconds,
              ),
            ]),
        ...(measures.configurationDiffers === null
          ? []
          : [
              gauge(
                "vigie_cluster_configuration_differs",
                "1 while the files of this standby are not those that the leader has in effect.",
                measures.configurationDiffers ? 1 : 0,
              ),
            ]),
      ];
