import type { UnixSeconds } from "./clock.ts";

/** Keys ordered by the time they are due, each at most once. A binary heap with the place of every key beside it. */
export interface DueQueue {
  /** Adds the key or moves it. */
  set(key: number, dueAt: UnixSeconds): void;
  remove(key: number): void;
  dueAt(key: number): UnixSeconds | undefined;
  /** The earliest due time; undefined when empty. */
  nextDueAt(): UnixSeconds | undefined;
  /** Takes out the earliest key if it is due at `now`. */
  take(now: UnixSeconds): DueKey | undefined;
  /** How many are due at `now`, counted up to `most`. */
  countDue(now: UnixSeconds, most: number): number;
  /** Moves every due time, as after the clock was set. */
  shift(seconds: number): void;
  readonly size: number;
}

export interface DueKey {
  readonly key: number;
  readonly dueAt: UnixSeconds;
}

export function createDueQueue(): DueQueue {
  const heap: DueKey[] = [];
  const placeOf = new Map<number, number>();

  const put = (place: number, entry: DueKey): void => {
    heap[place] = entry;
    placeOf.set(entry.key, place);
  };

  const rise = (start: number, entry: DueKey): void => {
    let place = start;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above]!;
      if (parent.dueAt <= entry.dueAt) break;
      put(place, parent);
      place = above;
    }
    put(place, entry);
  };

  const sink = (start: number, entry: DueKey): void => {
    let place = start;
    for (;;) {
      const below = earlierChild(heap, place);
      const child = heap[below];
      if (child === undefined || child.dueAt >= entry.dueAt) break;
      put(place, child);
      place = below;
    }
    put(place, entry);
  };

  const settle = (place: number, entry: DueKey): void => {
    const above = heap[(place - 1) >> 1];
    if (place > 0 && above !== undefined && above.dueAt > entry.dueAt) rise(place, entry);
    else sink(place, entry);
  };

  const removeAt = (place: number): void => {
    placeOf.delete(heap[place]!.key);
    const last = heap.pop()!;
    if (place < heap.length) settle(place, last);
  };

  return {
    set(key, dueAt) {
      const place = placeOf.get(key);
      if (place === undefined) rise(heap.length, { key, dueAt });
      else settle(place, { key, dueAt });
    },
    remove(key) {
      const place = placeOf.get(key);
      if (place !== undefined) removeAt(place);
    },
    dueAt: (key) => heap[placeOf.get(key) ?? -1]?.dueAt,
    nextDueAt: () => heap[0]?.dueAt,
    take(now) {
      const first = heap[0];
      if (first === undefined || first.dueAt > now) return undefined;
      removeAt(0);
      return first;
    },
    countDue(now, most) {
      // Nothing below an entry that is not due is due.
      let count = 0;
      const places = [0];
      for (let place = places.pop(); place !== undefined && count < most; place = places.pop()) {
        if ((heap[place]?.dueAt ?? Infinity) > now) continue;
        count++;
        places.push(2 * place + 1, 2 * place + 2);
      }
      return count;
    },
    shift(seconds) {
      for (const [place, { key, dueAt }] of heap.entries()) heap[place] = { key, dueAt: dueAt + seconds };
    },
    get size() {
      return heap.length;
    },
  };
}

function earlierChild(heap: readonly DueKey[], place: number): number {
  const left = 2 * place + 1;
  const right = heap[left + 1];
  return right !== undefined && right.dueAt < heap[left]!.dueAt ? left + 1 : left;
}
