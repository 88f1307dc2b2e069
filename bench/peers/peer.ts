import type { LoadSite } from "../support/load-site.ts";

/** A monitoring server that runs the checks of a LoadSite. */
export interface Peer {
  readonly pid: number;
  /** Checks done so far. */
  checksDone(): Promise<number>;
  /** Seconds between due and started, of the latest checks: one number each. */
  latencies(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** What kind of server it is, and where it is installed: undefined when it is not. */
export interface PeerKind {
  readonly name: string;
  readonly version: string | undefined;
  start(folder: string, site: LoadSite): Promise<Peer>;
}
