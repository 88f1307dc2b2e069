import type { HostRow, Page, ServiceRow } from "../../../data/realtime/realtime.ts";
import { MAX_COUNT, type EventFilter, type Position } from "../../../data/history/months/event-query.ts";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import { listRows } from "../../../data/realtime/search/list-rows.ts";
import { compileSort } from "../../../data/realtime/search/order.ts";
import type { StoredEvent } from "../../../data/store/store.ts";
import { seesEverything, type Visibility } from "../../../model/visibility.ts";
import type { SharedParts } from "../shared-parts.ts";
import { entryOfEvent, newestFirst, recordEntries, type TimelineEntry } from "./entries.ts";
import { timelineListing, timelineSearchOf } from "./search.ts";

type Parts = Pick<SharedParts, "realtime" | "comments" | "access" | "events">;

/** Events taken over from the reading thread at once. */
const EVENTS_AT_ONCE = 1_000;
/** Events that a search looks at, the newest ones; a window of time reaches further back. */
const MAX_SEARCHED = MAX_COUNT;

/** What a timeline is made of: events of the history, and records in memory. */
interface Source {
  readonly filter: EventFilter;
  readonly entryOf: (event: StoredEvent) => TimelineEntry;
  /** Those that match, the newest first. */
  readonly records: readonly TimelineEntry[];
  readonly isMatch: (entry: TimelineEntry) => boolean;
  readonly isDecidedByType: boolean;
  readonly events: SharedParts["events"];
}

function sourceOf(
  row: HostRow | ServiceRow,
  { search }: Pick<ListQuery, "search">,
  parts: Parts,
  visibility: Visibility,
): Source {
  const { kinds, window, isMatch, isDecidedByType } = timelineSearchOf(search);
  const { key, kind } = "service" in row ? row.service : row.host;
  return {
    filter: { keys: [key], kinds, ...window },
    entryOf: (event) => entryOfEvent(event, kind, parts.access.accountByAlias),
    records: recordEntries(row, parts, visibility).filter(isMatch),
    isMatch,
    isDecidedByType,
    events: parts.events,
  };
}

/**
 * Page of the timeline of a resource. In order of time, and if no text is searched, it is read by position, with the
 * events before it neither taken over nor shown. Otherwise the newest events in the window of the search are tested.
 */
export async function readTimelinePage(
  row: HostRow | ServiceRow,
  query: ListQuery,
  parts: Parts,
  visibility: Visibility,
): Promise<Page<TimelineEntry>> {
  const source = sourceOf(row, query, parts, visibility);
  const [first, ...rest] = compileSort(query, timelineListing);
  const isNewestFirst = first === undefined || (first.field === "date" && first.isDescending && rest.length === 0);
  if (source.isDecidedByType && isNewestFirst)
    return pageByPosition(source, (query.page - 1) * query.limit, query.limit);
  const matches: TimelineEntry[] = [];
  for await (const entries of matchingEntries(source, MAX_SEARCHED)) matches.push(...entries);
  return listRows(matches, timelineListing, { ...query, search: {} }, seesEverything);
}

/** All entries that match, the newest first, some at a time. */
export const readWholeTimeline = (
  row: HostRow | ServiceRow,
  query: Pick<ListQuery, "search">,
  parts: Parts,
  visibility: Visibility,
): AsyncGenerator<readonly TimelineEntry[]> => matchingEntries(sourceOf(row, query, parts, visibility), Infinity);

async function pageByPosition(source: Source, offset: number, limit: number): Promise<Page<TimelineEntry>> {
  const { records, entryOf } = source;
  // At most all records come before the page, so so many events fewer.
  const skip = Math.max(0, offset - records.length);
  const wanted = Math.max(0, Math.min(offset + limit, MAX_COUNT) - skip);
  const { events, isEnd } = await readEvents(source, skip, wanted);
  const isKnown = isEnd && (events.length > 0 || skip === 0);
  const eventCount = isKnown ? skip + events.length : (await source.events.count(source.filter)).count;
  const total = Math.min(eventCount, MAX_COUNT) + records.length;
  // Of one second, events come before records, so that those behind the first event are exactly these.
  const from = skip === 0 ? Infinity : (events[0]?.at ?? -Infinity);
  const behind = records.filter(({ at }) => at <= from);
  const passed = skip + records.length - behind.length;
  const entries = [...events.map(entryOf), ...behind].sort(newestFirst);
  return { rows: entries.slice(offset - passed, offset - passed + limit), total };
}

async function readEvents(
  { events: history, filter }: Source,
  skip: number,
  wanted: number,
): Promise<{ readonly events: readonly StoredEvent[]; readonly isEnd: boolean }> {
  if (filter.kinds?.length === 0) return { events: [], isEnd: true };
  const found: StoredEvent[] = [];
  let before: Position | undefined;
  while (found.length < wanted) {
    const limit = Math.min(EVENTS_AT_ONCE, wanted - found.length);
    const page = await history.readPage({ ...filter, limit, ...(before === undefined ? { skip } : { before }) });
    found.push(...page.events);
    if (page.next === null) return { events: found, isEnd: true };
    before = page.next;
  }
  return { events: found, isEnd: false };
}

/** Entries that match, from at most so many events: pages of the history with the records of their times. */
async function* matchingEntries(source: Source, mostEvents: number): AsyncGenerator<readonly TimelineEntry[]> {
  const { events: history, filter, entryOf, isMatch } = source;
  let { records } = source;
  let before: Position | null | undefined = filter.kinds?.length === 0 ? null : undefined;
  for (let looked = 0; before !== null && looked < mostEvents;) {
    const page = await history.readPage({ ...filter, limit: EVENTS_AT_ONCE, ...(before && { before }) });
    looked += page.events.length;
    const oldest = page.next?.at ?? -Infinity;
    const newer = records.filter(({ at }) => at > oldest);
    records = records.slice(newer.length);
    yield [...page.events.map(entryOf).filter(isMatch), ...newer].sort(newestFirst);
    before = page.next;
  }
  yield records;
}
