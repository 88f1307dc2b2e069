import { namesOf, type InventoryNames } from "../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { hostIdOf, type ResourceKey } from "../../model/resource-key.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createPendingWrites } from "../../lib/pending-writes.ts";
import { newState } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Commit, Snapshot, Store } from "../store/store.ts";
import type { CommitReader, Committed, ShownAhead } from "./committed.ts";
import { createWriteBehind } from "./write-behind.ts";
import type { Change, StateChange } from "../../model/change.ts";

/**
 * Newest state of every resource, ahead of the store by the commits in flight. Every change of state passes here:
 * computed from `state`, committed, then handed to the readers of commits.
 */
export interface Ledger {
  /** Replaces all states: at the start, and of a follower again. */
  load(inventory: Inventory, snapshot: Pick<Snapshot, "states">): void;
  /**
   * Takes another configuration with these added and removed resources; all other states stay. A resource that returns
   * has its last state.
   */
  reload(inventory: Inventory, added: readonly Resource[], removed: readonly ResourceKey[]): void;
  resource(key: ResourceKey): Resource | undefined;
  /** Poller of the resource's host; null if the key is not configured. */
  pollerId(key: ResourceKey): number | null;
  /** Null if the key is not configured. */
  state(key: ResourceKey): ResourceState | null;
  /**
   * As `state`, and the last state of a resource that left the configuration, of which commits may still change it;
   * null if it never had one.
   */
  lastState(key: ResourceKey): ResourceState | null;
  /** True if `state(key)` is on disk: false while its commit is in flight or pending. */
  isDurable(key: ResourceKey): boolean;
  /** Higher than every event or problem number of any state: numbers never repeat, even after a restart. */
  nextId(): number;
  /**
   * Applies the changed states immediately, so that the next result builds on them, and resolves when all is durable
   * and handed to the readers. If the commit fails, each state returns to the last stored one, unless a later state was
   * built on it.
   */
  commit(changes: readonly Change[]): Promise<void>;
  /**
   * Commits a state that no caller waits for and that the next result replaces: applied and shown immediately, durable
   * and in the feed within a second. A later commit of the resource includes it.
   */
  commitSoon(change: StateChange): Promise<void>;
  /** Commits the pending states of `commitSoon`. */
  flush(): Promise<void>;
  /**
   * Makes everything that `work` commits before it returns one commit, with these further changes. Resolves and rejects
   * as every commit of `work` does.
   */
  together(work: () => void, further: readonly Change[]): Promise<void>;
  /** Takes what another server committed, and hands it to the readers. */
  follow(batch: Committed): void;
}

export interface LedgerOptions {
  readonly store: Pick<Store, "commit">;
  /** Readers of each commit, in this order. */
  readonly readers: readonly CommitReader[];
  readonly shownAhead: ShownAhead;
  readonly clock: Clock;
  /** For failures of readers. */
  readonly log: Log;
  /** Called if a state of `commitSoon` could not be stored; it is retried. */
  readonly onRefused: (error: unknown) => void;
}

