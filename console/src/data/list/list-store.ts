import type { Hello, LiveEvent } from "../stream/stream-events.ts";
import { createStore } from "../store.ts";
import type { ListedRow, ResourceList } from "../wire.ts";
import { FrozenRows } from "./frozen-rows.ts";
import { EMPTY_LIST, type ListQuery, type ListSnapshot } from "./list-snapshot.ts";
import { keysBetween } from "./keys-between.ts";
import type { ListOptions } from "./list-options.ts";
import { NO_NEWS } from "./order-news.ts";
import { FrameNews, type NewsOfFrame } from "./frame-news.ts";
import { NewsMeanwhile } from "./news-meanwhile.ts";
import type { RowCell, RowNews } from "./row-cell.ts";
import { WatchedRows } from "./watched-rows.ts";
import { WindowFlights } from "./window-flights.ts";
import { neededWindows, windowOf, WINDOW_SIZE } from "./window-plan.ts";

const RETRY_AFTER_MS = 3_000;
/** Rows asked for with a new order, so that the anchor is found when it moved by less than a window. */
const AROUND = 3 * WINDOW_SIZE;

/** The rows of one list: windows of a frozen order, patched in place by the live stream. */
export class ListStore {
  readonly #options: ListOptions;
  readonly #state = createStore<ListSnapshot>(EMPTY_LIST);
  /** Grows when rows change. */
  readonly #rowsNumber = createStore(0);
  readonly #flights = new WindowFlights();
  readonly #frame: FrameNews;
  readonly #meanwhile = new NewsMeanwhile();
  readonly #watched: WatchedRows;
  #rows = new FrozenRows();
  #order: AbortController | undefined;
  /** Asks for the order that is under way once more. */
  #askOrderAgain: (() => void) | undefined;
  #range = { first: 0, last: 0 };
  #asked: ListQuery | undefined;
  #extras: readonly string[] = [];
  #epoch: string | undefined;
  /** Of the changes that the stream told. */
  #newestId = 0;
  #endListening: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;
  #keptView: string | undefined;
  /** Views that the server has ended: they are asked for no more. */
  readonly #ended = new Set<string>();

  constructor(options: ListOptions) {
    this.#options = options;
    this.#frame = new FrameNews(options.beforeNextFrame, (news) => this.#apply(news));
    this.#watched = new WatchedRows(options, () => this.#looksAt());
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
    this.#watched.stop();
    this.#cancelRetry?.();
    this.#order?.abort();
    this.#flights.abort();
  }

  /** Shows another search or order, from its top. What is shown stays until there is an answer. */
  async open(query: ListQuery): Promise<void> {
    const { shown } = this.#state.get();
    this.#asked = query;
    this.#change({ isSearching: shown !== undefined && shown.q !== query.q });
    await this.#takeOrder(query, undefined);
  }

  /**
   * Takes the present order of the search that is shown, unless another one is under way, which it would end. `anchor`:
   * place of the row that is to stay at its height on the screen; if it is not on the screen, the first row there stays.
   * With "top" the list goes to its top.
   */
  async takeNewOrder(anchor?: number | "top"): Promise<void> {
    const { shown, isSearching } = this.#state.get();
    if (shown === undefined || isSearching) return;
    const { first, last } = this.#range;
    const isSeen = typeof anchor === "number" && anchor >= first && anchor <= last;
    await this.#takeOrder(shown, anchor === "top" ? undefined : isSeen ? anchor : first);
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
    this.#watched.tellSoon();
  }

  /** Keys of the rows from one place to another, also of those that are not loaded. */
  keysBetween(from: number, to: number): Promise<readonly string[]> {
    return keysBetween(from, to, {
      keyAt: (place) => this.#rows.keyAt(place),
      fetch: (offset, limit) => this.#fetch(offset, limit, new AbortController().signal),
    });
  }

