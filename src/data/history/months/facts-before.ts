import { setImmediate } from "node:timers/promises";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { ResourceFacts, ServerFacts } from "../../../model/timeline-facts.ts";
import type { StoredEvent } from "../../store/store.ts";
import type { ClosedMonths } from "./closed-months.ts";
import { startOf } from "./month.ts";
import type { Places } from "./read-page.ts";
import { readTimeline, type TimelineQuery } from "./read-timeline.ts";
import { factsAtStart, foldOf, SELECT_FACTS } from "./states-at-start.ts";

/** Events between two turns of other requests. */
const CHUNK = 1_000;

/**
 * Reads the facts of a resource, or of the server, from all events before a time: from the facts at the start of a
 * month on. The month is the newest one whose start is before all events that are still in the store, so that no event
 * is missing in its facts.
 */
export async function readFactsBefore(
  places: Places,
  closed: ClosedMonths,
  key: ResourceKey,
  time: UnixSeconds,
): Promise<ResourceFacts | ServerFacts> {
  const [first] = await readTimeline({ ...places, months: () => [] }, { key, from: -Infinity, to: time, limit: 1 });
  const base = await closed.newestWithStates(places, first?.at ?? time);
  const { none, after } = foldOf(key);
  let facts =
    base === null
      ? none
      : ((await places.read(base, async (source) => factsAtStart(source.statement(SELECT_FACTS), key))) ?? none);
  for await (const events of pagesOf(places, { key, from: base === null ? -Infinity : startOf(base), to: time }))
    for (const event of events) facts = after(facts, event);
  return facts;
}

async function* pagesOf(
  places: Places,
  query: Omit<TimelineQuery, "limit" | "after">,
): AsyncGenerator<readonly StoredEvent[]> {
  for (let last: StoredEvent | undefined, isMore = true; isMore;) {
    const page = await readTimeline(places, { ...query, limit: CHUNK, ...(last === undefined ? {} : { after: last }) });
    yield page;
    last = page.at(-1);
    isMore = page.length === CHUNK;
    if (isMore) await setImmediate();
  }
}
