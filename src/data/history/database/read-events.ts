import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import { MAX_COUNT, type EventCount, type EventPage, type EventQuery, type Position } from "../months/event-query.ts";
import { MAX_LOOKED_AT, positionOf } from "../months/read-stream.ts";
import { hasWords } from "../months/words.ts";
import { rowToEvent } from "../../store/sql/rows.ts";
import type { SqlRow, SqlValue } from "../../store/sql/sql-value.ts";
import type { EventTable } from "../../store/store.ts";

/** Events that one statement looks at. */
const CHUNK = 20_000;

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Reads a page, newest first. `lookedAt`: events after which the search stops. */
export async function readPage(table: EventTable, query: EventQuery, lookedAt = MAX_LOOKED_AT): Promise<EventPage> {
  const { skip = 0, limit } = query;
  const { rows, reach } = await search(table, query, skip + limit, lookedAt);
  return { events: rows.slice(skip).map(rowToEvent), next: reach };
}

/** Counts up to `MAX_COUNT`. */
export async function countEvents(table: EventTable, query: Omit<EventQuery, "limit" | "before">): Promise<EventCount> {
  const { rows, reach } = await search(table, query, MAX_COUNT + 1, MAX_LOOKED_AT);
  return { count: Math.min(rows.length, MAX_COUNT), isMore: rows.length > MAX_COUNT || reach !== null };
}

interface Found {
  readonly rows: readonly SqlRow[];
  /** All that match down to this one are in `rows`; null: all there are. */
  readonly reach: Position | null;
}

/** Looks at the events in chunks if a filter may fit few of them, so that no statement takes long. */
async function search(
  table: EventTable,
  query: Omit<EventQuery, "limit">,
  limit: number,
  lookedAt: number,
): Promise<Found> {
  const filters = filtersOf(query);
  const isFiltered = filters.length > 0;
  const rows: SqlRow[] = [];
  let { before } = query;
  for (let left = lookedAt; ; left -= CHUNK) {
    const bounds = boundsOf(query, before);
    const last = isFiltered ? await chunkEnd(table, bounds) : null;
    const wanted = limit - rows.length;
    const found = await select(table, query, [...bounds, ...filters, ...downTo(last)], wanted);
    rows.push(...found.slice(0, wanted));
    if (found.length >= wanted) return { rows, reach: positionOf(rows.at(-1)!) };
    if (last === null) return { rows, reach: null };
    if (left <= CHUNK) return { rows, reach: last };
    before = last;
  }
}

async function chunkEnd(table: EventTable, bounds: readonly Condition[]): Promise<Position | null> {
  const [row] = await table.all(
    `SELECT event_time, event_id FROM events WHERE ${sqlOf(bounds)}
      ORDER BY event_time DESC, event_id DESC LIMIT 1 OFFSET ${CHUNK - 1}`,
    ...valuesOf(bounds),
  );
  return row === undefined ? null : positionOf(row);
}

async function select(
  table: EventTable,
  { words }: Omit<EventQuery, "limit">,
  conditions: readonly Condition[],
  limit: number,
): Promise<readonly SqlRow[]> {
  const rows = await table.all(
    `SELECT * FROM events WHERE ${sqlOf(conditions)} ORDER BY event_time DESC, event_id DESC LIMIT ?`,
    ...valuesOf(conditions),
    words === undefined ? limit : CHUNK,
  );
  return words === undefined
    ? rows
    : rows.filter((row) => hasWords(`${String(row["output"])} ${String(row["reason"])}`, words));
}

const sqlOf = (conditions: readonly Condition[]): string => conditions.map(({ sql }) => sql).join(" AND ");
const valuesOf = (conditions: readonly Condition[]): SqlValue[] => conditions.flatMap(({ values }) => values);

function boundsOf({ from = -Infinity, to = Infinity }: Omit<EventQuery, "limit">, before?: Position): Condition[] {
  return [
    { sql: "event_time >= ? AND event_time < ?", values: [from, to] },
    ...(before === undefined
      ? []
      : [{ sql: "(event_time, event_id) < (?, ?)", values: [before.at, before.id] } as const]),
  ];
}

const downTo = (last: Position | null): Condition[] =>
  last === null ? [] : [{ sql: "(event_time, event_id) >= (?, ?)", values: [last.at, last.id] }];

/** Conditions on each event. */
function filtersOf({ kinds, keys, text, words }: Omit<EventQuery, "limit">): readonly Condition[] {
  return [
    ...(kinds === undefined ? [] : [among("kind", "text", kinds)]),
    ...(keys === undefined ? [] : [amongResources(keys)]),
    ...(text === undefined ? [] : [containing(text)]),
    ...(words === undefined ? [] : words.map(likely)),
  ];
}

const among = (column: string, type: string, values: readonly SqlValue[]): Condition => ({
  sql: `${column} IN (SELECT value::${type} FROM json_array_elements_text(?::json))`,
  values: [JSON.stringify(values)],
});

const amongResources = (keys: readonly number[]): Condition => ({
  sql: `(host_id, service_id) IN (SELECT (pair ->> 0)::integer, (pair ->> 1)::integer
    FROM json_array_elements(?::json) AS pair)`,
  values: [JSON.stringify(keys.map((key) => [hostIdOf(key), serviceIdOf(key)]))],
});

function containing(text: string): Condition {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return { sql: "(output ILIKE ? OR reason ILIKE ?)", values: [pattern, pattern] };
}

/** Excludes most events that lack a word; what has accents is looked at word by word. */
function likely(word: string): Condition {
  const { sql, values } = containing(word);
  return { sql: `(${sql} OR output ~ '[^ -~]' OR reason ~ '[^ -~]')`, values };
}
