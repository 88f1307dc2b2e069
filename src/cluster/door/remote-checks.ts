import type { CheckPlaces } from "../../intake/check-path.ts";
import { isScheduled, withinCheckPeriod } from "../../engine/schedule/check-times.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Host, Inventory } from "../../model/objects.ts";
import { CENTRAL_ID } from "../../model/poller.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../model/resource-key.ts";
import type { Ask } from "../protocol/frames.ts";
import type { GroupPlaces } from "./group-places.ts";

export interface RemoteChecksOptions {
  readonly inventory: () => Inventory;
  readonly groups: Pick<GroupPlaces, "placeOf" | "isKnownThere">;
  /** Passes a request on; false if its poller is not connected. */
  readonly ask: (pollerId: number, ask: Ask) => boolean;
}

/** Which place checks a resource, and requests that reach it. */
export interface RemoteChecks extends CheckPlaces {
  /** Requests that wait for their poller; they wait no more afterwards. */
  takeWaiting(pollerId: number): readonly Ask[];
}

/** Requests that wait for one poller; others are dropped. */
const MAX_WAITING = 10_000;

export function createRemoteChecks({ inventory, groups, ask }: RemoteChecksOptions): RemoteChecks {
  const waiting = new Map<number, Map<ResourceKey, Ask>>();

  const placeOf = (key: ResourceKey): number => {
    const present = inventory();
    if (present.pollers.size === 0) return CENTRAL_ID;
    const host = hostOf(key);
    if (host === undefined) return CENTRAL_ID;
    if (present.pollerGroups.has(host.pollerId)) return groups.placeOf(host);
    return present.pollers.has(host.pollerId) ? host.pollerId : CENTRAL_ID;
  };
  const hostOf = (key: ResourceKey): Host | undefined => namesOf(inventory()).hostById.get(hostIdOf(key));
  /** False for a host of a group while it goes from one member to another. */
  const canAsk = (key: ResourceKey): boolean => {
    const host = hostOf(key);
    return host === undefined || !inventory().pollerGroups.has(host.pollerId) || groups.isKnownThere(host.hostId);
  };
  const isHereKey = (key: ResourceKey): boolean => placeOf(key) === CENTRAL_ID;

  const pass = (key: ResourceKey, how: Ask["how"], at: number | null = null): void => {
    const pollerId = placeOf(key);
    const wanted: Ask = { host: hostIdOf(key), service: serviceIdOf(key), how, at };
    if ((canAsk(key) && ask(pollerId, wanted)) || how === "on-demand") return;
    const ofPoller = waiting.getOrInsertComputed(pollerId, () => new Map());
    if (ofPoller.size < MAX_WAITING || ofPoller.has(key)) ofPoller.set(key, wanted);
  };

  return {
    placeOf,
    isHere: ({ key }) => isHereKey(key),
    across: (here) => ({
      rescheduleAfter(resource, wanted) {
        if (isHereKey(resource.key)) return here.rescheduleAfter(resource, wanted);
        // The poller plans in the same way.
        return isScheduled(resource, inventory()) ? withinCheckPeriod(resource, inventory(), wanted) : null;
      },
      runNow: (key) => (isHereKey(key) ? here.runNow(key) : pass(key, "now")),
      runOnDemand: (key) => (isHereKey(key) ? here.runOnDemand(key) : pass(key, "on-demand")),
      // The poller also looks after the freshness of its resources.
      isPending: (key) => !isHereKey(key) || here.isPending(key),
      runAt: (key, at) => (isHereKey(key) ? here.runAt(key, at) : pass(key, "at", at)),
    }),
    takeWaiting(pollerId) {
      const asks: Ask[] = [];
      // A host may have gone to this poller meanwhile.
      for (const wanted of waiting.values())
        for (const [key, each] of wanted)
          if (placeOf(key) === pollerId && canAsk(key)) {
            asks.push(each);
            wanted.delete(key);
          }
      return asks;
    },
  };
}
