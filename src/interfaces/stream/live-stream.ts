import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { Caller } from "../../access/caller.ts";
import type { StoredEvent } from "../../data/store/store.ts";
import type { CancelTimer } from "../../lib/clock.ts";
import { inPieces } from "../../lib/in-pieces.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { createChangeRing } from "./change-ring.ts";
import { followRights } from "./follow-rights.ts";
import { concerns, createListenerGroups, eventsOf, type StreamFilter } from "./listener-group.ts";
import { Listener, type ByeReason, type Round } from "./listener.ts";
import { createReplay, gapOfWall } from "./replay.ts";
import {
  BEAT_SECONDS,
  GATHER_MS,
  MAX_LISTENERS,
  MAX_LISTENERS_OF_ACCOUNT,
  REPLAYED_AT_ONCE,
  RING_SIZE,
} from "./stream-limits.ts";
import type { LiveStream, LiveStreamParts } from "./stream-parts.ts";
import { changeText, sseText } from "./stream-words.ts";
import { createOperatorNotices } from "./operator-notices.ts";
import { createPeriodicNews, ENDED } from "./periodic-news.ts";
import { createWatchedRows } from "./watched-rows.ts";

export function createLiveStream(parts: LiveStreamParts): LiveStream {
  const { clock, log, access, words } = parts;
  const ring = createChangeRing(RING_SIZE, parts.head);
  /** Another one after each start, also of two in one second: views and streams of an earlier run have ended. */
  const epoch = randomUUID();
  const listeners = new Map<string, Listener>();
  const groups = createListenerGroups(words);
  const watched = createWatchedRows(words);
  const replay = createReplay({ ring, history: parts.history, clock });
  const rights = followRights(parts);
  const news = createPeriodicNews(words, groups, log);
  const notices = createOperatorNotices(log);
  let flushTimer: NodeJS.Timeout | null = null;
  let cancelTick: CancelTimer | null = null;
  let seconds = 0;
  let lastSlot = 0;
  /** Listeners that the last round wrote changes to. */
  let written = 0;
  const stopped = new WeakSet<Server>();
  let most = MAX_LISTENERS;

  /** A mistake here must not end the server, nor what calls. */
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.error({ err: error }, "the live stream could not tell what changed");
    }
  };

  const forget = (listener: Listener): void => {
    if (!listeners.delete(listener.id)) return;
    groups.leave(listener);
    watched.watch(listener, NO_KEYS);
    if (listeners.size > 0) return;
    cancelTick?.();
    cancelTick = null;
  };
  const end = (listener: Listener, reason: ByeReason): void => {
    listener.end(reason);
    forget(listener);
  };
  const send = (round: Round, listener: Listener, bytes: Buffer): void => {
    if (listener.isTooSlow(round, bytes.length)) end(listener, "slow");
    else listener.send(bytes);
  };

  const flush = (round: Round = { now: clock.now() }): void => {
    if (flushTimer !== null) clearTimeout(flushTimer);
    flushTimer = null;
    written = 0;
    followPresentRights();
    groups.send((listener, bytes) => {
      written++;
      send(round, listener, bytes);
    });
    watched.send(round);
  };
  const flushSoon = (): void => {
    if (listeners.size === 0 || flushTimer !== null) return;
    const { least, most: longest, ofEachListener } = GATHER_MS;
    flushTimer = setTimeout(() => guarded(flush), Math.min(longest, Math.max(least, written * ofEachListener)));
  };

  const followPresentRights = (): void => {
    for (const { listener, caller } of rights.changed(listeners.values()))
      if (caller === null) end(listener, "session-ended");
      else changeCaller(listener, caller);
    if (rights.settle()) groups.recompile();
  };

  const changeCaller = (listener: Listener, caller: Caller): void => {
    const before = listener.caller.visibility;
    const { visibility } = caller;
    listener.caller = caller;
    if (before === visibility) return;
    const group = groups.of(listener);
    groups.leave(listener);
    for (const event of group?.pending ?? [])
      if (concerns(event, { ...group!, visibility })) listener.send(changeText(event, visibility, words));
    const { gone, isOther } = rights.difference(before, visibility);
    for (const key of gone) listener.send(sseText("change", { kind: "gone", key: words.key(key) }));
    if (isOther) listener.send(sseText("gap", { from: ring.head, oldest: ring.head, reason: "rights-changed" }));
    if (group !== undefined) groups.join(listener, group.filter, visibility);
  };

  const everySecond = (): void => {
    cancelTick = clock.runAt(clock.now() + 1, () => guarded(everySecond));
    seconds++;
    const round = { now: clock.now() };
    for (const listener of listeners.values())
      if (listener.isTooSlow(round, 0)) end(listener, "slow");
      else if (!listener.isBehind(round)) watched.catchUp(listener);
    // All changes up to the head of a beat come before it.
    flush(round);
    news.send(round);
    notices.send(upToDate(), round);
    sendBeats(round, seconds % BEAT_SECONDS);
    access
      .refresh()
      .then(followPresentRights)
      .catch((error: unknown) => {
        log.error({ err: error }, "the rights of those who listen to the live stream could not be read again");
      });
  };

  /** Without those who do not have their hello yet, or are being told what they missed. */
  const upToDate = (): IteratorObject<Listener> =>
    listeners.values().filter((listener) => groups.of(listener) !== undefined);

  const sendBeats = (round: Round, slot: number): void => {
    const beat = Buffer.from(sseText("beat", { now: formatRfc3339(round.now), head: ring.head }));
    for (const listener of upToDate()) {
      if (listener.slot !== slot) continue;
      if (rights.use(listener)) send(round, listener, beat);
      else end(listener, "session-ended");
    }
  };

  const followed = (listener: Listener, views: readonly string[], owner: string): Listener["views"] =>
    new Map(
      views.flatMap((view) => {
        const look = listener.views.get(view) ?? unlessNotThere(() => words.follow(view, owner));
        if (look !== null) return [[view, look] as const];
        // The others are followed all the same: they may be of other pages of a browser.
        listener.send(sseText("view", { view, ...ENDED }));
        return [];
      }),
    );

  /** A wall screen has nothing but its view. */
  const onWall = (
    { caller: { wall, visibility } }: Listener,
    keys: ReadonlySet<ResourceKey>,
  ): ReadonlySet<ResourceKey> =>
    wall === undefined ? keys : new Set([...keys].filter(words.compile(wall.view.q, visibility)));

  const gapBefore = async ({ caller: { wall } }: Listener, after: number | null) => {
    if (after === null) return null;
    return wall === undefined ? replay.gapAfter(after) : gapOfWall(after, ring.head);
  };

  const begin = async (listener: Listener, filter: StreamFilter, after: number | null): Promise<void> => {
    const gap = await gapBefore(listener, after);
    const follow = (): void => {
      flush();
      if (!listener.isEnded) groups.join(listener, filter, listener.caller.visibility);
    };
    // Others are told first what is in the head.
    flush();
    if (listener.isEnded) return;
    const hello = {
      stream: listener.id,
      epoch,
      head: ring.head,
      resumed: after !== null && gap === null,
      now: formatRfc3339(clock.now()),
      beat_seconds: BEAT_SECONDS,
    };
    listener.send(sseText("hello", hello) + (gap === null ? "" : sseText("gap", gap)));
    if (after === null || gap !== null) return follow();
    listener.hasOldRows = true;
    const tell = async (events: readonly StoredEvent[]): Promise<boolean> => {
      // What a search matched before, only the client knows: it is told all that may concern it.
      const { visibility } = listener.caller;
      const told = events.filter((event) => concerns(event, { filter, visibility }));
      const texts = told.map((event) => changeText(event, visibility, words));
      for (const piece of inPieces(texts, REPLAYED_AT_ONCE)) await listener.sendAndWait(piece);
      return !listener.isEnded;
    };
    await replay.from(after, tell, follow);
  };

  return {
    before: { name: "live stream, before", committed: (batch) => groups.beforeCommit(eventsOf(batch)) },
    after: {
      name: "live stream",
      committed(batch) {
        let isNews = false;
        news.note();
        for (const event of eventsOf(batch)) {
          ring.add(event);
          if (groups.note(event)) isNews = true;
          if (watched.note(event.key)) isNews = true;
        }
        for (const change of batch.changes) if (change.kind === "state" && watched.note(change.key)) isNews = true;
        if (isNews) flushSoon();
      },
    },
    shown: {
      show({ key }) {
        news.note();
        if (watched.note(key)) flushSoon();
      },
    },
    head: () => ring.head,
    listeners: () => listeners.size,
    open({ server, credentials, caller, filter, after }, respond) {
      if (stopped.has(server))
        throw new Refusal("too-many-streams", "The server is stopping.", { retryAfterSeconds: 1 });
      refuseTooMany(listeners, caller, most);
      if (filter.q !== null) words.compile(filter.q, caller.visibility);
      const response = respond();
      const listener = new Listener({ server, response, credentials, caller, slot: ++lastSlot % BEAT_SECONDS });
      listeners.set(listener.id, listener);
      response.once("close", () => forget(listener));
      cancelTick ??= clock.runAt(clock.now() + 1, () => guarded(everySecond));
      begin(listener, filter, after).catch((error: unknown) => {
        log.error({ err: error }, "a connection of the live stream was cut off");
        response.destroy();
      });
    },
    control(stream, caller, { views, watch, owner }) {
      const listener = listeners.get(stream);
      if (listener === undefined || listener.caller.contactId !== caller.contactId)
        throw new Refusal("not-found", "Stream not found");
      if (views !== undefined) {
        listener.views = followed(listener, views, owner);
        listener.hasNewViews = true;
      }
      if (watch !== undefined) watched.watch(listener, onWall(listener, watch));
    },
    limitTo(mostConnections) {
      most = Math.min(MAX_LISTENERS, Math.floor(mostConnections / 2));
    },
    askForNotices: notices.ask,
    stop(server) {
      stopped.add(server);
      flush();
      for (const listener of listeners.values()) if (listener.server === server) end(listener, "stopping");
    },
  };
}

