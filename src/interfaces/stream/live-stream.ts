import type { ServerResponse } from "node:http";
import type { Access, Credentials } from "../../access/access.ts";
import type { Caller } from "../../access/caller.ts";
import type { EventHistory } from "../../data/history/event-history.ts";
import type { Committed, CommitReader, ShownAhead } from "../../data/ledger/committed.ts";
import type { StoredEvent } from "../../data/store/store.ts";
import type { CancelTimer, Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { Inventory } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Visibility } from "../../model/visibility.ts";
import { createChangeRing } from "./change-ring.ts";
import { createReplay } from "./replay.ts";
import { concerns, type ListenerGroup, type StreamFilter } from "./listener-group.ts";
import { Listener, type ByeReason } from "./listener.ts";
import { followRights } from "./follow-rights.ts";
import { sseText } from "./sse.ts";
import { streamKindOf } from "./stream-change.ts";
import {
  BEAT_SECONDS,
  CHECK_SECONDS,
  GATHER_MS,
  MAX_BEHIND_SECONDS,
  MAX_LISTENERS,
  MAX_LISTENERS_OF_ACCOUNT,
  MAX_WAITING_BYTES,
  RING_SIZE,
} from "./stream-limits.ts";

/** How what the stream tells is written: by the API, which has the same in its answers. */
export interface StreamWords {
  /** Null: not configured, or not visible. */
  row(key: ResourceKey, visibility: Visibility): object | null;
  event(event: StoredEvent, visibility: Visibility): object;
  /** `h41`, `s41.7`; null: the server. */
  key(key: ResourceKey): string | null;
  /** Who caused an event; null: nobody. */
  author(event: StoredEvent): string | null;
  /** Whether a resource matches, as it is now. Refuses a `q` with a mistake. */
  compile(q: string): (key: ResourceKey) => boolean;
}

export interface LiveStreamParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly access: Pick<Access, "changes" | "refresh" | "recheck">;
  readonly history: Pick<EventHistory, "readEventsAfter">;
  readonly inventory: () => Inventory;
  readonly words: StreamWords;
  /** Id of the newest event of the history. */
  readonly head: number;
}

export interface StreamRequest {
  /** Null: of the control socket. */
  readonly credentials: Credentials | null;
  readonly caller: Caller;
  readonly filter: StreamFilter;
  /** Id of the last change that the client has; null: from now on. */
  readonly after: number | null;
}

/** What a listener asks for beside its filter. */
export interface StreamControl {
  /** Default: as before. */
  readonly views?: readonly string[];
  /** Default: as before. */
  readonly watch?: ReadonlySet<ResourceKey>;
}

/** The live stream: one more reader of the feed of commits. */
export interface LiveStream {
  /** To be called before and after the readers of the feed that show what was committed. */
  readonly before: CommitReader;
  readonly after: CommitReader;
  /** Told of states that are shown before they are durable, after they are shown. */
  readonly shown: ShownAhead;
  /** Id of the newest change that is shown. */
  head(): number;
  /** Number of connections. */
  listeners(): number;
  /** Begins to write to a response whose head was sent. Refuses with `too-many-streams` before it writes anything. */
  open(request: StreamRequest, respond: () => ServerResponse): void;
  /** Refuses with `not-found` for a stream that the caller has not opened. */
  control(stream: string, caller: Caller, control: StreamControl): void;
  /** Says goodbye to all. */
  stop(): void;
}

