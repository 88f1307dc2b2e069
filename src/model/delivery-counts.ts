/** Since the start. */
export interface DeliveryCounts {
  readonly byCarrier: ReadonlyMap<string, Readonly<AttemptCounts>>;
  /** Messages in memory that are not delivered; the rest of a command with very many is in the store alone. */
  readonly waiting: number;
}

/** Ends of attempts. `failed`: not tried again. */
export interface AttemptCounts {
  delivered: number;
  failed: number;
  retried: number;
}
