/** `GET /api/cluster`: servers that share a store. */
export interface ShownCluster {
  /** Null while it is not known who leads. */
  readonly leader: ClusterLeader | null;
  /** Null while the database does not answer. */
  readonly standbys: number | null;
  /** The server that has answered; null: its store is its own. */
  readonly own: OwnRole | null;
  readonly version: string;
}

export interface ClusterLeader {
  readonly holder: string;
  /** Empty until it listens. */
  readonly address: string;
  readonly term: number;
  readonly since: string | null;
  readonly silent_seconds: number;
  /** It does not lead any more. */
  readonly is_silent: boolean;
}

export interface OwnRole {
  readonly role: "leader" | "standby";
  readonly position: number | null;
  /** Null: it leads. */
  readonly lag_seconds: number | null;
  /** Null: it leads, or it is not known. */
  readonly configuration_differs: boolean | null;
}
