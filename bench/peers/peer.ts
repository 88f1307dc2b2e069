import type { LoadSite } from "../support/load-site.ts";

/** A monitoring server that runs the checks of a LoadSite. */
export interface Peer {
  readonly pid: number;
  /** Number of checks so far. */
  checksDone(): Promise<number>;
  /** Seconds between due and started, one number for each of the latest checks. */
  latencies(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Kind of server. `version` is undefined if it is not installed. */
export interface PeerKind {
  readonly name: string;
  readonly version: string | undefined;
  start(folder: string, site: LoadSite): Promise<Peer>;
}