export function createLedger(options: LedgerOptions): Ledger {
  const { readers, shownAhead, clock, log, onRefused } = options;
  const states = new Map<ResourceKey, ResourceState>();
  /** States of resources that are no longer configured. */
  const departed = new Map<ResourceKey, ResourceState>();
  let names: InventoryNames;
  const pendingWrites = createPendingWrites<ResourceKey, ResourceState>();
  const behind = createWriteBehind({
    clock,
    onRefused,
    async write(keys) {
      const changes = keys.flatMap((key) => {
        const state = tableOf(key).get(key);
        return state === undefined ? [] : [{ kind: "state", key, state } as const];
      });
      handOut({ ...(await options.store.commit(changes)), changes, isShownAlready: true });
    },
  });
  let highestId = 0;

  const noteIds = ({ check: { eventId, problemId, lastEventId, lastProblemId } }: ResourceState): void => {
    highestId = Math.max(highestId, eventId, problemId, lastEventId, lastProblemId);
  };

  /** Table with the state of a resource, which a reload may move to the other one. */
  const tableOf = (key: ResourceKey): Map<ResourceKey, ResourceState> => (states.has(key) ? states : departed);

  /** Applies the states among the changes, for resources that are or were configured. */
  const takeOver = (changes: readonly Change[]): StateChange[] => {
    const taken = changes.filter((change) => change.kind === "state").filter(({ key }) => tableOf(key).has(key));
    for (const { key, state } of taken) {
      const table = tableOf(key);
      pendingWrites.begin(key, table.get(key)!);
      table.set(key, state);
      noteIds(state);
      behind.drop(key);
    }
    return taken;
  };

  const goBack = ({ key, state }: StateChange): void => {
    const stored = pendingWrites.refused(key);
    const table = tableOf(key);
    if (table.get(key) !== state) return;
    table.set(key, stored);
    // It may be a pending one.
    behind.note(key);
  };

  // Called as soon as a commit settles: commits settle in order of revision, so the readers receive them in that order.
  const handOut = (batch: Committed): void => {
    if (batch.changes.length === 0) return;
    for (const reader of readers) {
      try {
        reader.committed(batch);
      } catch (error) {
        log.error({ err: error, reader: reader.name, revision: batch.revision }, "a reader of commits failed");
      }
    }
  };

  /** Everything that is committed while this is set belongs to one commit. */
  let joint: { readonly taken: StateChange[]; readonly changes: Change[]; readonly settled: Promise<void> } | null =
    null;

  const persist = async (taken: readonly StateChange[], changes: readonly Change[]): Promise<void> => {
    let committed: Commit;
    try {
      committed = await options.store.commit(changes);
    } catch (error) {
      taken.forEach(goBack);
      throw error;
    }
    for (const { key, state } of taken) pendingWrites.stored(key, state);
    handOut({ ...committed, changes, isShownAlready: false });
  };

  const commit = (changes: readonly Change[]): Promise<void> => {
    const taken = takeOver(changes);
    if (joint === null) return persist(taken, changes);
    joint.taken.push(...taken);
    joint.changes.push(...changes);
    return joint.settled;
  };

  return {
    load(next, snapshot) {
      names = namesOf(next);
      states.clear();
      departed.clear();
      for (const { key, initialState } of [...next.hosts, ...next.services])
        states.set(key, snapshot.states.get(key) ?? newState(initialState));
      for (const [key, state] of snapshot.states) {
        noteIds(state);
        if (!states.has(key)) departed.set(key, state);
      }
    },
    reload(next, added, removed) {
      names = namesOf(next);
      for (const key of removed) {
        departed.set(key, states.get(key)!);
        states.delete(key);
      }
      for (const { key, initialState } of added) {
        states.set(key, departed.get(key) ?? newState(initialState));
        departed.delete(key);
      }
    },
    resource: (key) => names.resourceByKey.get(key),
    pollerId: (key) => names.hostById.get(hostIdOf(key))?.pollerId ?? null,
    state: (key) => states.get(key) ?? null,
    lastState: (key) => tableOf(key).get(key) ?? null,
    isDurable: (key) => !pendingWrites.isInFlight(key) && !behind.isPending(key),
    nextId: () => highestId + 1,
    commit,
    commitSoon(change) {
      const { key, state } = change;
      // Otherwise the commit in flight would become visible after it.
      if (joint !== null || pendingWrites.isInFlight(key)) return commit([change]);
      states.set(key, state);
      behind.note(key);
      shownAhead.show(change);
      return DONE;
    },
    flush: () => behind.flush(),
    follow(batch) {
      for (const change of batch.changes) {
        if (change.kind !== "state") continue;
        tableOf(change.key).set(change.key, change.state);
        noteIds(change.state);
      }
      handOut(batch);
    },
    together(work, further) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const { taken, changes } = (joint = { taken: [], changes: [], settled: promise });
      try {
        work();
      } finally {
        joint = null;
        persist(taken, [...changes, ...further]).then(resolve, reject);
      }
      return promise;
    },
  };
}

const DONE = Promise.resolve();
