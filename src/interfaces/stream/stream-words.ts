import type { StoredEvent } from "../../data/store/store.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import type { Visibility } from "../../model/visibility.ts";
import { streamKindOf } from "./stream-change.ts";

/** Tests a resource as it is now. */
export type ResourceTest = (key: ResourceKey) => boolean;

/** What is told of a view; null: nothing new, or it takes too long. Refuses with `view-ended`. */
export type FollowedView = (visibility: Visibility) => object | null;

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
  /** Body of `GET /api/summary`; null: it takes too long. */
  summary(q: string, visibility: Visibility): object | null;
  /** Follows a frozen view of an owner. Refuses with `view-ended` and `not-found`. */
  follow(view: string, owner: string): FollowedView;
}

/** Event of the stream as text (HTML standard §9.2). JSON has no line breaks. */
export function sseText(event: string, data: object, id?: number): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One change for all who see the same, with the present row. */
export function changeText(event: StoredEvent, visibility: Visibility, words: StreamWords): string {
  const { id, key, at } = event;
  // Of the server, others than administrators learn nothing more than that something happened.
  const isKnown = key !== SERVER_KEY || visibility.seesAll;
  const change = {
    at: formatRfc3339(at),
    kind: streamKindOf(event),
    key: words.key(key),
    by: isKnown ? words.author(event) : null,
    row: words.row(key, visibility),
    event: isKnown ? words.event(event, visibility) : null,
  };
  return sseText("change", change, id);
}