  /** Keeps a view of before alive while a selection refers to it; undefined: none. */
  keepView(view: string | undefined): void {
    if (view === this.#keptView) return;
    this.#keptView = view;
    this.#watched.tell();
  }

  async #takeOrder(query: ListQuery, anchor: number | undefined): Promise<void> {
    this.#order?.abort();
    const order = new AbortController();
    this.#order = order;
    this.#change({ isLoading: true });
    this.#askOrderAgain = () => void this.#takeOrder(query, anchor);
    const anchorKey = anchor === undefined ? undefined : this.#rows.keyAt(anchor);
    const offset = anchor === undefined ? 0 : Math.max(0, windowOf(anchor) - 1) * WINDOW_SIZE;
    const limit = anchor === undefined ? WINDOW_SIZE : AROUND;
    this.#meanwhile.begin();
    try {
      await this.#options.live.ready();
      if (order.signal.aborted) return;
      const list = await this.#options.fetchRows({ ...query, offset, limit, extras: this.#extras }, order.signal);
      if (this.#order !== order) return;
      this.#adopt(query, list, anchor, anchorKey);
    } catch (error) {
      if (this.#order === order) this.#fail(query, error);
    } finally {
      if (this.#order === order) this.#askOrderAgain = undefined;
      this.#meanwhile.end();
    }
  }

  /** Rows of another search are no answer. Only while one is typed, and has a mistake yet, do they stay. */
  #fail({ q }: ListQuery, error: unknown): void {
    const { shown, orderNumber } = this.#state.get();
    if (shown === undefined || shown.q === q || this.#options.isMistake(error))
      return this.#change({ isLoading: false, isSearching: false, error: this.#toldAfter(q, error) });
    this.#flights.abort();
    this.#rows = new FrozenRows();
    this.#frame.dropOrder();
    this.#state.set({ ...EMPTY_LIST, orderNumber: orderNumber + 1, isLoading: false, error });
    this.#tellRows();
    this.#watched.tell();
  }

  /** What is told after an order of this search: behind a search with a mistake, the mistake stays. */
  #toldAfter(q: string, error: unknown): unknown {
    return this.#asked?.q === q ? error : this.#state.get().error;
  }

  #adopt(query: ListQuery, list: ResourceList, anchor: number | undefined, anchorKey: string | undefined): void {
    const { total, total_unhandled, counts, view, as_of, offset } = list.meta;
    this.#flights.abort();
    this.#rows = new FrozenRows();
    this.#frame.dropOrder();
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
      isSearching: false,
      error: this.#toldAfter(query.q, undefined),
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
    this.#watched.tell();
    this.#load();
  }

  #load(): void {
    const { length, shown } = this.#state.get();
    if (shown === undefined) return;
    const needed = neededWindows(this.#range.first, this.#range.last, length);
    this.#flights.abort((window) => !needed.includes(window));
    for (const window of needed)
      if (!this.#rows.isRead(window) && !this.#flights.has(window)) void this.#loadWindow(window);
    this.#rows.trim(needed);
  }

  async #loadWindow(window: number): Promise<void> {
    const rows = this.#rows;
    const offset = window * WINDOW_SIZE;
    this.#meanwhile.begin();
    try {
      const list = await this.#flights.fly(window, (signal) => this.#fetch(offset, WINDOW_SIZE, signal));
      if (list === undefined || rows !== this.#rows) return;
      this.#loadRows(offset, list.result, list.meta.as_of);
      this.#tellRows();
    } catch (error) {
      if (rows !== this.#rows) return;
      if (this.#options.isViewEnded(error)) void this.takeNewOrder();
      else this.#retrySoon();
    } finally {
      this.#meanwhile.end();
    }
  }

  #fetch(offset: number, limit: number, signal: AbortSignal): Promise<ResourceList> {
    const { shown, view } = this.#state.get();
    return this.#options.fetchRows({ ...shown!, view, offset, limit, extras: this.#extras }, signal);
  }

  #loadRows(offset: number, result: readonly ListedRow[], asOf: number): void {
    for (let at = 0; at < result.length; at += WINDOW_SIZE)
      this.#rows.load(windowOf(offset + at), result.slice(at, at + WINDOW_SIZE), asOf);
    for (const { key } of result) for (const news of this.#meanwhile.of(key)) this.#rows.apply(key, news);
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
        return this.#frame.addOrder(event.news);
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
    this.#watched.tell();
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
    this.#watched.tell();
  }

  /** Changes were missed: what is on the screen is asked for again, the rest when somebody scrolls to it. */
  #reload(): void {
    const { length } = this.#state.get();
    // An answer under way may have been read before what was missed.
    if (this.#askOrderAgain !== undefined) this.#askOrderAgain();
    // An empty list has nothing else by which to learn of new rows, or that its order has ended.
    else if (length === 0) void this.takeNewOrder();
    const needed = neededWindows(this.#range.first, this.#range.last, length);
    this.#flights.abort();
    for (const window of this.#rows.loadedWindows)
      if (needed.includes(window)) this.#rows.expire(window);
      else this.#rows.forget(window);
    this.#load();
  }

  /** A custom variable can be set while the server runs, and the stream does not tell which value it has. */
  #reloadExtras(key: string): void {
    const place = this.#rows.placeOf(key);
    if (place === undefined || this.#extras.length === 0) return;
    const window = windowOf(place);
    this.#flights.abort((one) => one === window);
    this.#rows.expire(window);
    this.#load();
  }

  #queue(key: string, news: RowNews): void {
    this.#meanwhile.add(key, news);
    if (this.#rows.cellOf(key) !== undefined) this.#frame.addRow(key, news);
  }

  #apply({ rows, orders }: NewsOfFrame): void {
    let hasChanged = false;
    for (const [key, all] of rows) for (const news of all) hasChanged = this.#rows.apply(key, news) || hasChanged;
    for (const news of orders) hasChanged = this.#rows.applyOrder(news) || hasChanged;
    const newest = orders.at(-1);
    if (newest !== undefined)
      this.#change({
        news: this.#rows.news,
        total: newest.total,
        totalUnhandled: newest.total_unhandled,
        counts: newest.counts,
      });
    if (hasChanged) this.#tellRows();
  }

  #looksAt(): { readonly views: readonly string[]; readonly watch: readonly string[] } {
    const watch: string[] = [];
    for (let place = this.#range.first; place <= this.#range.last; place++) {
      const key = this.#rows.keyAt(place);
      if (key !== undefined) watch.push(key);
    }
    const { view, isViewEnded } = this.#state.get();
    const views = [isViewEnded ? undefined : view, this.#keptView].flatMap((one) =>
      one === undefined || this.#ended.has(one) ? [] : [one],
    );
    return { views, watch };
  }

  #tellRows(): void {
    this.#rowsNumber.update((number) => number + 1);
  }

  #change(change: Partial<ListSnapshot>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}
