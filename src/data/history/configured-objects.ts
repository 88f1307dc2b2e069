import { setImmediate } from "node:timers/promises";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import type { Log } from "../../lib/log.ts";
import type { Change } from "../../model/change.ts";
import { checksAreOn, checksSwitched, objectConfigured, objectRemoved } from "../../model/history-changes.ts";
import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Store } from "../store/store.ts";

/** History of the times when objects were configured. */
export interface ConfiguredObjects {
  /** Called at the start: records differences from the configuration at the last stop, in the background. */
  start(inventory: Inventory): void;
  /** Resolves when the differences of the start are recorded; changes of a reload follow. */
  settled(): Promise<void>;
  /** Stops recording; the next start records what is left. */
  stop(): Promise<void>;
}

export interface ConfiguredObjectsOptions {
  readonly store: Pick<Store, "readConfigured">;
  readonly ledger: Pick<Ledger, "commit" | "resource" | "lastState">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Objects per commit: a first start with 100,000 objects leaves room for results in between. */
const SLICE = 500;
const OBJECTS_BETWEEN_YIELDS = 2_000;

export function createConfiguredObjects({ store, ledger, clock, log }: ConfiguredObjectsOptions): ConfiguredObjects {
  let recording: Promise<void> = Promise.resolve();
  let isStopped = false;

  const record = async (inventory: Inventory): Promise<void> => {
    const at = Math.floor(clock.now());
    // Not during the start, which does not wait for it.
    await setImmediate();
    const differing = await runCooperatively(keysThatDiffer(inventory, await store.readConfigured()));
    for (let from = 0; from < differing.length && !isStopped; from += SLICE)
      await ledger.commit(differing.slice(from, from + SLICE).flatMap((found) => changesOf(found, at)));
  };

  const changesOf = ({ key, wasOn }: Difference, at: UnixSeconds): readonly Change[] => {
    const moment = { key, at, state: ledger.lastState(key) };
    const resource = ledger.resource(key);
    if (resource === undefined) return objectRemoved(moment);
    if (wasOn === undefined) return objectConfigured(moment, resource);
    return checksSwitched(moment, checksAreOn(resource), "the configuration");
  };

  return {
    start(inventory) {
      recording = record(inventory).catch((error) =>
        log.error({ err: error }, "the configured objects could not be recorded; the next start records them"),
      );
    },
    settled: () => recording,
    async stop() {
      isStopped = true;
      await recording;
    },
  };
}

interface Difference {
  readonly key: ResourceKey;
  /** Whether active checks were on; undefined if it was not configured. */
  readonly wasOn: boolean | undefined;
}

/** `recorded`: result of `Store.readConfigured`. */
function* keysThatDiffer(
  { hosts, services }: Inventory,
  recorded: ReadonlyMap<ResourceKey, boolean>,
): Generator<void, readonly Difference[]> {
  const gone = new Map(recorded);
  const differing: Difference[] = [];
  let seen = 0;
  for (const resources of [hosts, services]) {
    for (const resource of resources) {
      const { key } = resource;
      const wasOn = recorded.get(key);
      gone.delete(key);
      if (wasOn !== checksAreOn(resource)) differing.push({ key, wasOn });
      if (++seen % OBJECTS_BETWEEN_YIELDS === 0) yield;
    }
  }
  return [...differing, ...[...gone].map(([key, wasOn]) => ({ key, wasOn }))];
}
