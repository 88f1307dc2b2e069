import type { ViewNews } from "../stream/stream-events.ts";
import { PendingNews } from "./pending-news.ts";
import type { RowNews } from "./row-cell.ts";

export interface NewsOfFrame {
  readonly rows: ReturnType<PendingNews["take"]>;
  /** News of the order, oldest first. */
  readonly orders: readonly ViewNews[];
}

/** Gathers what the stream tells until the next frame, so that a page is drawn once for all of it. */
export class FrameNews {
  readonly #beforeNextFrame: (run: () => void) => void;
  readonly #apply: (news: NewsOfFrame) => void;
  readonly #rows = new PendingNews();
  #orders: ViewNews[] = [];
  #isAsked = false;

  /** `beforeNextFrame` runs something before the next frame is painted. */
  constructor(beforeNextFrame: (run: () => void) => void, apply: (news: NewsOfFrame) => void) {
    this.#beforeNextFrame = beforeNextFrame;
    this.#apply = apply;
  }

  addRow(key: string, news: RowNews): void {
    this.#rows.add(key, news);
    this.#ask();
  }

  addOrder(news: ViewNews): void {
    this.#orders.push(news);
    this.#ask();
  }

  /** Another order is shown: what was told of the one before says nothing about it. */
  dropOrder(): void {
    this.#orders = [];
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#beforeNextFrame(() => {
      this.#isAsked = false;
      const orders = this.#orders;
      this.#orders = [];
      this.#apply({ rows: this.#rows.take(), orders });
    });
  }
}
