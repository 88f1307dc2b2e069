import type { Store } from "../../data/store/store.ts";
import type { Change } from "../../model/change.ts";
import { Refusal } from "../../model/refusal.ts";
import { RETRY_SECONDS } from "../leadership/timings.ts";

/** Times of last use, which each server notes of the requests that it answers. */
const NOTED_BESIDE: ReadonlySet<Change["kind"]> = new Set<Change["kind"]>(["token-used", "session-used"]);

/** Store of a server that follows, and may lead later. */
export interface FollowerStore {
  /**
   * Reads, and commits nothing but the last uses of tokens and sessions. Anything else is refused with `on-standby`,
   * since it has no term in which it may. After `lead` it is the store of the term.
   */
  readonly store: Store;
  /** Passes every later call on to this store; the one before is closed when it has answered. */
  lead(next: Store): void;
}

/** `reading`: with a table of all events, as every store that several servers share. */
export function createFollowerStore(reading: Store): FollowerStore {
  let present = withoutChanges(reading);
  let closed: Promise<void> = Promise.resolve();
  const store = redirected(() => present);
  return {
    store: {
      ...store,
      eventTable: redirected(() => present.eventTable!),
      async close() {
        await present.close();
        await closed;
      },
    },
    lead(next) {
      const { close } = present;
      present = next;
      // It has nothing to store.
      closed = close().catch(() => {});
    },
  };
}

function withoutChanges(store: Store): Store {
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

/** The methods of an object, each of which asks again whose it is. */
function redirected<Methods extends object>(present: () => Methods): Methods {
  type Method = (...args: unknown[]) => unknown;
  const names = Object.keys(present()) as (keyof Methods)[];
  return Object.fromEntries(
    names.map((name) => [name, (...args: unknown[]) => (present()[name] as Method)(...args)]),
  ) as Methods;
}
