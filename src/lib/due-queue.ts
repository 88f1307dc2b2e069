import type { UnixSeconds } from "./clock.ts";

/**
 * Keys ordered by due time, those of one time by key, each at most once. A binary heap with an index from key to
 * position.
 */
export interface DueQueue {
  /** Adds the key or moves it. */
  set(key: number, dueAt: UnixSeconds): void;
  remove(key: number): void;
  dueAt(key: number): UnixSeconds | undefined;
  /** Earliest due time; undefined when empty. */
  nextDueAt(): UnixSeconds | undefined;
  /** Removes and returns the earliest key if it is due at `now`. */
  take(now: UnixSeconds): DueKey | undefined;
  /** Number of keys that are due at `now`, at most `max`. */
  countDue(now: UnixSeconds, max: number): number;
  /** Shifts every due time, for a clock that was changed. */
  shift(seconds: number): void;
  readonly size: number;
}

export interface DueKey {
  readonly key: number;
  readonly dueAt: UnixSeconds;
}

export function createDueQueue(): DueQueue {
  const heap: DueKey[] = [];
  const positionOf = new Map<number, number>();

  const put = (position: number, entry: DueKey): void => {
    heap[position] = entry;
    positionOf.set(entry.key, position);
  };

  const siftUp = (start: number, entry: DueKey): void => {
    let position = start;
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = heap[above]!;
      if (!isBefore(entry, parent)) break;
      put(position, parent);
      position = above;
    }
    put(position, entry);
  };

  const siftDown = (start: number, entry: DueKey): void => {
    let position = start;
    for (;;) {
      const below = earlierChild(heap, position);
      const child = heap[below];
      if (child === undefined || !isBefore(child, entry)) break;
      put(position, child);
      position = below;
    }
    put(position, entry);
  };

  const settle = (position: number, entry: DueKey): void => {
    const above = heap[(position - 1) >> 1];
    if (position > 0 && above !== undefined && isBefore(entry, above)) siftUp(position, entry);
    else siftDown(position, entry);
  };

  const removeAt = (position: number): void => {
    positionOf.delete(heap[position]!.key);
    const last = heap.pop()!;
    if (position < heap.length) settle(position, last);
  };

  return {
    set(key, dueAt) {
      const position = positionOf.get(key);
      if (position === undefined) siftUp(heap.length, { key, dueAt });
      else settle(position, { key, dueAt });
    },
    remove(key) {
      const position = positionOf.get(key);
      if (position !== undefined) removeAt(position);
    },
    dueAt: (key) => heap[positionOf.get(key) ?? -1]?.dueAt,
    nextDueAt: () => heap[0]?.dueAt,
    take(now) {
      const first = heap[0];
      if (first === undefined || first.dueAt > now) return undefined;
      removeAt(0);
      return first;
    },
    countDue(now, max) {
      // The children of an entry that is not due are not due either.
      let count = 0;
      const positions = [0];
      for (let position = positions.pop(); position !== undefined && count < max; position = positions.pop()) {
        if ((heap[position]?.dueAt ?? Infinity) > now) continue;
        count++;
        positions.push(2 * position + 1, 2 * position + 2);
      }
      return count;
    },
    shift(seconds) {
      for (const [position, { key, dueAt }] of heap.entries()) heap[position] = { key, dueAt: dueAt + seconds };
    },
    get size() {
      return heap.length;
    },
  };
}

function earlierChild(heap: readonly DueKey[], position: number): number {
  const left = 2 * position + 1;
  const right = heap[left + 1];
  return right !== undefined && isBefore(right, heap[left]!) ? left + 1 : left;
}

const isBefore = (one: DueKey, other: DueKey): boolean =>
  one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.key < other.key);
