import { createClosedParts, type ClosedPartsCache } from "../operations/availability/closed-parts.ts";
import { createAccess, type RunningAccess } from "../access/create-access.ts";
import type { Settings } from "../config/settings/settings.ts";
import { openHistory } from "../data/history/open-history.ts";
import type { OpenHistory } from "../data/history/event-history.ts";
import type { HistorySettings } from "../data/history/retention-classes.ts";
import type { CommitReader } from "../data/ledger/committed.ts";
import { createLedger, type Ledger } from "../data/ledger/ledger.ts";
import { createLiveStream } from "../interfaces/stream/live-stream.ts";
import { withStream, type LiveStream } from "../interfaces/stream/stream-parts.ts";
import { createStreamWords } from "../interfaces/api/live-stream/stream-words.ts";
import { createRealtime } from "../data/realtime/create-realtime.ts";
import type { IndexedRealtime } from "../data/realtime/indexed-realtime.ts";
import { createLiveResources, type LiveResources } from "../data/realtime/views/live-resources.ts";
import type { Store } from "../data/store/store.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { createRateLimitedLog, type RateLimitedLog } from "../lib/rate-limited-log.ts";
import { Refusal } from "../model/refusal.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import type { ConfigWarning } from "../model/configuration-warnings.ts";
import type { Inventory } from "../model/objects.ts";
import type { ObjectId } from "../model/object-id.ts";
import { createCurrentInventory, type CurrentInventory } from "../operations/adaptive/current-inventory.ts";
import { logWarnings } from "./configuration/log-warnings.ts";
import { readConfiguration, type Configuration, type NamedInSettings } from "./configuration/configuration.ts";

export interface ServerDataOptions {
  readonly settings: Settings;
  readonly named: NamedInSettings;
  /** Read each time, since a reload may change them. */
  readonly historySettings: () => HistorySettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly stops: ShutdownStack;
  /** Closed by the stop. */
  readonly store: Store;
}

/** Store, configuration, access rights, and the tables that reads use. */
export interface ServerData {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly history: OpenHistory;
  readonly access: RunningAccess;
  readonly realtime: IndexedRealtime;
  /** Searches, frozen lists and counts of the console. */
  readonly live: LiveResources;
  /** What is kept of earlier reports of availability. */
  readonly closedParts: ClosedPartsCache;
  readonly ledger: Ledger;
  readonly stream: LiveStream;
  /** Every object id that was ever assigned. */
  readonly objectIds: readonly ObjectId[];
  /** Those that the configuration needs, and the store does not have. */
  readonly newIds: readonly ObjectId[];
  /** Current configuration, with the changes of operators. */
  readonly inventory: () => Inventory;
  readonly current: () => CurrentInventory;
  /** Of the configuration at the start. */
  readonly warnings: readonly ConfigWarning[];
  /** Replaces the configuration, at a reload. */
  replace(next: CurrentInventory): void;
  /**
   * Adds a reader of the feed of commits, after those of the data and before the live stream. Returns what removes it.
   */
  followCommits(reader: CommitReader): () => void;
  readonly lostResults: RateLimitedLog;
}

/**
 * Reads the configuration, and makes the tables without filling them. Refuses with `bad-configuration` (all errors
 * in its message) and the store's codes.
 */
export async function openServerData({
  settings,
  named,
  historySettings,
  clock,
  log,
  stops,
  store,
}: ServerDataOptions): Promise<ServerData> {
  // Stopped last: closing the store settles the last results.
  const lostResults = createRateLimitedLog(log, clock, "check results could not be stored");
  stops.add("log of lost results", () => lostResults.stop());
  stops.add("store", () => store.close());
  const history = await openHistory({
    dataFolder: settings.dataFolder,
    store,
    clock,
    log,
    settings: historySettings,
  });
  stops.add("history", () => history.stop());
  // Before the files: a follower reads them again when it is told of a later reload.
  const [newest] = await history.readNewestEvents(1);
  const knownIds = await store.readObjectIds();
  const configuration = readConfiguration(
    settings.configFolder,
    { known: knownIds, pollerGroups: settings.pollerGroups },
    named,
  );
  const { inventory: configured, accessGroups } = acceptedOf(configuration, log);
  let current = createCurrentInventory(configured);

  const { sessionMinutes, tokenMakers } = settings;
  const access = await createAccess({ store, clock, log, sessionSeconds: sessionMinutes * 60, tokenMakers });
  access.configure(current.inventory, accessGroups);
  stops.add("access", () => access.close());
  const realtime = createRealtime({ accountByAlias: access.accountByAlias });
  const live = createLiveResources({ realtime, inventory: () => current.inventory, clock });
  stops.add("views", () => live.close());
  const followers = new Set<CommitReader>();
  const closedParts = createClosedParts();
  const stream: LiveStream = createLiveStream({
    clock,
    log,
    access,
    history,
    inventory: () => current.inventory,
    words: createStreamWords({ realtime, live, inventory: () => current.inventory, clock, head: () => stream.head() }),
    head: newest?.id ?? 0,
  });
  const followed: CommitReader = {
    name: "followers",
    committed(batch) {
      for (const follower of followers) follower.committed(batch);
    },
  };
  const ledger = createLedger({
    store,
    // Reads come first: a part woken by a commit finds it there.
    ...withStream(stream, realtime, [followed, closedParts]),
    clock,
    log,
    onRefused: lostResults.error,
  });
  stops.add("ledger", () => ledger.flush());
  return {
    clock,
    log,
    store,
    history,
    access,
    realtime,
    live,
    ledger,
    stream,
    closedParts,
    objectIds: [...knownIds, ...configuration.newIds],
    newIds: configuration.newIds,
    inventory: () => current.inventory,
    current: () => current,
    replace(next) {
      current = next;
    },
    warnings: configuration.warnings,
    followCommits(reader) {
      followers.add(reader);
      return () => void followers.delete(reader);
    },
    lostResults,
  };
}

function acceptedOf({ accepted, summary, warnings }: Configuration, log: Log): NonNullable<Configuration["accepted"]> {
  if (accepted === null) throw new Refusal("bad-configuration", summary.trimEnd());
  logWarnings(log, warnings);
  return accepted;
}
