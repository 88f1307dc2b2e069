import { setImmediate } from "node:timers/promises";

// Short enough that a request which waits for two of them is not felt.
const SLICE_MS = 8;

/** Does long work bit by bit, where it yields, and lets requests and results through in between. */
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

/** The same work at once. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
