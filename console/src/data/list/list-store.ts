import type { LiveClient } from "../stream/live-client.ts";
import type { Hello, LiveEvent, ViewNews } from "../stream/stream-events.ts";
import type { Timers } from "../stream/timers.ts";
import { createStore } from "../store.ts";
import type { ListedRow, ResourceList, State } from "../wire.ts";
import { FrozenRows } from "./frozen-rows.ts";
import { NO_NEWS, type OrderNews } from "./order-news.ts";
import { PendingNews } from "./pending-news.ts";
import type { RowCell, RowNews } from "./row-cell.ts";
import { neededWindows, windowOf, WINDOW_SIZE } from "./window-plan.ts";

export interface ListQuery {
  readonly q: string;
  readonly sort: string;
}

export interface RowsRequest extends ListQuery {
  readonly offset: number;
  readonly limit: number;
  readonly view?: string | undefined;
  /** Members wanted beyond those of a row: `groups`, `var.RACK`. */
  readonly extras: readonly string[];
}

export interface ListOptions {
  readonly fetchRows: (request: RowsRequest, signal: AbortSignal) => Promise<ResourceList>;
  readonly live: Pick<LiveClient, "listen" | "ready" | "want">;
  readonly timers: Timers;
  /** Runs before the next frame is painted, or soon when nothing is painted. */
  readonly beforeNextFrame: (run: () => void) => void;
  /** Whether an error says that the frozen order ended. */
  readonly isViewEnded: (error: unknown) => boolean;
}

export interface ListSnapshot {
  /** Search and order that the rows are of; undefined before the first answer. */
  readonly shown: ListQuery | undefined;
  readonly isLoading: boolean;
  /** Why the newest search has no rows; those of the search before stay. */
  readonly error: unknown;
  readonly view: string | undefined;
  /** Rows of the frozen order. */
  readonly length: number;
  /** Rows that match now. */
  readonly total: number;
  readonly totalUnhandled: number;
  readonly counts: Readonly<Partial<Record<State, number>>>;
  readonly news: OrderNews;
  /** The server forgot the order: it was restarted, or its configuration changed. Rows still change in place. */
  readonly isViewEnded: boolean;
  /** Nobody tells what would be new in it: more lists are open than the server follows. */
  readonly isUnfollowed: boolean;
  /** Grows with each order that was taken. */
  readonly orderNumber: number;
  /** Where the row at the anchor went with the newest order; undefined for another search. */
  readonly moved: { readonly from: number; readonly to: number } | undefined;
}

const EMPTY: ListSnapshot = {
  shown: undefined,
  isLoading: true,
  error: undefined,
  view: undefined,
  length: 0,
  total: 0,
  totalUnhandled: 0,
  counts: {},
  news: NO_NEWS,
  isViewEnded: false,
  isUnfollowed: false,
  orderNumber: 0,
  moved: undefined,
};

const WATCH_AFTER_MS = 300;
const RETRY_AFTER_MS = 3_000;
/** Rows asked for with a new order, so that the anchor is found when it moved by less than a window. */
const AROUND = 3 * WINDOW_SIZE;
const MAX_LIMIT = 500;

/** The rows of one list: windows of a frozen order, patched in place by the live stream. */
export class ListStore {
  readonly #options: ListOptions;
  readonly #state = createStore<ListSnapshot>(EMPTY);
  /** Grows when rows change. */
  readonly #rowsNumber = createStore(0);
  readonly #flights = new Map<number, AbortController>();
  readonly #pending = new PendingNews();
  /** What the stream told while answers were under way: they may have been read before it. */
  readonly #meanwhile = new PendingNews();
  #rows = new FrozenRows();
  #viewNews: ViewNews[] = [];
  #openFlights = 0;
  #order: AbortController | undefined;
  /** Asks for the order that is under way once more. */
  #askOrderAgain: (() => void) | undefined;
  #range = { first: 0, last: 0 };
  #asked: ListQuery | undefined;
  #extras: readonly string[] = [];
  #epoch: string | undefined;
  /** Of the changes that the stream told. */
  #newestId = 0;
  #isFrameAsked = false;
  #endListening: (() => void) | undefined;
  #endWanting: (() => void) | undefined;
  #cancelWatch: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;
  #keptView: string | undefined;
  /** Views that the server has ended: they are asked for no more. */
  readonly #ended = new Set<string>();

