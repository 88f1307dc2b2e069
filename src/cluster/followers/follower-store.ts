import type { Store } from "../../data/store/store.ts";
import type { Change } from "../../model/change.ts";
import { Refusal } from "../../model/refusal.ts";
import { RETRY_SECONDS } from "../leadership/timings.ts";

/** Times of last use, which each server notes of the requests that it answers. */
const NOTED_BESIDE: ReadonlySet<Change["kind"]> = new Set<Change["kind"]>(["token-used", "session-used"]);

/**
 * A store as a follower has it: reads, and commits nothing but the last uses of tokens and sessions. Anything else is
 * refused with `on-standby`, since it has no term in which it may.
 */
export function followerStore(store: Store): Store {
  const refuse = async (): Promise<never> => {
    throw new Refusal("on-standby", "This server follows another one, and stores nothing itself.", {
      retryAfterSeconds: RETRY_SECONDS,
    });
  };
  return {
    ...store,
    commit: (changes) => (changes.every(({ kind }) => NOTED_BESIDE.has(kind)) ? store.commit(changes) : refuse()),
    saveAccount: refuse,
    deleteEvents: refuse,
    keepEventIdsAbove: refuse,
    purgeBefore: refuse,
    eventTable: store.eventTable && { ...store.eventTable, dropMonthsBefore: refuse },
  };
}
