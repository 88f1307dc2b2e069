import { followerStore } from "../../cluster/followers/follower-store.ts";
import type { Settings } from "../../config/settings/settings.ts";
import { openJournal, openStore } from "../../data/store/open-store.ts";
import type { PostgresAddress } from "../../data/store/store-place.ts";
import type { Store } from "../../data/store/store.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { ShutdownStack } from "../../lib/shutdown-stack.ts";
import type { NamedInSettings } from "../configuration/configuration.ts";
import { followStore, type FollowedStore, type FollowStoreOptions } from "./follow-store.ts";
import { openServerData, type ServerData } from "../server-data.ts";

export interface FollowerDataOptions extends Pick<FollowStoreOptions, "askEachMs"> {
  readonly settings: Settings;
  /** Database of the store. */
  readonly postgres: PostgresAddress;
  readonly named: NamedInSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly stops: ShutdownStack;
}

/** The tables of a server that follows, as the leader has them. */
export interface FollowerData extends ServerData, FollowedStore {}

/** Opens the store for reading, and resolves when the tables are filled. Refuses with the store's codes. */
export async function openFollowerData(options: FollowerDataOptions): Promise<FollowerData> {
  const { settings, postgres, stops } = options;
  const data = await openServerData({
    ...options,
    openStore: () => openStoreBeside(options),
    isLeading: false,
    historySettings: () => settings.history,
  });
  const journal = await openJournal(postgres);
  stops.add("journal", () => journal.close());
  return { ...data, ...(await followStore({ ...options, data, journal })) };
}

/** What little a follower writes is written as a command would, in a session of its own that cannot be lost before. */
async function openStoreBeside({ settings, postgres, clock, log }: FollowerDataOptions): Promise<Store> {
  const place = { folder: settings.dataFolder, postgres, log, clock, exclusive: false, mustExist: true } as const;
  const store = await openStore(place);
  return followerStore({
    ...store,
    async commit(changes) {
      const writable = await openStore(place);
      try {
        return await writable.commit(changes);
      } finally {
        await writable.close();
      }
    },
  });
}
