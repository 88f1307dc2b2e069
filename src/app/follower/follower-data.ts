import { createFollowerStore } from "../../cluster/followers/follower-store.ts";
import { openJournal, openStore } from "../../data/store/open-store.ts";
import type { PostgresAddress } from "../../data/store/store-place.ts";
import type { Store } from "../../data/store/store.ts";
import { followStore, type FollowedStore, type FollowStoreOptions } from "./follow-store.ts";
import { openServerData, type ServerData, type ServerDataOptions } from "../server-data.ts";

export interface FollowerDataOptions extends Omit<ServerDataOptions, "store">, Pick<FollowStoreOptions, "askEachMs"> {
  /** Database of the store. */
  readonly postgres: PostgresAddress;
}

/** The tables of a server that follows, as the leader has them. */
export interface FollowerData extends ServerData, Omit<FollowedStore, "endAt" | "warnings"> {
  /**
   * Goes on with the store of a term that this server has won: the same tables are those of the leader from now on.
   * Resolves with false, and leaves the store alone, if they do not have all of the term before within this time.
   */
  lead(store: Store, withinMs?: number): Promise<boolean>;
}

/** It reads what is left of the term before: mostly nothing. */
const CATCH_UP_MS = 10_000;

/** Opens the store for reading, and resolves when the tables are filled. Refuses with the store's codes. */
export async function openFollowerData(options: FollowerDataOptions): Promise<FollowerData> {
  const { settings, postgres, stops } = options;
  const { store, lead } = createFollowerStore(await openStoreBeside(options));
  const data = await openServerData({ ...options, store });
  const journal = await openJournal(postgres);
  stops.add("journal", () => journal.close());
  const { endAt, warnings, ...followed } = await followStore({ ...options, data, settings, journal });
  return {
    ...data,
    ...followed,
    get warnings() {
      return warnings();
    },
    async lead(next, withinMs = CATCH_UP_MS) {
      if (!(await endAt(next.position() ?? 0, withinMs))) return false;
      // Each of its own commits would be told to it.
      await journal.close();
      lead(next);
      return true;
    },
  };
}

/** What little a follower writes is written as a command would, in a session of its own that cannot be lost before. */
async function openStoreBeside({ settings, postgres, clock, log }: FollowerDataOptions): Promise<Store> {
  const place = { folder: settings.dataFolder, postgres, log, clock, exclusive: false, mustExist: true } as const;
  const store = await openStore(place);
  return {
    ...store,
    async commit(changes) {
      const writable = await openStore(place);
      try {
        return await writable.commit(changes);
      } finally {
        await writable.close();
      }
    },
  };
}