  constructor(options: ListOptions) {
    this.#options = options;
  }

  readonly getSnapshot = (): ListSnapshot => this.#state.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  /** Another one after each change of rows. */
  readonly getRowsNumber = (): number => this.#rowsNumber.get();
  readonly subscribeRows = (listener: () => void): (() => void) => this.#rowsNumber.subscribe(listener);
  readonly cellAt = (place: number): RowCell | undefined => this.#rows.cellAt(place);
  readonly cellOf = (key: string): RowCell | undefined => this.#rows.cellOf(key);
  readonly placeOf = (key: string): number | undefined => this.#rows.placeOf(key);

  start(): void {
    this.#endListening ??= this.#options.live.listen((event) => this.#take(event));
  }

  stop(): void {
    this.#endListening?.();
    this.#endListening = undefined;
    this.#endWanting?.();
    this.#endWanting = undefined;
    this.#cancelWatch?.();
    this.#cancelRetry?.();
    this.#order?.abort();
    this.#abortFlights(() => true);
  }

  /** Shows another search or order, from its top. What is shown stays until the answer is there. */
  async open(query: ListQuery): Promise<void> {
    this.#asked = query;
    this.#change({ isLoading: true });
    await this.#takeOrder(query, undefined);
  }

  /**
   * Takes the present order. `anchor`: place of the row that is to stay at its height on the screen; if it is not on the
   * screen, the first row there stays.
   */
  async takeNewOrder(anchor?: number): Promise<void> {
    const { shown } = this.#state.get();
    const { first, last } = this.#range;
    const isSeen = anchor !== undefined && anchor >= first && anchor <= last;
    if (shown !== undefined) await this.#takeOrder(shown, isSeen ? anchor : first);
  }

  /** Asks for members beyond those of a row, also for the rows that are there, which keep their places. */
  setExtras(extras: readonly string[]): void {
    const before = this.#extras;
    this.#extras = extras;
    if (extras.some((extra) => !before.includes(extra))) this.#reload();
  }

  get isAtTop(): boolean {
    return this.#range.first === 0;
  }

