import type { ListedRow } from "../wire.ts";
import { addOrderNews, NO_NEWS, type OrderNews } from "./order-news.ts";
import { loadedCell, mergeRow, reloadCell, type RowCell, type RowNews } from "./row-cell.ts";
import { surplusWindows, WINDOW_SIZE } from "./window-plan.ts";

/**
 * The loaded rows of one frozen order: windows by place, rows by key. Places never change; what is told changes rows in
 * place. `apply` and `applyOrder` return whether any row changed.
 */
export class FrozenRows {
  readonly #windows = new Map<number, readonly string[]>();
  readonly #cells = new Map<string, RowCell>();
  readonly #places = new Map<string, number>();
  /** Windows to be read again, whose rows stay until then. */
  readonly #outdated = new Set<number>();
  #news: OrderNews = NO_NEWS;

  get news(): OrderNews {
    return this.#news;
  }

  get loadedWindows(): readonly number[] {
    return [...this.#windows.keys()];
  }

  isRead(window: number): boolean {
    return this.#windows.has(window) && !this.#outdated.has(window);
  }

  expire(window: number): void {
    this.#outdated.add(window);
  }

  keyAt(place: number): string | undefined {
    return this.#windows.get(Math.floor(place / WINDOW_SIZE))?.[place % WINDOW_SIZE];
  }

  cellAt(place: number): RowCell | undefined {
    const key = this.keyAt(place);
    return key === undefined ? undefined : this.#cells.get(key);
  }

  cellOf(key: string): RowCell | undefined {
    return this.#cells.get(key);
  }

  /** Undefined where the row is not loaded. */
  placeOf(key: string): number | undefined {
    return this.#places.get(key);
  }

  /** Takes a window, for the first time or again. Of rows that are loaded already the newer state stays. */
  load(window: number, rows: readonly ListedRow[], asOf: number): void {
    this.#windows.set(
      window,
      rows.map(({ key }) => key),
    );
    this.#outdated.delete(window);
    for (const [at, row] of rows.entries()) {
      const before = this.#cells.get(row.key);
      const cell =
        before === undefined ? loadedCell(row, asOf, this.#news.left.has(row.key)) : reloadCell(before, row, asOf);
      this.#cells.set(row.key, cell);
      this.#places.set(row.key, window * WINDOW_SIZE + at);
    }
  }

  /** Forgets the windows that are farthest from the needed ones. */
  trim(needed: readonly number[]): void {
    for (const window of surplusWindows(this.loadedWindows, needed)) this.forget(window);
  }

  forget(window: number): void {
    for (const key of this.#windows.get(window) ?? []) {
      this.#cells.delete(key);
      this.#places.delete(key);
    }
    this.#windows.delete(window);
  }

  apply(key: string, news: RowNews): boolean {
    const cell = this.#cells.get(key);
    return cell !== undefined && this.#replace(key, mergeRow(cell, news));
  }

  applyOrder(told: Parameters<typeof addOrderNews>[1]): boolean {
    const before = this.#news;
    this.#news = addOrderNews(before, told);
    if (this.#news === before) return false;
    let hasChanged = false;
    for (const key of [...told.entered, ...told.left]) {
      const cell = this.#cells.get(key);
      if (cell === undefined) continue;
      const hasLeft = cell.isGone || this.#news.left.has(key);
      if (hasLeft !== cell.hasLeft) hasChanged = this.#replace(key, { ...cell, hasLeft });
    }
    return hasChanged;
  }

  #replace(key: string, cell: RowCell): boolean {
    if (cell === this.#cells.get(key)) return false;
    this.#cells.set(key, cell);
    return true;
  }
}
