import { ApiError, get, urlOf } from "../../data/client.ts";
import { setServerTime } from "../../data/clock.ts";
import { type Moment, sinceMoment, thisMoment } from "../../data/moment.ts";
import { createStore } from "../../data/store.ts";
import type { ResourceList, Session, Summary, WallView } from "../../data/wire.ts";

/** What a wall screen shows, and how old it is. */
export interface WallPicture {
  readonly list: ResourceList | null;
  readonly summary: Summary | null;
  /** When the server last said that this is so; null: never. */
  readonly presentAt: Moment | null;
  /** The same of the loss of the stream; null: it is connected, or never was. */
  readonly lostAt: Moment | null;
  /** Since when it could not be read again; null: it could. */
  readonly unreadAt: Moment | null;
  /** The session is over: the link was deleted, has expired, or its account is disabled. */
  readonly isOver: boolean;
}

const NOTHING_YET: WallPicture = {
  list: null,
  summary: null,
  presentAt: null,
  lostAt: null,
  unreadAt: null,
  isOver: false,
};

export interface WallFeed {
  readonly picture: ReturnType<typeof createStore<WallPicture>>;
  close(): void;
}

/** Rows at most: many screens full. */
const MAX_ROWS = 200;
/** News that come together are read together. */
const GATHER_MS = 1_000;
/** Read also without news, since a state ages without one. */
const REREAD_MS = 60_000;
const RECONNECT_MS = 3_000;
const ANSWER_MS = 20_000;
/** A stream without a beat for this long is dead, whatever its connection looks like. */
const SILENT_MS = 40_000;
/** The server's version is looked at so often. */
const VERSION_MS = 300_000;

/**
 * Reads a view again whenever the stream tells of something in it, for as long as the screen hangs. It keeps no rows
 * but the newest, so that days of it take no more memory than a minute.
 */
export function openWallFeed({ q, sort }: WallView, version: string): WallFeed {
  const picture = createStore<WallPicture>(NOTHING_YET);
  const ended = new AbortController();
  const { signal } = ended;
  let source: EventSource | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let reconnecting: ReturnType<typeof setTimeout> | undefined;
  let reads = 0;
  let newest = 0;

  let heardAt = thisMoment();

  const takeTime = (data: unknown): void => setServerTime((JSON.parse(String(data)) as { readonly now: string }).now);
  const read = async (): Promise<void> => {
    const number = ++reads;
    // Answers overtake each other.
    const isNewest = (): boolean => !signal.aborted && number > newest;
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      const [list, summary] = await Promise.all([
        get<ResourceList>("/api/resources", { query: { q, sort, limit: MAX_ROWS }, signal: inTime }),
        get<Summary>("/api/summary", { query: { q }, signal: inTime }),
      ]);
      if (!isNewest()) return;
      picture.update((before) => ({
        ...before,
        list,
        summary,
        presentAt: thisMoment(),
        unreadAt: null,
        isOver: false,
      }));
    } catch (error) {
      if (!isNewest()) return;
      noteEnd(error);
      picture.update((before) => ({ ...before, unreadAt: before.unreadAt ?? thisMoment() }));
      readIn(RECONNECT_MS);
    }
    newest = number;
  };
  const noteEnd = (error: unknown): void => {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403))
      picture.update((before) => ({ ...before, isOver: true }));
  };
  const readIn = (ms: number): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void read();
    }, ms);
  };
  const readSoon = (): void => readIn(GATHER_MS);
  const connect = (): void => {
    source?.close();
    source = new EventSource(urlOf("/api/events", { q }));
    heardAt = thisMoment();
    source.addEventListener("hello", ({ data }) => {
      picture.update((before) => ({ ...before, lostAt: null }));
      takeTime(data);
      readSoon();
    });
    source.addEventListener("beat", ({ data }) => {
      heardAt = thisMoment();
      takeTime(data);
      // The stream may live while the rows cannot be read.
      picture.update((before) => ({ ...before, presentAt: before.unreadAt === null ? heardAt : before.presentAt }));
    });
    for (const news of ["change", "summary", "gap"]) source.addEventListener(news, readSoon);
    const again = (): void => {
      source?.close();
      // An event stream does not say with what status it was refused.
      readSoon();
      picture.update((before) => ({ ...before, lostAt: before.lostAt ?? thisMoment() }));
      clearTimeout(reconnecting);
      reconnecting = setTimeout(connect, RECONNECT_MS);
    };
    source.addEventListener("bye", again);
    source.addEventListener("error", again);
  };
  const lookAtVersion = async (): Promise<void> => {
    try {
      const { server } = await get<Session>("/api/session", { signal });
      // Another console may be built for another server.
      if (server.version !== version) window.location.reload();
    } catch (error) {
      noteEnd(error);
    }
  };

  void read();
  connect();
  const timers = [
    setInterval(() => void read(), REREAD_MS),
    setInterval(() => void lookAtVersion(), VERSION_MS),
    setInterval(() => sinceMoment(heardAt) > SILENT_MS && connect(), RECONNECT_MS),
  ];
  return {
    picture,
    close: () => {
      ended.abort();
      source?.close();
      clearTimeout(gathering);
      clearTimeout(reconnecting);
      for (const timer of timers) clearInterval(timer);
    },
  };
}
