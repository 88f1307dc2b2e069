import { setImmediate } from "node:timers/promises";

// Short enough that a request which waits for two slices is not slowed noticeably.
const SLICE_MS = 8;

/** Work that can be cut into slices where it yields. */
export type Work<Result> = Generator<void, Result>;

/** Items after which a loop with a small body yields, some tenths of a millisecond. */
export const ITEMS_OF_SLICE = 500;

/** Visits items in turn. */
export function* visitAll<Item>(items: Iterable<Item>, visit: (item: Item) => void): Work<void> {
  let visited = 0;
  for (const item of items) {
    visit(item);
    if (++visited % ITEMS_OF_SLICE === 0) yield;
  }
}

/**
 * Runs long work in slices of a few milliseconds, cut where it yields, so that requests and results are handled in
 * between.
 */
export async function runCooperatively<Result>(work: Work<Result>): Promise<Result> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    await setImmediate();
  }
}

/** Runs the same work synchronously. */
export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
