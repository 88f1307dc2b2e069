import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Store } from "../../data/store/store.ts";

/** Claims of messages, durable before anything is sent. A claim without an outcome puts the message in doubt. */
export interface Claims {
  /** Claims a message. Resolves with null when the claim is durable, or with the reason why not. Never rejects. */
  claim(id: number): Promise<string | null>;
  /**
   * Withdraws the claim of a message that has not arrived. Never rejects: a claim that stays only puts the message in
   * doubt after a restart.
   */
  release(id: number): Promise<void>;
}

export interface ClaimsOptions {
  readonly store: Pick<Store, "commit">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Combines the claims of one turn of the event loop into one commit. */
export function createClaims({ store, clock, log }: ClaimsOptions): Claims {
  let ids: number[] = [];
  let nextCommit: Promise<string | null> | null = null;

  const commitNextTurn = async (): Promise<string | null> => {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const claimed = ids;
    ids = [];
    nextCommit = null;
    try {
      await store.commit([{ kind: "outbox-claimed", ids: claimed, at: clock.now() }]);
      return null;
    } catch (error) {
      return `not sent, because this could not be stored: ${(error as Error).message}`;
    }
  };

  return {
    claim(id) {
      ids.push(id);
      return (nextCommit ??= commitNextTurn());
    },
    async release(id) {
      try {
        await store.commit([{ kind: "outbox-released", ids: [id] }]);
      } catch (error) {
        log.warn(
          { err: error, notification: id },
          "a notification that was not sent will be marked as in doubt after a restart",
        );
      }
    },
  };
}
