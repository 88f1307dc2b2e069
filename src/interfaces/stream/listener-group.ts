import type { Committed } from "../../data/ledger/committed.ts";
import type { StoredEvent } from "../../data/store/store.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import { seesResource, type Visibility } from "../../model/visibility.ts";
import type { Listener } from "./listener.ts";
import { streamKindOf, type StreamKind } from "./stream-change.ts";
import { changeText, type ResourceTest, type StreamWords } from "./stream-words.ts";

/** What a listener asks for. */
export interface StreamFilter {
  /** As given; null: everything. */
  readonly q: string | null;
  /** Null: all. */
  readonly kinds: ReadonlySet<StreamKind> | null;
}

/** Newest summary: as it is told, and without the id up to which it is true. */
export interface ToldSummary {
  readonly compared: string;
  readonly told: Buffer;
}

/** Listeners that are told the same: with the same rights and the same filter. */
export interface ListenerGroup {
  readonly name: string;
  readonly visibility: Visibility;
  readonly filter: StreamFilter;
  /** Null: everything matches. */
  matches: ResourceTest | null;
  readonly listeners: Set<Listener>;
  /** Changes that were not sent yet, oldest first. */
  pending: StoredEvent[];
  /** Null: not made yet. */
  summary: ToldSummary | null;
  /** Resources that matched before the commit that is being applied. */
  readonly matchedBefore: Set<ResourceKey>;
}

/** Whether the event is of a wanted kind and may be known. Does not look at `q`. */
export function concerns(
  event: StoredEvent,
  { visibility, filter: { kinds } }: Pick<ListenerGroup, "visibility" | "filter">,
): boolean {
  if (kinds !== null && !kinds.has(streamKindOf(event))) return false;
  // That the configuration is another one, everybody notices.
  return event.key === SERVER_KEY
    ? visibility.seesAll || event.kind === "configuration-reloaded"
    : seesResource(visibility, event.key);
}

/** The groups, which share each serialised text. */
export interface ListenerGroups {
  join(listener: Listener, filter: StreamFilter, visibility: Visibility): void;
  leave(listener: Listener): void;
  /** Undefined while it catches up with what it missed. */
  of(listener: Listener): ListenerGroup | undefined;
  all(): Iterable<ListenerGroup>;
  /** To be called before a commit is shown. */
  beforeCommit(events: readonly StoredEvent[]): void;
  /** To be called when the commit is shown; true if somebody is to be told. */
  note(event: StoredEvent): boolean;
  /** Sends what waits, each text once for all who see the same. */
  send(send: (listener: Listener, bytes: Buffer) => void): void;
  /** To be called with another configuration: searches may find other objects. */
  recompile(): void;
}

export function createListenerGroups(words: StreamWords): ListenerGroups {
  const groups = new Map<string, ListenerGroup>();
  const groupOf = new Map<Listener, ListenerGroup>();
  const numbers = new WeakMap<Visibility, number>();
  let lastNumber = 0;

  const numberOf = (visibility: Visibility): number => {
    const number = numbers.get(visibility) ?? ++lastNumber;
    numbers.set(visibility, number);
    return number;
  };
  const compile = ({ q }: StreamFilter, visibility: Visibility): ResourceTest | null =>
    q === null ? null : words.compile(q, visibility);

  const open = (filter: StreamFilter, visibility: Visibility): ListenerGroup => {
    const kinds = filter.kinds === null ? "" : [...filter.kinds].sort().join();
    const name = `${numberOf(visibility)} ${kinds} ${filter.q === null ? "" : `q=${filter.q}`}`;
    let group = groups.get(name);
    if (group === undefined) {
      const matches = compile(filter, visibility);
      group = {
        name,
        visibility,
        filter,
        matches,
        listeners: new Set(),
        pending: [],
        summary: null,
        matchedBefore: new Set(),
      };
      groups.set(name, group);
    }
    return group;
  };

  const isWanted = ({ key, kind }: StoredEvent, { matches, matchedBefore }: ListenerGroup): boolean =>
    matches === null || matchedBefore.has(key) || kind === "configuration-reloaded" || matches(key);

  return {
    join(listener, filter, visibility) {
      const group = open(filter, visibility);
      group.listeners.add(listener);
      groupOf.set(listener, group);
    },
    leave(listener) {
      const group = groupOf.get(listener);
      if (group === undefined) return;
      groupOf.delete(listener);
      group.listeners.delete(listener);
      if (group.listeners.size === 0) groups.delete(group.name);
    },
    of: (listener) => groupOf.get(listener),
    all: () => groups.values(),
    beforeCommit(events) {
      for (const { matches, matchedBefore } of groups.values()) {
        if (matches === null) continue;
        matchedBefore.clear();
        for (const { key } of events) if (key !== SERVER_KEY && matches(key)) matchedBefore.add(key);
      }
    },
    note(event) {
      let isTold = false;
      for (const group of groups.values()) {
        if (!concerns(event, group) || !isWanted(event, group)) continue;
        group.pending.push(event);
        isTold = true;
      }
      return isTold;
    },
    send(send) {
      const texts = new Map<Visibility, Map<StoredEvent, string>>();
      for (const group of groups.values()) {
        const { pending, visibility } = group;
        if (pending.length === 0) continue;
        group.pending = [];
        const known = texts.get(visibility) ?? new Map<StoredEvent, string>();
        texts.set(visibility, known);
        let all = "";
        for (const event of pending) {
          const text = known.get(event) ?? changeText(event, visibility, words);
          known.set(event, text);
          all += text;
        }
        const bytes = Buffer.from(all);
        for (const listener of group.listeners) send(listener, bytes);
      }
    },
    recompile() {
      for (const group of groups.values()) group.matches = compile(group.filter, group.visibility);
    },
  };
}

const NONE: readonly never[] = [];

/** Events of a commit with their ids. Results that change nothing, of which there are most, cost no more than this. */
export function eventsOf({ changes, lastEventId }: Committed): readonly StoredEvent[] {
  if (lastEventId === 0) return NONE;
  const events = changes.filter((change) => change.kind === "event");
  return events.map(({ event }, place) => ({ ...event, id: lastEventId - events.length + 1 + place }));
}
