/** A follower's place in the journal of the store that it follows. */
export interface Following {
  /** Everything up to here is in its tables. */
  position(): number;
  /** Seconds since it last had everything that was committed; grows while the database does not answer. */
  lagSeconds(): number;
  /** Resolves with true once it has this position, and with false if it has not within this time. */
  reached(position: number, withinMs: number): Promise<boolean>;
  /** Resolves when nothing more is applied. */
  stop(): Promise<void>;
}