export function createLiveStream(parts: LiveStreamParts): LiveStream {
  const { clock, log, access, words } = parts;
  const ring = createChangeRing(RING_SIZE, parts.head);
  /** Changes with each start: views and streams of an earlier run have ended. */
  const epoch = formatRfc3339(clock.now());
  const listeners = new Map<string, Listener>();
  const groups = new Map<string, ListenerGroup>();
  /** Group of each listener that is not catching up with what it missed. */
  const joined = new Map<Listener, ListenerGroup>();
  const watchers = new Map<ResourceKey, Set<Listener>>();
  const lastChecks = new Map<ResourceKey, number>();
  const newerKeys = new Set<ResourceKey>();
  let flushTimer: NodeJS.Timeout | null = null;
  let cancelTick: CancelTimer | null = null;
  let ticks = 0;
  let isStopped = false;

  const replay = createReplay({ ring, history: parts.history, clock });
  const rights = followRights(parts);

  const changeText = (event: StoredEvent, visibility: Visibility): string => {
    const { id, key, at } = event;
    return sseText(
      "change",
      {
        at: formatRfc3339(at),
        kind: streamKindOf(event),
        key: words.key(key),
        by: words.author(event),
        row: words.row(key, visibility),
        event: words.event(event, visibility),
      },
      id,
    );
  };

  const scheduleFlush = (): void => {
    if (listeners.size > 0) flushTimer ??= setTimeout(flush, GATHER_MS);
  };

  /** Sends what waits, each text once for all who see the same. */
  const flush = (): void => {
    if (flushTimer !== null) clearTimeout(flushTimer);
    flushTimer = null;
    recheckRights();
    const texts = new Map<Visibility, Map<StoredEvent, string>>();
    for (const group of groups.values()) {
      const { pending, visibility } = group;
      if (pending.length === 0) continue;
      group.pending = [];
      const known = texts.get(visibility) ?? new Map<StoredEvent, string>();
      texts.set(visibility, known);
      let all = "";
      for (const event of pending) {
        let text = known.get(event);
        if (text === undefined) known.set(event, (text = changeText(event, visibility)));
        all += text;
      }
      const bytes = Buffer.from(all);
      for (const listener of group.listeners) sendWithinLimits(listener, bytes);
    }
    sendChecks();
  };

  const sendWithinLimits = (listener: Listener, bytes: Buffer | string): void => {
    const behind = listener.behindSince(clock.now());
    const isSlow = behind !== null && clock.now() - behind >= MAX_BEHIND_SECONDS;
    if (isSlow || listener.waitingBytes + bytes.length > MAX_WAITING_BYTES) return part(listener, "slow");
    listener.send(bytes);
  };

  const sendChecks = (): void => {
    const now = clock.now();
    const texts = new Map<Visibility, string>();
    for (const key of newerKeys) {
      const last = lastChecks.get(key) ?? -Infinity;
      // Otherwise with the next tick.
      if (now - last < CHECK_SECONDS && now >= last) continue;
      newerKeys.delete(key);
      const those = watchers.get(key);
      if (those === undefined) continue;
      lastChecks.set(key, now);
      texts.clear();
      for (const listener of those) {
        // The newest row follows when it has taken what waits.
        if (listener.behindSince(now) !== null) listener.newer.add(key);
        else sendCheck(listener, key, texts);
      }
    }
  };

  const sendCheck = (listener: Listener, key: ResourceKey, texts: Map<Visibility, string>): void => {
    listener.newer.delete(key);
    const { visibility } = listener.caller;
    let text = texts.get(visibility);
    if (text === undefined) {
      const row = words.row(key, visibility);
      texts.set(visibility, (text = row === null ? "" : sseText("check", { row })));
    }
    if (text !== "") listener.send(text);
  };

  const noteNewer = (key: ResourceKey): void => {
    if (!watchers.has(key)) return;
    newerKeys.add(key);
    scheduleFlush();
  };

  const groupOf = (filter: StreamFilter, visibility: Visibility): ListenerGroup => {
    const name = `${rights.numberOf(visibility)} ${[...(filter.kinds ?? ["*"])].sort().join()} ${filter.q ?? ""}`;
    const known = groups.get(name);
    if (known !== undefined) return known;
    const group: ListenerGroup = {
      name,
      visibility,
      filter,
      matches: filter.q === null ? null : words.compile(filter.q),
      listeners: new Set(),
      pending: [],
      matchedBefore: new Set(),
    };
    groups.set(name, group);
    return group;
  };

  const join = (listener: Listener, group: ListenerGroup): void => {
    joined.set(listener, group);
    group.listeners.add(listener);
  };

  const leave = (listener: Listener): void => {
    const group = joined.get(listener);
    if (group === undefined || !joined.delete(listener)) return;
    group.listeners.delete(listener);
    if (group.listeners.size === 0) groups.delete(group.name);
  };

  const watch = (listener: Listener, keys: ReadonlySet<ResourceKey>): void => {
    for (const key of listener.watched) {
      const those = watchers.get(key);
      those?.delete(listener);
      if (those?.size !== 0) continue;
      watchers.delete(key);
      lastChecks.delete(key);
    }
    listener.newer.clear();
    listener.watched = keys;
    for (const key of keys) watchers.set(key, (watchers.get(key) ?? new Set()).add(listener));
  };

  const forget = (listener: Listener): void => {
    listeners.delete(listener.id);
    leave(listener);
    watch(listener, new Set());
    if (listeners.size > 0) return;
    cancelTick?.();
    cancelTick = null;
  };

  const part = (listener: Listener, reason: ByeReason): void => {
    listener.end(reason);
    forget(listener);
  };

  const recheckRights = (): void => {
    for (const { listener, caller } of rights.changed(listeners.values())) {
      if (caller === null) {
        part(listener, "session-ended");
        continue;
      }
      const before = listener.caller;
      listener.caller = caller;
      const group = joined.get(listener);
      if (group === undefined || before.visibility === caller.visibility) continue;
      const { gone, isOther } = rights.difference(before.visibility, caller.visibility);
      const waiting = group.pending;
      leave(listener);
      const next = groupOf(group.filter, caller.visibility);
      for (const event of waiting)
        if (concerns(event, next)) sendWithinLimits(listener, changeText(event, caller.visibility));
      for (const key of gone) listener.send(sseText("change", { kind: "gone", key: words.key(key) }));
      if (isOther) listener.send(sseText("gap", { from: ring.head, oldest: ring.head, reason: "rights-changed" }));
      join(listener, next);
    }
    if (!rights.settle()) return;
    for (const group of groups.values()) if (group.filter.q !== null) group.matches = words.compile(group.filter.q);
  };

  const tick = (): void => {
    cancelTick = clock.runAt(clock.now() + 1, tick);
    ticks++;
    const now = clock.now();
    for (const listener of listeners.values()) {
      const behind = listener.behindSince(now);
      if (behind !== null && now - behind >= MAX_BEHIND_SECONDS) part(listener, "slow");
      else if (behind === null && listener.newer.size > 0)
        for (const key of listener.newer) sendCheck(listener, key, new Map());
    }
    const slot = ticks % BEAT_SECONDS;
    const beat = Buffer.from(sseText("beat", { now: formatRfc3339(now), head: ring.head }));
    // All changes up to the head of a beat come before it.
    flush();
    for (const listener of listeners.values())
      if (listener.slot === slot) {
        if (rights.use(listener)) sendWithinLimits(listener, beat);
        else part(listener, "session-ended");
      }
    access.refresh().then(
      () => recheckRights(),
      (error: unknown) => log.error({ err: error }, "the rights of listeners could not be read again"),
    );
  };

  const begin = async (listener: Listener, filter: StreamFilter, after: number | null): Promise<void> => {
    const plan = after === null ? null : await replay.plan(after);
    if (listener.isEnded) return;
    const hello = (): string =>
      sseText("hello", {
        stream: listener.id,
        epoch,
        head: ring.head,
        resumed: plan !== null && plan.gap === null,
        now: formatRfc3339(clock.now()),
        beat_seconds: BEAT_SECONDS,
      });
    const follow = (): void => {
      flush();
      if (!listener.isEnded) join(listener, groupOf(filter, listener.caller.visibility));
    };
    if (plan === null || plan.gap !== null) {
      flush();
      listener.send(hello() + (plan === null ? "" : sseText("gap", plan.gap!)));
      return follow();
    }
    listener.send(hello());
    const tell = async (events: readonly StoredEvent[]): Promise<boolean> => {
      // What a filter matched before, only the listener knows: it is told all that may concern it.
      const { visibility } = listener.caller;
      const told = events.filter((event) => concerns(event, { filter, visibility }));
      if (told.length > 0) await listener.sendAndWait(told.map((event) => changeText(event, visibility)).join(""));
      return !listener.isEnded;
    };
    await replay.from(after!, tell, follow);
  };

  const note = (event: StoredEvent): void => {
    ring.add(event);
    for (const group of groups.values()) {
      if (!concerns(event, group)) continue;
      const { matches } = group;
      if (
        matches !== null &&
        !group.matchedBefore.has(event.key) &&
        event.kind !== "configuration-reloaded" &&
        !matches(event.key)
      )
        continue;
      group.pending.push(event);
      scheduleFlush();
    }
  };

  return {
    before: {
      name: "live stream, before",
      committed(batch) {
        for (const group of groups.values()) {
          if (group.matches === null) continue;
          group.matchedBefore.clear();
          for (const { key } of eventsOf(batch)) if (group.matches(key)) group.matchedBefore.add(key);
        }
      },
    },
    after: {
      name: "live stream",
      committed(batch) {
        for (const event of eventsOf(batch)) note(event);
        if (watchers.size === 0) return;
        for (const change of batch.changes) if (change.kind === "state") noteNewer(change.key);
      },
    },
    shown: {
      show({ key }) {
        if (watchers.size > 0) noteNewer(key);
      },
    },
    head: () => ring.head,
    listeners: () => listeners.size,
    open({ credentials, caller, filter, after }, respond) {
      if (isStopped) throw new Refusal("too-many-streams", "The server is stopping.", { retryAfterSeconds: 1 });
      const own = [...listeners.values()].filter((other) => other.caller.contactId === caller.contactId).length;
      if (listeners.size >= MAX_LISTENERS)
        throw tooMany(`The server has ${MAX_LISTENERS} streams open, which is its limit.`);
      if (own >= MAX_LISTENERS_OF_ACCOUNT)
        throw tooMany(`This account has ${MAX_LISTENERS_OF_ACCOUNT} streams open, which is its limit.`);
      // A mistake in it is an answer of its own.
      if (filter.q !== null) words.compile(filter.q);
      const response = respond();
      const listener = new Listener(response, credentials, caller, (ticks + 1) % BEAT_SECONDS);
      listeners.set(listener.id, listener);
      response.once("close", () => {
        listener.noteClosed();
        forget(listener);
      });
      cancelTick ??= clock.runAt(clock.now() + 1, tick);
      begin(listener, filter, after).catch((error: unknown) => {
        log.error({ err: error }, "a listener of the live stream was cut off");
        response.destroy();
      });
    },
    control(stream, caller, { watch: keys }) {
      const listener = listeners.get(stream);
      if (listener === undefined || listener.caller.contactId !== caller.contactId)
        throw new Refusal("not-found", "Stream not found");
      if (keys !== undefined) watch(listener, keys);
    },
    stop() {
      isStopped = true;
      flush();
      for (const listener of listeners.values()) part(listener, "stopping");
    },
  };
}

/** Readers of the feed with the stream among them: it tells what a table shows, and compares with what it showed. */
export const withStream = (
  { before, after, shown }: LiveStream,
  table: CommitReader & ShownAhead,
  others: readonly CommitReader[] = [],
): { readonly readers: readonly CommitReader[]; readonly shownAhead: ShownAhead } => ({
  readers: [before, table, ...others, after],
  shownAhead: {
    show(change) {
      table.show(change);
      shown.show(change);
    },
  },
});

const tooMany = (message: string): Refusal => new Refusal("too-many-streams", message, { retryAfterSeconds: 30 });

const NONE: readonly never[] = [];

/** Events of a commit with their ids. Results that change nothing, of which there are most, cost no more than this. */
function eventsOf({ changes, lastEventId }: Committed): readonly StoredEvent[] {
  if (lastEventId === 0) return NONE;
  const events = changes.filter((change) => change.kind === "event");
  return events.map(({ event }, place) => ({ ...event, id: lastEventId - events.length + 1 + place }));
}
