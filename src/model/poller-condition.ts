import type { UnixSeconds } from "../lib/clock.ts";

/** `connecting`: without a connection, but not for long enough to be `away`. */
export type PollerLink = "connected" | "connecting" | "away" | "not-enrolled" | "revoked";

/** How a poller is, as its centre knows it. */
export interface PollerCondition {
  readonly link: PollerLink;
  /** Time of the last connection, or of the start of the server; null while it is connected. */
  readonly goneSince: UnixSeconds | null;
  /** What it says of itself; null while it is not connected. */
  readonly status: PollerStatus | null;
  /** Why it refused its part of the configuration, and goes on with the one before; empty if it did not. */
  readonly configurationErrors: readonly string[];
}

export interface PollerStatus {
  readonly version: string;
  /** Checks that run, and that are due and wait. */
  readonly running: number;
  readonly late: number;
  /** Results that the centre has not taken yet. */
  readonly buffered: number;
  /** Seconds by which its clock is ahead; null before it is known. */
  readonly offset: number | null;
}
