/** One of `GET /api/pollers`. */
export interface ShownPoller {
  readonly id: number;
  readonly name: string;
  readonly state: PollerState;
  readonly since: string | null;
  readonly hosts: number;
  readonly group: string | null;
  /** Those of its hosts that name the group. */
  readonly group_hosts: number;
  readonly version: string | null;
  readonly running: number | null;
  readonly late: number | null;
  readonly buffered: number | null;
  /** Seconds by which its clock is ahead. */
  readonly clock_offset: number | null;
  readonly configuration_errors: readonly string[];
}

export type PollerState = "connected" | "connecting" | "away" | "not-enrolled" | "revoked";

/** Answer of `POST /api/pollers`. */
export interface AddedPoller {
  readonly name: string;
  /** For the machine that is to check, with the secret. */
  readonly command: string;
}
