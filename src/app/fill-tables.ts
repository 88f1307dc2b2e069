import type { Clock } from "../lib/clock.ts";
import type { SnapshotRecords } from "../data/store/store.ts";
import type { CheckPath } from "../intake/check-path.ts";
import type { RunningAdaptive } from "../operations/adaptive/create-adaptive.ts";
import type { StorePlans } from "./reload/store-plans.ts";
import { endsOfForgotten, keepsChanges, retainedStates } from "./retained-state.ts";
import type { ServerData } from "./server-data.ts";

export interface FillTablesParts {
  readonly data: Pick<ServerData, "store" | "realtime" | "ledger" | "inventory" | "current" | "objectIds">;
  readonly adaptive: RunningAdaptive;
  readonly checkPath: CheckPath;
  readonly storePlans: StorePlans;
  readonly clock: Clock;
  /** Called with the records before anything is filled or committed. */
  readonly onRead: (records: SnapshotRecords) => Promise<void>;
}

/** Fills the tables of a server from the store, as a start restores them, and plans the checks. */
export async function fillTables({
  data,
  adaptive,
  checkPath,
  clock,
  onRead,
}: FillTablesParts): Promise<SnapshotRecords> {
  const { store, realtime, ledger, inventory, current, objectIds } = data;
  const snapshot = await store.readSnapshot();
  await onRead(snapshot);
  // What operators changed, over the configuration before anything is loaded from it.
  await adaptive.start(await store.readAdaptive(), keepsChanges(current()));
  await adaptive.load(current());
  const states = checkPath.load(retainedStates(current().configured, snapshot.states));
  realtime.load(inventory(), { ...snapshot, states }, objectIds);
  ledger.load(inventory(), { states });
  const ends = endsOfForgotten(snapshot.states, ledger.state, Math.floor(clock.now()));
  if (ends.length > 0) await ledger.commit(ends);
  return snapshot;
}

/**
 * Makes tables that were followed those of the work: what is stored is in them already. The monitoring goes on, so
 * nothing is forgotten of what a start would.
 */
export async function goOnWithTables({
  data,
  adaptive,
  checkPath,
  storePlans,
  onRead,
}: FillTablesParts): Promise<SnapshotRecords> {
  const { store, realtime, ledger, inventory, current } = data;
  const records = await store.readRecords();
  await onRead(records);
  await adaptive.start(await store.readAdaptive(), () => true);
  realtime.replace(await adaptive.load(current()));
  storePlans(checkPath.scheduler.load(inventory(), (key) => ledger.state(key)?.plan.nextCheck ?? null));
  return records;
}
