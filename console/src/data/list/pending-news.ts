import type { RowNews } from "./row-cell.ts";

/**
 * News of rows, gathered until the next frame: of each row the newest change and the newest result after it, however
 * many came.
 */
export class PendingNews {
  readonly #byKey = new Map<string, readonly RowNews[]>();

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  add(key: string, news: RowNews): void {
    const waiting = this.#byKey.get(key) ?? [];
    // A change carries the whole row as it is when it is sent: what waited before is part of it.
    if (news.kind === "result") this.#byKey.set(key, [...waiting.filter(({ kind }) => kind !== "result"), news]);
    else this.#byKey.set(key, [news]);
  }

  /** Hands out what waited, and forgets it. */
  take(): readonly (readonly [key: string, news: readonly RowNews[]])[] {
    const all = [...this.#byKey];
    this.#byKey.clear();
    return all;
  }

  of(key: string): readonly RowNews[] {
    return this.#byKey.get(key) ?? [];
  }

  clear(): void {
    this.#byKey.clear();
  }
}