  /** Tells which rows are on the screen. */
  setRange(first: number, last: number): void {
    if (first === this.#range.first && last === this.#range.last) return;
    this.#range = { first, last };
    this.#load();
    this.#watchSoon();
  }

  /** Keys of the rows from one place to another, also of those that are not loaded. */
  async keysBetween(from: number, to: number): Promise<readonly string[]> {
    const [first, last] = from <= to ? [from, to] : [to, from];
    const keys: string[] = [];
    for (let place = first; place <= last;) {
      const key = this.#rows.keyAt(place);
      if (key !== undefined) {
        keys.push(key);
        place++;
        continue;
      }
      const limit = Math.min(MAX_LIMIT, last - place + 1);
      const list = await this.#fetch(place, limit, new AbortController());
      if (list.result.length === 0) break;
      keys.push(...list.result.map((row) => row.key));
      place += list.result.length;
    }
    return keys;
  }

  /** Keeps a view of before alive while a selection refers to it; undefined: none. */
  keepView(view: string | undefined): void {
    if (view === this.#keptView) return;
    this.#keptView = view;
    this.#watch();
  }

  async #takeOrder(query: ListQuery, anchor: number | undefined): Promise<void> {
    this.#order?.abort();
    const order = new AbortController();
    this.#order = order;
    this.#askOrderAgain = () => void this.#takeOrder(query, anchor);
    const anchorKey = anchor === undefined ? undefined : this.#rows.keyAt(anchor);
    const offset = anchor === undefined ? 0 : Math.max(0, windowOf(anchor) - 1) * WINDOW_SIZE;
    const limit = anchor === undefined ? WINDOW_SIZE : AROUND;
    this.#openFlights++;
    try {
      await this.#options.live.ready();
      if (order.signal.aborted) return;
      const list = await this.#options.fetchRows({ ...query, offset, limit, extras: this.#extras }, order.signal);
      if (this.#order !== order) return;
      this.#adopt(query, list, anchor, anchorKey);
    } catch (error) {
      if (this.#order === order) this.#change({ isLoading: false, error });
    } finally {
      if (this.#order === order) this.#askOrderAgain = undefined;
      this.#landed();
    }
  }

  #adopt(query: ListQuery, list: ResourceList, anchor: number | undefined, anchorKey: string | undefined): void {
    const { total, total_unhandled, counts, view, as_of, offset } = list.meta;
    this.#abortFlights(() => true);
    this.#rows = new FrozenRows();
    this.#viewNews = [];
    this.#ended.clear();
    this.#loadRows(offset, list.result, as_of);
    const last = Math.max(0, total - 1);
    const found = anchorKey === undefined ? undefined : this.#rows.placeOf(anchorKey);
    const to = anchor === undefined ? 0 : (found ?? Math.min(anchor, last));
    const size = this.#range.last - this.#range.first;
    const first = anchor === undefined ? 0 : Math.max(0, this.#range.first + to - anchor);
    this.#range = { first, last: first + size };
    this.#state.set({
      shown: query,
      isLoading: false,
      error: undefined,
      view,
      length: total,
      total,
      totalUnhandled: total_unhandled,
      counts,
      news: NO_NEWS,
      isViewEnded: false,
      isUnfollowed: false,
      orderNumber: this.#state.get().orderNumber + 1,
      moved: anchor === undefined ? undefined : { from: anchor, to },
    });
    this.#tellRows();
    this.#watch();
    this.#load();
  }

  #load(): void {
    const { length, shown } = this.#state.get();
    if (shown === undefined) return;
    const needed = neededWindows(this.#range.first, this.#range.last, length);
    this.#abortFlights((window) => !needed.includes(window));
    for (const window of needed)
      if (!this.#rows.has(window) && !this.#flights.has(window)) void this.#loadWindow(window);
    this.#rows.trim(needed);
  }

  async #loadWindow(window: number): Promise<void> {
    const flight = new AbortController();
    this.#flights.set(window, flight);
    const rows = this.#rows;
    this.#openFlights++;
    try {
      const list = await this.#fetch(window * WINDOW_SIZE, WINDOW_SIZE, flight);
      if (flight.signal.aborted || rows !== this.#rows) return;
      this.#loadRows(window * WINDOW_SIZE, list.result, list.meta.as_of);
      this.#tellRows();
    } catch (error) {
      if (flight.signal.aborted || rows !== this.#rows) return;
      if (this.#options.isViewEnded(error)) void this.takeNewOrder();
      else this.#retrySoon();
    } finally {
      if (this.#flights.get(window) === flight) this.#flights.delete(window);
      this.#landed();
    }
  }

  #fetch(offset: number, limit: number, flight: AbortController): Promise<ResourceList> {
    const { shown, view } = this.#state.get();
    return this.#options.fetchRows({ ...shown!, view, offset, limit, extras: this.#extras }, flight.signal);
  }

  #loadRows(offset: number, result: readonly ListedRow[], asOf: number): void {
    for (let at = 0; at < result.length; at += WINDOW_SIZE)
      this.#rows.load(windowOf(offset + at), result.slice(at, at + WINDOW_SIZE), asOf);
    for (const { key } of result) for (const news of this.#meanwhile.of(key)) this.#rows.apply(key, news);
  }

  #landed(): void {
    if (--this.#openFlights === 0) this.#meanwhile.clear();
  }

  #abortFlights(isOver: (window: number) => boolean): void {
    for (const [window, flight] of this.#flights) {
      if (!isOver(window)) continue;
      this.#flights.delete(window);
      flight.abort();
    }
  }

  #retrySoon(): void {
    this.#cancelRetry ??= this.#options.timers.after(RETRY_AFTER_MS, () => {
      this.#cancelRetry = undefined;
      this.#load();
    });
  }

  #take(event: LiveEvent): void {
    switch (event.type) {
      case "hello":
        return this.#hello(event.hello);
      case "gap":
        return this.#reload();
      case "check":
        return this.#queue(event.row.key, { kind: "result", row: event.row, asOf: this.#newestId });
      case "view":
        if (event.news.view !== this.#state.get().view) return;
        this.#viewNews.push(event.news);
        return this.#askFrame();
      case "view-ended":
        // After another configuration or a start, that is the reason.
        if (event.view === this.#state.get().view && !this.#state.get().isViewEnded)
          this.#change({ isUnfollowed: true });
        return this.#stopWanting(event.view);
      case "unfollowed":
        return this.#noteUnfollowed(event.views);
      case "change": {
        const { kind, key, row } = event.change;
        if (kind === "configuration-changed") this.#endViews();
        this.#newestId = event.id ?? this.#newestId;
        if (key === null) return;
        if (kind === "settings-changed") this.#reloadExtras(key);
        if (row === undefined || row === null) this.#queue(key, { kind: "gone" });
        else this.#queue(key, { kind: "row", row, id: event.id ?? 0 });
      }
    }
  }

  #stopWanting(view: string): void {
    if (view !== this.#state.get().view && view !== this.#keptView) return;
    this.#ended.add(view);
    this.#watch();
  }

  #noteUnfollowed(views: readonly string[]): void {
    const { view } = this.#state.get();
    if (view === undefined || this.#ended.has(view)) return;
    const isUnfollowed = views.includes(view);
    if (isUnfollowed !== this.#state.get().isUnfollowed) this.#change({ isUnfollowed });
  }

  #hello({ epoch, resumed, head }: Hello): void {
    // Else the changes up to there are told now.
    if (!resumed) this.#newestId = head;
    // Frozen orders live in the memory of the server.
    if (this.#epoch !== undefined && epoch !== this.#epoch) this.#endViews();
    this.#epoch = epoch;
    const { shown, isLoading } = this.#state.get();
    if (shown === undefined && !isLoading && this.#asked !== undefined) void this.open(this.#asked);
    else this.#load();
  }

  /** The server refuses what names an order that it forgot, and would then tell nothing of the rows either. */
  #endViews(): void {
    this.#keptView = undefined;
    this.#change({ isViewEnded: true });
    this.#watch();
  }

  /** Changes were missed: what is on the screen is asked for again, the rest when somebody scrolls to it. */
  #reload(): void {
    // An answer under way may have been read before what was missed.
    this.#askOrderAgain?.();
    const { length, shown } = this.#state.get();
    if (shown === undefined) return;
    const needed = neededWindows(this.#range.first, this.#range.last, length);
    this.#abortFlights(() => true);
    for (const window of this.#rows.loadedWindows) if (!needed.includes(window)) this.#rows.forget(window);
    for (const window of needed) void this.#loadWindow(window);
  }

  /** A custom variable can be set while the server runs, and the stream does not tell which value it has. */
  #reloadExtras(key: string): void {
    const place = this.#rows.placeOf(key);
    if (place === undefined || this.#extras.length === 0) return;
    const window = windowOf(place);
    this.#flights.get(window)?.abort();
    void this.#loadWindow(window);
  }

  #queue(key: string, news: RowNews): void {
    if (this.#openFlights > 0) this.#meanwhile.add(key, news);
    if (this.#rows.cellOf(key) === undefined) return;
    this.#pending.add(key, news);
    this.#askFrame();
  }

  #askFrame(): void {
    if (this.#isFrameAsked) return;
    this.#isFrameAsked = true;
    this.#options.beforeNextFrame(() => {
      this.#isFrameAsked = false;
      this.#applyPending();
    });
  }

  #applyPending(): void {
    let hasChanged = false;
    for (const [key, all] of this.#pending.take())
      for (const news of all) hasChanged = this.#rows.apply(key, news) || hasChanged;
    const told = this.#viewNews;
    this.#viewNews = [];
    for (const news of told) hasChanged = this.#rows.applyOrder(news) || hasChanged;
    const newest = told.at(-1);
    if (newest !== undefined)
      this.#change({
        news: this.#rows.news,
        total: newest.total,
        totalUnhandled: newest.total_unhandled,
        counts: newest.counts,
      });
    if (hasChanged) this.#tellRows();
  }

  #watchSoon(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = this.#options.timers.after(WATCH_AFTER_MS, () => this.#watch());
  }

  #watch(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = undefined;
    const { view, isViewEnded } = this.#state.get();
    const keys = [];
    for (let place = this.#range.first; place <= this.#range.last; place++) {
      const key = this.#rows.keyAt(place);
      if (key !== undefined) keys.push(key);
    }
    const views = [isViewEnded ? undefined : view, this.#keptView].flatMap((one) =>
      one === undefined || this.#ended.has(one) ? [] : [one],
    );
    const end = this.#endWanting;
    this.#endWanting = this.#options.live.want({ views, watch: keys });
    end?.();
  }

  #tellRows(): void {
    this.#rowsNumber.update((number) => number + 1);
  }

  #change(change: Partial<ListSnapshot>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}
