import { setImmediate } from "node:timers/promises";

// Short enough that a request which waits for two slices is not slowed noticeably.
const SLICE_MS = 8;

/**
 * Runs long work in slices of a few milliseconds, cut where it yields, so that requests and results are handled in
 * between.
 */
export async function runCooperatively<Result>(work: Generator<void, Result>): Promise<Result> {
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
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
