import { setImmediate } from "node:timers/promises";
import type { SqlRow, SqlValue } from "../../store/sql/sql-value.ts";
import type { EventFilter, Position } from "./event-query.ts";
import type { EventSource } from "./event-source.ts";

/** Events of one source in order of an index, the newest first. */
export interface Stream {
  /** `INDEXED BY …`, or '' for a few known ids. */
  readonly index: string;
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
  /** What the index cannot select: the events are read in chunks. */
  readonly rest: Rest;
}

/** Conditions on each event. */
export interface Rest {
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
  /** Words to be found by the full-text index, chunk by chunk, since they are in very many events. */
  readonly match: string | null;
}

export interface StreamRows {
  readonly rows: readonly SqlRow[];
  /** All matching events down to this one are in `rows`; null: all there are. */
  readonly reach: Position | null;
}

/** Events of one chunk, after which other requests get their turn: about 10 ms. */
const CHUNK = 20_000;
/** Events that one request looks at; a rare text in a long time is found page by page. */
export const MAX_LOOKED_AT = 1_000_000;

/** Events that a request may still look at. */
export interface Effort {
  left: number;
}

export interface StreamQuery {
  readonly filter: Pick<EventFilter, "from" | "to">;
  readonly before: Position | undefined;
  readonly limit: number;
  readonly columns: string;
  readonly effort: Effort;
  /** Sets what the SQL functions of the source compare with. */
  readonly prepare: (source: EventSource) => void;
}

export async function readStream(source: EventSource, stream: Stream, query: StreamQuery): Promise<StreamRows> {
  const { limit, effort } = query;
  const isFiltered = stream.rest.conditions.length > 0 || stream.rest.match !== null;
  const rows: SqlRow[] = [];
  let before = query.before;
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst) await setImmediate();
    // The last event of the chunk, if there are more behind it.
    const last = isFiltered ? chunkEnd(source, stream, query, before) : null;
    const wanted = limit - rows.length;
    const found = select(source, stream, query, { before, last, limit: wanted });
    rows.push(...found);
    if (found.length === wanted) return { rows, reach: positionOf(found.at(-1)!) };
    if (last === null) return { rows, reach: null };
    effort.left -= CHUNK;
    if (effort.left <= 0) return { rows, reach: last };
    before = last;
  }
}

function chunkEnd(
  source: EventSource,
  stream: Stream,
  { filter }: StreamQuery,
  before: Position | undefined,
): Position | null {
  const bounds = boundsOf(filter, before);
  const row = source
    .statement(
      `SELECT event_time, event_id FROM events ${stream.index} WHERE ${[...stream.conditions, ...bounds.conditions].join(" AND ")}
        ORDER BY event_time DESC, event_id DESC LIMIT 1 OFFSET ${CHUNK - 1}`,
    )
    .get(...stream.values, ...bounds.values);
  return row === undefined ? null : positionOf(row);
}

interface Chunk {
  readonly before: Position | undefined;
  readonly last: Position | null;
  readonly limit: number;
}

function select(source: EventSource, stream: Stream, query: StreamQuery, chunk: Chunk): readonly SqlRow[] {
  const bounds = boundsOf(query.filter, chunk.before, chunk.last);
  const { rest } = stream;
  const conditions = [...stream.conditions, ...bounds.conditions, ...rest.conditions];
  const values: SqlValue[] = [...stream.values, ...bounds.values, ...rest.values];
  if (rest.match !== null) {
    conditions.push("event_id IN (SELECT rowid FROM full_text WHERE full_text MATCH ? AND rowid BETWEEN ? AND ?)");
    values.push(rest.match, ...idsOf(source, stream, bounds));
  }
  query.prepare(source);
  return source
    .statement(
      `SELECT ${query.columns} FROM events ${stream.index} WHERE ${conditions.join(" AND ")}
        ORDER BY event_time DESC, event_id DESC LIMIT ?`,
    )
    .all(...values, chunk.limit);
}

/** Smallest and largest id of a chunk. */
function idsOf(source: EventSource, stream: Stream, bounds: Bounds): readonly [number, number] {
  const row = source
    .statement(
      `SELECT min(event_id) AS first, max(event_id) AS last FROM events ${stream.index}
        WHERE ${[...stream.conditions, ...bounds.conditions].join(" AND ")}`,
    )
    .get(...stream.values, ...bounds.values);
  return [Number(row?.["first"] ?? 0), Number(row?.["last"] ?? 0)];
}

interface Bounds {
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
}

/**
 * Bounds of time and position: one upper and one lower one, since SQLite uses only one of each in the index. `last` is
 * included, `before` is not.
 */
function boundsOf(
  { from = -Infinity, to = Infinity }: Pick<EventFilter, "from" | "to">,
  before: Position | undefined,
  last: Position | null = null,
): Bounds {
  const upper: Bounds =
    before !== undefined && before.at < to
      ? {
          conditions: ["event_time <= ? AND (event_time < ? OR event_id < ?)"],
          values: [before.at, before.at, before.id],
        }
      : { conditions: ["event_time < ?"], values: [to] };
  const lower: Bounds =
    last === null
      ? { conditions: ["event_time >= ?"], values: [from] }
      : { conditions: ["event_time >= ? AND (event_time > ? OR event_id >= ?)"], values: [last.at, last.at, last.id] };
  return {
    conditions: [...upper.conditions, ...lower.conditions],
    values: [...upper.values, ...lower.values],
  };
}

export const positionOf = (row: SqlRow): Position => ({ at: Number(row["event_time"]), id: Number(row["event_id"]) });
