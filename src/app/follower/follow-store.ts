import { followJournal, type FollowOptions, type Following } from "../../cluster/followers/follow-journal.ts";
import { createFollowedTables } from "../../cluster/followers/followed-tables.ts";
import type { Settings } from "../../config/settings/settings.ts";
import type { Journal } from "../../data/store/journal.ts";
import type { ConfigWarning } from "../../model/configuration-warnings.ts";
import { createSharedLock } from "../../lib/shared-lock.ts";
import type { ShutdownStack } from "../../lib/shutdown-stack.ts";
import { createAdaptive } from "../../operations/adaptive/create-adaptive.ts";
import { createComments, type Comments } from "../../operations/comment/comments.ts";
import type { ServerData } from "../server-data.ts";
import { followConfiguration, refuseUnknown } from "./follow-configuration.ts";

export interface FollowStoreOptions extends Pick<FollowOptions, "askEachMs"> {
  /** Of a store that commits nothing; its tables are empty. */
  readonly data: ServerData;
  readonly settings: Settings;
  readonly journal: Journal;
  readonly stops: ShutdownStack;
}

export interface FollowedStore {
  readonly following: Following;
  /** Open ones, as they are followed. */
  readonly comments: Pick<Comments, "all" | "get" | "ofResource">;
  /** Of the configuration that is shown. */
  warnings(): readonly ConfigWarning[];
  /**
   * Follows up to this position, and no further. Resolves with false if that is not reached in time: then the tables
   * are of no use for what comes after it.
   */
  endAt(position: number, withinMs: number): Promise<boolean>;
}

/**
 * Fills the tables of a follower from the store, and keeps them as those of the leader. Refuses with the store's codes,
 * and with `bad-configuration` if the leader does not know all of its objects.
 */
export async function followStore({ data, settings, stops, ...options }: FollowStoreOptions): Promise<FollowedStore> {
  const { ledger, realtime, inventory, clock, log } = data;
  refuseUnknown(data.newIds);
  const comments = createComments({ stateOf: ledger.lastState });
  const adaptive = createAdaptive({
    ledger,
    lock: createSharedLock(),
    clock,
    log,
    onResources: (resources) => realtime.replace(resources),
    onProgram: () => {},
  });
  adaptive.adapt(data.current()).take();
  const configuration = followConfiguration({ data, adaptive, settings });
  stops.add("configuration of a follower", () => configuration.stop());
  const following = await followJournal({
    ...data,
    ...options,
    lastEventId: data.stream.head(),
    tables: createFollowedTables({ ledger, realtime, inventory, adaptive, comments }),
  });
  stops.add("follower", () => following.stop());
  return {
    following,
    comments,
    warnings: configuration.warnings,
    async endAt(position, withinMs) {
      const isReached = await following.reached(position, withinMs);
      await following.stop();
      await configuration.end();
      return isReached;
    },
  };
}
