import type { TimelineSource } from "../../data/history/timeline-source.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import {
  factsAfter,
  NO_FACTS,
  NO_SERVER_FACTS,
  serverFactsAfter,
  serverWithLaterEvent,
  withLaterEvents,
  withPresentState,
} from "../../model/timeline-facts.ts";

/** Reads all events from one list. */
export function listed(events: readonly HistoryEvent[]): TimelineSource {
  const all = events.toSorted((one, other) => one.at - other.at);
  const ofKey = (key: ResourceKey, from: number, to: number): readonly HistoryEvent[] =>
    all.filter((event) => event.key === key && event.at >= from && event.at < to);
  return {
    eventsOf: async (keys, from, to) => new Map(keys.map((key) => [key, ofKey(key, from, to)])),
    async stateBefore(key, time) {
      const later = ofKey(key, time, Infinity);
      const facts = ofKey(key, -Infinity, time).reduce(factsAfter, NO_FACTS);
      return withPresentState(withLaterEvents(facts, later), later, null, time);
    },
    async serverBefore(time) {
      const facts = ofKey(SERVER_KEY, -Infinity, time).reduce(serverFactsAfter, NO_SERVER_FACTS);
      const isRun = ({ kind }: HistoryEvent): boolean => kind.startsWith("monitoring-");
      return facts.isKnown ? facts : serverWithLaterEvent(facts, ofKey(SERVER_KEY, time, Infinity).find(isRun));
    },
  };
}