/** Null for a view that has ended, or is of another session: whoever signs in again still has that of before. */
function unlessNotThere<Followed>(follow: () => Followed): Followed | null {
  try {
    return follow();
  } catch (error) {
    if (error instanceof Refusal && (error.code === "view-ended" || error.code === "not-found")) return null;
    throw error;
  }
}

const NO_KEYS: ReadonlySet<ResourceKey> = new Set();

/** Wall screens are counted apart: whoever has a link must not take the streams of its maker. */
function refuseTooMany(listeners: ReadonlyMap<string, Listener>, { contactId, wall }: Caller, most: number): void {
  const isOfWall = wall !== undefined;
  const own = listeners
    .values()
    .filter(({ caller }) => caller.contactId === contactId && (caller.wall !== undefined) === isOfWall);
  if (own.toArray().length >= MAX_LISTENERS_OF_ACCOUNT)
    throw tooMany(
      `${isOfWall ? "The wall screens of this account have" : "This account has"} ${MAX_LISTENERS_OF_ACCOUNT} streams ` +
        "open, which is the limit.",
    );
  if (listeners.size >= most) throw tooMany(`The server has ${most} streams open, which is its limit.`);
}

const tooMany = (message: string): Refusal => new Refusal("too-many-streams", message, { retryAfterSeconds: 30 });
