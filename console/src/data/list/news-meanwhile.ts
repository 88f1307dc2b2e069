import { PendingNews } from "./pending-news.ts";
import type { RowNews } from "./row-cell.ts";

/** What the stream told while answers were under way: they may have been read before it. */
export class NewsMeanwhile {
  readonly #news = new PendingNews();
  #underWay = 0;

  /** An answer is asked for. */
  begin(): void {
    this.#underWay++;
  }

  end(): void {
    if (--this.#underWay === 0) this.#news.clear();
  }

  add(key: string, news: RowNews): void {
    if (this.#underWay > 0) this.#news.add(key, news);
  }

  of(key: string): readonly RowNews[] {
    return this.#news.of(key);
  }
}
