import type { UnixSeconds } from "../../../lib/clock.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import { TIMELINE_KINDS, type ResourceFacts, type ServerFacts } from "../../../model/timeline-facts.ts";
import type { TimelineQuery } from "../months/read-timeline.ts";
import { foldOf } from "../months/states-at-start.ts";
import { rowToEvent } from "../../store/sql/rows.ts";
import type { EventTable, StoredEvent } from "../../store/store.ts";

const PAGE = 2_000;

/** Reads the first events of a resource in order of time and then of id. */
export async function readTimeline(
  table: EventTable,
  { key, kinds = TIMELINE_KINDS, from, to, after = { at: -Infinity, id: 0 }, limit }: TimelineQuery,
): Promise<readonly StoredEvent[]> {
  const rows = await table.all(
    `SELECT * FROM events WHERE host_id = ? AND service_id = ? AND event_time >= ? AND event_time < ?
      AND (event_time, event_id) > (?, ?) AND kind IN (SELECT json_array_elements_text(?::json))
      ORDER BY event_time, event_id LIMIT ?`,
    hostIdOf(key),
    serviceIdOf(key),
    from,
    to,
    after.at,
    after.id,
    JSON.stringify(kinds),
    limit,
  );
  return rows.map(rowToEvent);
}

/** Reads the facts of a resource, or of the server, from all of its events before a time. */
export async function readFactsBefore(
  table: EventTable,
  key: ResourceKey,
  time: UnixSeconds,
): Promise<ResourceFacts | ServerFacts> {
  const { none, after } = foldOf(key);
  let facts = none;
  for (let last: StoredEvent | undefined, isMore = true; isMore;) {
    const page = await readTimeline(table, {
      key,
      from: -Infinity,
      to: time,
      limit: PAGE,
      ...(last === undefined ? {} : { after: last }),
    });
    for (const event of page) facts = after(facts, event);
    last = page.at(-1);
    isMore = page.length === PAGE;
  }
  return facts;
}
