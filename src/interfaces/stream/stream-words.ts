import type { StoredEvent } from "../../data/store/store.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Visibility } from "../../model/visibility.ts";
import { streamKindOf } from "./stream-change.ts";

/** Tests a resource as it is now. */
export type ResourceTest = (key: ResourceKey) => boolean;

/** How what the stream tells is found and written: by the API, which has the same in its answers. */
export interface StreamWords {
  /** Null: not configured, or not visible. */
  row(key: ResourceKey, visibility: Visibility): object | null;
  event(event: StoredEvent, visibility: Visibility): object;
  /** `h41`, `s41.7`; null: the server. */
  key(key: ResourceKey): string | null;
  /** Who caused an event; null: nobody. */
  author(event: StoredEvent): string | null;
  /** Test of a search. Refuses one with a mistake. */
  compile(q: string, visibility: Visibility): ResourceTest;
}

/** Event of the stream as text (HTML standard §9.2). JSON has no line breaks. */
export function sseText(event: string, data: object, id?: number): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One change for all who see the same, with the present row. */
export function changeText(event: StoredEvent, visibility: Visibility, words: StreamWords): string {
  const { id, key, at } = event;
  const change = {
    at: formatRfc3339(at),
    kind: streamKindOf(event),
    key: words.key(key),
    by: words.author(event),
    row: words.row(key, visibility),
    event: words.event(event, visibility),
  };
  return sseText("change", change, id);
}
