import type { UnixSeconds } from "../../lib/clock.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { hostIdOf, isHostKey, SERVER_KEY, serviceIdOf, type ResourceKey } from "../../model/resource-key.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import {
  CONFIGURED_KINDS,
  RUN_KINDS,
  serverWithLaterEvent,
  STATE_KINDS,
  withLaterEvents,
  withPresentState,
  type ResourceFacts,
  type ServerFacts,
  type TimelineKind,
} from "../../model/timeline-facts.ts";
import type { StoredEvent } from "../store/store.ts";
import type { TimelineQuery } from "./months/read-timeline.ts";
import type { TimelineSource } from "./timeline-source.ts";

/** Reads of the timelines in both places, by the reading thread. */
export interface TimelineReads {
  readTimeline(query: TimelineQuery): Promise<readonly StoredEvent[]>;
  /** Facts of a resource, or of the server, from all events before a time. */
  readFactsBefore(key: ResourceKey, time: UnixSeconds): Promise<ResourceFacts | ServerFacts>;
}

export interface StoredTimelineOptions {
  readonly history: TimelineReads;
  /** Null if the key is not configured now. */
  readonly presentState: (key: ResourceKey) => ResourceState | null;
}

/** Events of one resource that a report may take: reading them takes seconds. */
export const MAX_EVENTS = 250_000;

/** Events of one answer of the thread: taking it over blocks this thread for about 5 ms. */
const PAGE = 1_000;

/**
 * Timeline source over the store and the months. Refuses with `report-too-large`, and as the history does.
 */
export function createStoredTimeline({ history, presentState }: StoredTimelineOptions): TimelineSource {
  async function* events(
    key: ResourceKey,
    from: UnixSeconds,
    to: UnixSeconds,
  ): AsyncGenerator<readonly StoredEvent[], void> {
    let count = 0;
    let last: StoredEvent | undefined;
    for (let isMore = true; isMore;) {
      const page = await history.readTimeline({
        key,
        from,
        to,
        limit: PAGE,
        ...(last && { after: { at: last.at, id: last.id } }),
      });
      count += page.length;
      if (count > MAX_EVENTS)
        throw new Refusal(
          "report-too-large",
          `${nameOf(key)} has more than ${MAX_EVENTS.toLocaleString("en")} events in this time. Ask for a shorter one.`,
        );
      if (page.length > 0) yield page;
      last = page.at(-1);
      isMore = page.length === PAGE;
    }
  }
  const firstOf = async (
    key: ResourceKey,
    kinds: readonly TimelineKind[],
    from: UnixSeconds,
  ): Promise<HistoryEvent | undefined> => (await history.readTimeline({ key, kinds, from, to: Infinity, limit: 1 }))[0];

  return {
    events,
    async stateBefore(key, time) {
      const facts = (await history.readFactsBefore(key, time)) as ResourceFacts;
      const [hasState, hasConfigured] = [facts.hardState !== null || facts.isPending, facts.isConfigured !== null];
      if (hasState && hasConfigured) return { facts, toldAt: -Infinity };
      const [state, configured] = [await firstOf(key, STATE_KINDS, time), await firstOf(key, CONFIGURED_KINDS, time)];
      const later = [state, configured].filter((event) => event !== undefined);
      return {
        facts: withPresentState(withLaterEvents(facts, later), later, presentState(key), time),
        toldAt: Math.max(hasState ? -Infinity : timeOf(state), hasConfigured ? -Infinity : timeOf(configured)),
      };
    },
    async serverBefore(time) {
      const facts = (await history.readFactsBefore(SERVER_KEY, time)) as ServerFacts;
      if (facts.isKnown) return { facts, toldAt: -Infinity };
      const first = await firstOf(SERVER_KEY, RUN_KINDS, time);
      return { facts: serverWithLaterEvent(facts, first), toldAt: timeOf(first) };
    },
  };
}

const timeOf = (event: HistoryEvent | undefined): UnixSeconds => event?.at ?? Infinity;

const nameOf = (key: ResourceKey): string =>
  key === SERVER_KEY
    ? "The server"
    : isHostKey(key)
      ? `The host ${hostIdOf(key)}`
      : `The service ${serviceIdOf(key)} of the host ${hostIdOf(key)}`;
