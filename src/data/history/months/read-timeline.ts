import type { UnixSeconds } from "../../../lib/clock.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import { TIMELINE_KINDS, type TimelineKind } from "../../../model/timeline-facts.ts";
import type { StoredEvent } from "../../store/store.ts";
import type { Position } from "./event-query.ts";
import type { EventSource } from "./event-source.ts";
import { endOf, startOf } from "./month.ts";
import type { Places } from "./read-page.ts";

/** Events of one resource, or of the server, that change its facts. */
export interface TimelineQuery {
  readonly key: ResourceKey;
  /** All that change facts, if absent. */
  readonly kinds?: readonly TimelineKind[];
  /** Times, half-open. */
  readonly from: UnixSeconds;
  readonly to: UnixSeconds;
  /** Only events behind it. */
  readonly after?: Position;
  readonly limit: number;
}

/**
 * Reads the first events in order of time and then of id. The store comes first: an event that is moved meanwhile is in
 * at least one of the places, and counts once.
 */
export async function readTimeline(places: Places, query: TimelineQuery): Promise<readonly StoredEvent[]> {
  const found = new Map(select(places.store(), query).map((event) => [event.id, event]));
  let left = query.limit;
  const from = Math.max(query.from, query.after?.at ?? -Infinity);
  for (const month of places.months().toReversed()) {
    if (endOf(month) <= from || startOf(month) >= query.to) continue;
    const events = await places.read(month, async (source) => select(source, { ...query, limit: left }));
    for (const event of events ?? []) found.set(event.id, event);
    left -= events?.length ?? 0;
    if (left === 0) break;
  }
  return [...found.values()].sort(oldestFirst).slice(0, query.limit);
}

const oldestFirst = (one: StoredEvent, other: StoredEvent): number => one.at - other.at || one.id - other.id;

function select(source: EventSource, query: TimelineQuery): readonly StoredEvent[] {
  const { key, kinds = TIMELINE_KINDS, from, to, after = { at: -Infinity, id: 0 }, limit } = query;
  const lower = Math.max(from, after.at);
  return source
    .statement(
      `SELECT * FROM events INDEXED BY events_of_resource WHERE host_id = ? AND service_id = ?
        AND event_time >= ? AND event_time < ? AND (event_time > ? OR event_id > ?)
        AND kind IN (${kinds.map(() => "?").join(", ")}) ORDER BY event_time, event_id LIMIT ?`,
    )
    .all(hostIdOf(key), serviceIdOf(key), lower, to, after.at, after.id, ...kinds.map(source.kindValue), limit)
    .map(source.toEvent);
}
