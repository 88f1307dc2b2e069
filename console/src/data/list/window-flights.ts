import type { ResourceList } from "../wire.ts";

/** Requests for windows that are under way. */
export class WindowFlights {
  readonly #open = new Map<number, AbortController>();

  has(window: number): boolean {
    return this.#open.has(window);
  }

  /** Asks for a window. Resolves with undefined if it was aborted meanwhile. */
  async fly(
    window: number,
    request: (signal: AbortSignal) => Promise<ResourceList>,
  ): Promise<ResourceList | undefined> {
    const flight = new AbortController();
    this.#open.set(window, flight);
    try {
      const list = await request(flight.signal);
      return flight.signal.aborted ? undefined : list;
    } catch (error) {
      if (flight.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#open.get(window) === flight) this.#open.delete(window);
    }
  }

  /** Aborts those of the windows that are over; without a test all. */
  abort(isOver: (window: number) => boolean = () => true): void {
    for (const [window, flight] of this.#open) {
      if (!isOver(window)) continue;
      this.#open.delete(window);
      flight.abort();
    }
  }
}
