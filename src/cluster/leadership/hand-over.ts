import type { WonTerm } from "../../data/store/leadership.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";

/**
 * Begins to let a standby lead, for the one that is named, and resolves with the term that ends; also if it has begun
 * already. Refuses with `no-cluster` and `no-standby`.
 */
export type HandOver = (by: string) => Promise<number>;

export interface HandOverOptions {
  /** Null: no other server can lead. */
  readonly term: Pick<WonTerm, "leadership" | "countStandbys"> | null;
  readonly log: Log;
  /** Stops this server in order. */
  readonly stop: () => void;
}

export function createHandOver({ term, log, stop }: HandOverOptions): HandOver {
  let hasBegun = false;
  return async (by) => {
    if (term === null)
      throw new Refusal("no-cluster", "The store is in the data folder of this server: no other one can lead.");
    if (!hasBegun && (await term.countStandbys()) === 0)
      throw new Refusal(
        "no-standby",
        "No server stands by. Start one on another machine, with the same setting store.",
      );
    const { leadership } = term;
    if (hasBegun) return leadership.term;
    hasBegun = true;
    log.info(
      { area: "cluster", event: "hand-over", term: leadership.term, by },
      `hands over to a standby ${by}: what is in hand is finished first`,
    );
    // After the answer.
    setImmediate(stop);
    return leadership.term;
  };
}
