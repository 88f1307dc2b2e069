/** Listeners by place in the list, so that a change of one row wakes only what shows that row. */
export class RowListeners {
  readonly #byPlace = new Map<number, Set<() => void>>();

  subscribe(place: number, listener: () => void): () => void {
    const listeners = this.#byPlace.get(place) ?? new Set();
    this.#byPlace.set(place, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byPlace.get(place) === listeners) this.#byPlace.delete(place);
    };
  }

  tell(places: Iterable<number>): void {
    for (const place of new Set(places)) for (const listener of this.#byPlace.get(place) ?? []) listener();
  }

  tellAll(): void {
    this.tell([...this.#byPlace.keys()]);
  }
}
