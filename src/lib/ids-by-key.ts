/** Sets of ids, by a key. */
export class IdsByKey {
  readonly #ids = new Map<number, Set<number>>();

  add(key: number, id: number): void {
    this.#ids.getOrInsertComputed(key, () => new Set()).add(id);
  }

  remove(key: number, id: number): void {
    const ids = this.#ids.get(key);
    if (ids?.delete(id) === true && ids.size === 0) this.#ids.delete(key);
  }

  /** In the order in which they were added. */
  of(key: number): readonly number[] {
    return [...(this.#ids.get(key) ?? [])];
  }
}
