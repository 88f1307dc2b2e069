export interface LeadershipTimings {
  /** A leader that was silent for longer, by the clock of the database, may be replaced. */
  readonly leaseSeconds: number;
  /** The same while it starts: the reading of a large configuration keeps it from renewing. */
  readonly startLeaseSeconds: number;
  /** A leader stops this much earlier. */
  readonly marginSeconds: number;
  readonly renewEachSeconds: number;
  /** Pause of a standby between two looks. */
  readonly lookEachSeconds: number;
}

export const TIMINGS: LeadershipTimings = {
  leaseSeconds: 4,
  startLeaseSeconds: 60,
  marginSeconds: 0.5,
  renewEachSeconds: 0.8,
  lookEachSeconds: 0.2,
};

/** After which a request that needs a leader may be tried again: an election takes some seconds at most. */
export const RETRY_SECONDS = 2;
