import { setImmediate } from "node:timers/promises";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { createAlarm } from "../../lib/alarm.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import type { Log } from "../../lib/log.ts";
import type { SharedLock } from "../../lib/shared-lock.ts";
import { COMMIT_RETRY_SECONDS } from "../../model/commit-retry.ts";
import type { Change } from "../../model/change.ts";
import {
  BY_CONFIGURATION,
  checksAreOn,
  checksSwitched,
  objectConfigured,
  objectRemoved,
} from "../../model/history-changes.ts";
import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Store } from "../store/store.ts";

/** History of the times when objects were configured. */
export interface ConfiguredObjects {
  /**
   * Called at the start: records differences from the configuration at the last stop, in the background. If the disk
   * refuses it, it is retried.
   */
  start(): void;
  /** Resolves when the differences of the start are recorded, so that changes follow; rejects if they are refused. */
  settled(): Promise<void>;
  /** Stops recording; the next start records what is left. */
  stop(): Promise<void>;
}

export interface ConfiguredObjectsOptions {
  readonly store: Pick<Store, "readConfigured">;
  readonly ledger: Pick<Ledger, "commit" | "resource" | "lastState">;
  readonly inventory: () => Inventory;
  /** Keeps active checks from being switched between the comparison and its commits. */
  readonly lock: Pick<SharedLock, "alone">;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with the objects that were removed while the server was stopped, before they are recorded. */
  readonly onRemoved: (keys: readonly ResourceKey[]) => void;
}

/** Objects per commit: a first start with 100,000 objects leaves room for results in between. */
const SLICE = 500;
const OBJECTS_BETWEEN_YIELDS = 2_000;

export function createConfiguredObjects(options: ConfiguredObjectsOptions): ConfiguredObjects {
  const { store, ledger, inventory, lock, clock, log } = options;
  let attempt: Promise<void> = Promise.resolve();
  let isStopped = false;
  const retry = createAlarm(clock, () => begin());

  const begin = (): void => {
    retry.set(null);
    attempt = lock.alone(record);
    attempt.catch((error) => {
      log.error({ err: error }, "the configured objects could not be recorded; trying again");
      if (!isStopped) retry.set(clock.now() + COMMIT_RETRY_SECONDS);
    });
  };

  const record = async (): Promise<void> => {
    const at = Math.floor(clock.now());
    // Not during the start, which does not wait for it.
    await setImmediate();
    const differing = await runCooperatively(keysThatDiffer(inventory(), await store.readConfigured()));
    options.onRemoved(differing.map(({ key }) => key).filter((key) => ledger.resource(key) === undefined));
    for (let from = 0; from < differing.length && !isStopped; from += SLICE)
      await ledger.commit(differing.slice(from, from + SLICE).flatMap((found) => changesOf(found, at)));
  };

  const changesOf = ({ key, wasOn }: Difference, at: UnixSeconds): readonly Change[] => {
    const moment = { key, at, state: ledger.lastState(key) };
    const resource = ledger.resource(key);
    if (resource === undefined) return objectRemoved(moment);
    if (wasOn === undefined) return objectConfigured(moment, resource);
    return checksSwitched(moment, checksAreOn(resource), BY_CONFIGURATION);
  };

  return {
    start: begin,
    settled() {
      if (retry.at !== null) begin();
      return attempt;
    },
    async stop() {
      isStopped = true;
      retry.set(null);
      await attempt.catch(() => {});
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
