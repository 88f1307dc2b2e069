import { setImmediate } from "node:timers/promises";
import type { UnixSeconds } from "../../lib/clock.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import {
  factsAfter,
  NO_FACTS,
  NO_SERVER_FACTS,
  serverFactsAfter,
  withPresentState,
  type ResourceFacts,
  withLaterEvents,
  serverWithLaterEvents,
} from "../../model/timeline-facts.ts";
import type { Store, StoredEvent } from "../store/store.ts";
import type { TimelineSource } from "./timeline-source.ts";

export interface StoredTimelineOptions {
  readonly store: Pick<Store, "readTimelineEvents">;
  /** Null if the key is not configured now. */
  readonly presentState: (key: ResourceKey) => ResourceState | null;
}

/** Events per read of the store, which blocks the thread. */
const CHUNK = 1_000;

/** Timeline source over the events of the store. */
export function createStoredTimeline({ store, presentState }: StoredTimelineOptions): TimelineSource {
  const read = async (key: ResourceKey, from: UnixSeconds, to: UnixSeconds): Promise<readonly HistoryEvent[]> => {
    const events: StoredEvent[] = [];
    for (let chunk: readonly StoredEvent[] | undefined; chunk === undefined || chunk.length === CHUNK;) {
      chunk = await store.readTimelineEvents(key, { from, to }, events.at(-1)?.id ?? 0, CHUNK);
      events.push(...chunk);
      await setImmediate();
    }
    // A late event has a higher id than those after it in time.
    return events.sort((a, b) => a.at - b.at || a.id - b.id);
  };

  return {
    async eventsOf(keys, from, to) {
      const found = new Map<ResourceKey, readonly HistoryEvent[]>();
      for (const key of keys) found.set(key, await read(key, from, to));
      return found;
    },
    async stateBefore(key, time) {
      const facts = await runCooperatively(folded(await read(key, -Infinity, time)));
      if (facts.isConfigured !== null && (facts.hardState !== null || facts.isPending)) return facts;
      const later = await read(key, time, Infinity);
      return withPresentState(withLaterEvents(facts, later), later, presentState(key), time);
    },
    async serverBefore(time) {
      const before = await read(SERVER_KEY, -Infinity, time);
      const facts = before.reduce(serverFactsAfter, NO_SERVER_FACTS);
      const isKnown = before.some(({ kind }) => kind === "monitoring-started" || kind === "monitoring-stopped");
      return isKnown ? facts : serverWithLaterEvents(facts, await read(SERVER_KEY, time, Infinity));
    },
  };
}

/** Facts after all events: with a long history, not at once. */
function* folded(events: readonly HistoryEvent[]): Generator<void, ResourceFacts> {
  let facts = NO_FACTS;
  for (const [index, event] of events.entries()) {
    facts = factsAfter(facts, event);
    if (index % CHUNK === 0) yield;
  }
  return facts;
}
