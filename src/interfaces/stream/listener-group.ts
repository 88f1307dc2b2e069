import type { StoredEvent } from "../../data/store/store.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { SERVER_KEY } from "../../model/resource-key.ts";
import { seesResource, type Visibility } from "../../model/visibility.ts";
import type { Listener } from "./listener.ts";
import { streamKindOf, type StreamKind } from "./stream-change.ts";

/** What a listener asks for. */
export interface StreamFilter {
  /** As given; null: everything. */
  readonly q: string | null;
  /** Null: all. */
  readonly kinds: ReadonlySet<StreamKind> | null;
}

/** Listeners that are told the same: with the same rights and the same filter. They share each serialised text. */
export interface ListenerGroup {
  readonly name: string;
  readonly visibility: Visibility;
  readonly filter: StreamFilter;
  /** Whether a resource, as it is now, matches `q`. */
  matches: ((key: ResourceKey) => boolean) | null;
  readonly listeners: Set<Listener>;
  /** Changes that were not sent yet, oldest first. */
  pending: StoredEvent[];
  /** Resources that matched before the commit that is being applied. */
  readonly matchedBefore: Set<ResourceKey>;
}

/** Whether those who see this much may know of the event. */
export const isVisibleEvent = (event: StoredEvent, visibility: Visibility): boolean =>
  event.key === SERVER_KEY
    ? visibility.seesAll || event.kind === "configuration-reloaded"
    : seesResource(visibility, event.key);

/** Whether the event is of a wanted kind and may be known. Does not look at `q`. */
export const concerns = (
  event: StoredEvent,
  { visibility, filter: { kinds } }: Pick<ListenerGroup, "visibility" | "filter">,
): boolean => (kinds === null || kinds.has(streamKindOf(event))) && isVisibleEvent(event, visibility);
