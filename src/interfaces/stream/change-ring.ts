import type { StoredEvent } from "../../data/store/store.ts";

/** The newest events, for listeners that come back. */
export interface ChangeRing {
  add(event: StoredEvent): void;
  /** Id of the newest event that was ever added, or of the newest one before the start. */
  readonly head: number;
  /** Every event with a higher id is here. */
  readonly coversAfter: number;
  /** Events with a higher id, oldest first. */
  after(id: number, limit: number): readonly StoredEvent[];
}

/** `head`: id of the newest event so far. */
export function createChangeRing(size: number, head: number): ChangeRing {
  const events: StoredEvent[] = [];
  /** Place of the oldest event, once the ring is full. */
  let start = 0;
  let coversAfter = head;

  const at = (place: number): StoredEvent => events[(start + place) % events.length]!;

  /** Place of the first event with a higher id. */
  const placeAfter = (id: number): number => {
    let [low, high] = [0, events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(middle).id > id) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    add(event) {
      head = event.id;
      if (events.length < size) {
        events.push(event);
        return;
      }
      coversAfter = events[start]!.id;
      events[start] = event;
      start = (start + 1) % size;
    },
    get head() {
      return head;
    },
    get coversAfter() {
      return coversAfter;
    },
    after(id, limit) {
      const from = placeAfter(id);
      const to = Math.min(events.length, from + limit);
      return Array.from({ length: to - from }, (_, place) => at(from + place));
    },
  };
}
