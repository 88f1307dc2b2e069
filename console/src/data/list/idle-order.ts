import type { Timers } from "../stream/timers.ts";
import type { ListStore } from "./list-store.ts";
import { hasNews } from "./order-news.ts";

interface IdleOrderOptions {
  readonly timers: Timers;
  readonly list: Pick<ListStore, "getSnapshot" | "subscribe">;
  /** Whether somebody may be working with the list. */
  readonly isAtWork: () => boolean;
  /** Takes the present order; resolves when it is there, or could not be taken. */
  readonly take: () => Promise<void>;
}

const LOOK_MS = 1_000;
/** After the first failure; twice as long after each further one. */
const PAUSE_MS = 3_000;
const MAX_PAUSE_MS = 60_000;

/**
 * Takes a new order by itself when nobody is at work with the list, and at once when it is empty: nothing can move
 * there, and it must not say that all is quiet when it no longer is.
 */
export class IdleOrder {
  readonly #options: IdleOrderOptions;
  #isTaking = false;
  #failures = 0;
  #notBefore = 0;
  #cancel: (() => void) | undefined;
  #endListening: (() => void) | undefined;

  constructor(options: IdleOrderOptions) {
    this.#options = options;
  }

  start(): void {
    const { list } = this.#options;
    this.#endListening ??= list.subscribe(() => {
      if (list.getSnapshot().length === 0) this.#look();
    });
    this.#cancel ??= this.#lookLater();
  }

  stop(): void {
    this.#endListening?.();
    this.#endListening = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #lookLater(): () => void {
    return this.#options.timers.after(LOOK_MS, () => {
      this.#cancel = this.#lookLater();
      this.#look();
    });
  }

  #look(): void {
    const { list, timers, isAtWork } = this.#options;
    const { length, news, isViewEnded, isLoading, error } = list.getSnapshot();
    if (error === undefined) this.#notePause(0);
    if (this.#isTaking || isLoading || (!hasNews(news) && !isViewEnded)) return;
    if (timers.now() >= this.#notBefore && (length === 0 || !isAtWork())) void this.#take();
  }

  async #take(): Promise<void> {
    const { list, take } = this.#options;
    const { orderNumber } = list.getSnapshot();
    this.#isTaking = true;
    await take();
    this.#isTaking = false;
    this.#notePause(list.getSnapshot().orderNumber === orderNumber ? this.#failures + 1 : 0);
  }

  #notePause(failures: number): void {
    this.#failures = failures;
    const pauseMs = failures === 0 ? 0 : Math.min(PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
    this.#notBefore = this.#options.timers.now() + pauseMs;
  }
}
