import { loadedCell, mergeRow, type RowNews } from "../../data/list/row-cell.ts";
import type { LiveEvent } from "../../data/stream/stream-events.ts";
import type { Key, LiveRow } from "../../data/wire.ts";

/** The newest that the stream told of some resources, whose rows were read before or are read again. */
export interface StreamedRows {
  readonly news: ReadonlyMap<Key, RowNews>;
  /** Of the newest change of them that was told. */
  readonly newestId: number;
}

export const NOTHING_STREAMED: StreamedRows = { news: new Map(), newestId: 0 };

/** With what an event tells of these resources; the same object where that is nothing. */
export function withEvent(streamed: StreamedRows, event: LiveEvent, keys: ReadonlySet<Key>): StreamedRows {
  const { news, newestId } = streamed;
  if (event.type === "check" && keys.has(event.row.key))
    return { news: new Map(news).set(event.row.key, { kind: "result", row: event.row, asOf: newestId }), newestId };
  if (event.type !== "change") return streamed;
  const { id = newestId } = event;
  const { row } = event.change;
  if (row === undefined || row === null || !keys.has(row.key)) return streamed;
  return { news: new Map(news).set(row.key, { kind: "row", row, id }), newestId: id };
}

/** A row that was read when `asOf` was the newest change, or what was told of it since. */
export function presentRow(row: LiveRow, asOf: number, { news }: StreamedRows): LiveRow {
  const told = news.get(row.key);
  return told === undefined ? row : mergeRow(loadedCell(row, asOf, false), told).row;
}
