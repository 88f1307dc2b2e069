import type { StoredEvent } from "../../store/store.ts";
import type { SqlRow } from "../../store/sql/sql-value.ts";
import { MAX_COUNT, newestFirst, newestOf } from "./event-query.ts";
import type { EventCount, EventPage, EventQuery, Position } from "./event-query.ts";
import type { EventSource } from "./event-source.ts";
import { endOf, startOf, type Month } from "./month.ts";
import { MAX_LOOKED_AT, positionOf, type StreamRows } from "./read-stream.ts";
import { isWithin, readSource } from "./read-source.ts";

/** The two places of events. */
export interface Places {
  readonly store: () => EventSource;
  /** Months with a file, the newest first. */
  readonly months: () => readonly Month[];
  /** Runs a read on a month; undefined if it has no readable file (any more). */
  readonly read: <T>(month: Month, from: (source: EventSource) => Promise<T>) => Promise<T | undefined>;
}

const POSITION = "event_time, event_id";

interface Found {
  readonly position: Position;
  readonly row: SqlRow;
  readonly source: Pick<EventSource, "toEvent">;
}

/**
 * Reads a page of both places. The store comes first: an event that is moved meanwhile is in at least one of them, and
 * counts once. `lookedAt`: events after which the search stops.
 */
export async function readPage(places: Places, query: EventQuery, lookedAt = MAX_LOOKED_AT): Promise<EventPage> {
  const { skip = 0, ...rest } = query;
  if (skip > 0) {
    const skipped = await readBoth(places, { ...rest, limit: skip }, POSITION, lookedAt);
    if (skipped.found.length < skip) return { events: [], next: skipped.reach };
    return readPage(places, { ...rest, before: skipped.found.at(-1)!.position }, lookedAt);
  }
  const { found, reach } = await readBoth(places, query, "*", lookedAt);
  const events = found.map(({ row, source }): StoredEvent => source.toEvent(row));
  return { events, next: reach };
}

/** Counts up to `MAX_COUNT`. */
export async function countEvents(places: Places, query: Omit<EventQuery, "limit" | "before">): Promise<EventCount> {
  const { found, reach } = await readBoth(places, { ...query, limit: MAX_COUNT + 1 }, POSITION, MAX_LOOKED_AT);
  return { count: Math.min(found.length, MAX_COUNT), isMore: found.length > MAX_COUNT || reach !== null };
}

/** All that match, down to `reach`, newest first; at most `limit`. */
async function readBoth(
  places: Places,
  query: EventQuery,
  columns: string,
  lookedAt: number,
): Promise<{ readonly found: readonly Found[]; readonly reach: Position | null }> {
  const effort = { left: lookedAt };
  const found = new Map<number, Found>();
  const add = ({ rows }: StreamRows, source: EventSource): void => {
    for (const row of rows) {
      const position = positionOf(row);
      if (!found.has(position.id)) found.set(position.id, { position, row, source });
    }
  };
  const store = places.store();
  const inStore = await readSource(store, query, columns, effort);
  add(inStore, store);
  let reach = inStore.reach;
  for (const month of places.months().filter((each) => isAsked(each, query))) {
    if (countWithin(found, newestOf([reach, { at: endOf(month), id: 0 }])) >= query.limit) {
      reach = newestOf([reach, { at: endOf(month), id: 0 }]);
      break;
    }
    const isBehind = reach !== null && reach.at >= endOf(month);
    if (isBehind) break;
    const inMonth = await places.read(month, async (source) => {
      const rows = await readSource(source, query, columns, effort);
      add(rows, source);
      return rows;
    });
    reach = newestOf([reach, inMonth?.reach ?? null]);
    if (inMonth?.reach) break;
  }
  const within = [...found.values()]
    .filter(({ position }) => isWithin(position, reach))
    .sort((one, other) => newestFirst(one.position, other.position));
  const page = within.slice(0, query.limit);
  return { found: page, reach: page.length < within.length ? page.at(-1)!.position : reach };
}

const countWithin = (found: ReadonlyMap<number, Found>, reach: Position | null): number => {
  let count = 0;
  for (const { position } of found.values()) if (isWithin(position, reach)) count++;
  return count;
};

/** True unless the month is outside the window, or newer than the page. */
const isAsked = (month: Month, { from = -Infinity, to = Infinity, before }: EventQuery): boolean =>
  endOf(month) > from && startOf(month) < to && startOf(month) <= (before?.at ?? Infinity);
