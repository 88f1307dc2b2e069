import type { BufferedResult, ResultBuffer } from "../../data/result-buffer/result-buffer.ts";
import type { Log } from "../../lib/log.ts";
import type { Unnumbered } from "../protocol/frames.ts";

/** Results that are kept in memory while the disk takes none. */
const MAX_IN_MEMORY = 10_000;

/** Way of results into the buffer, also while its disk is full. */
export interface ResultQueue {
  add(results: readonly BufferedResult<Unnumbered>[]): void;
  /** Tries again to write what waits in memory. */
  retry(): void;
  /** Number of results that wait in memory. */
  readonly waiting: number;
}

/** `onAdded`: the buffer has more. */
export function createResultQueue(
  buffer: Pick<ResultBuffer<Unnumbered>, "add" | "giveUp">,
  log: Log,
  onAdded: () => void,
): ResultQueue {
  let waiting: BufferedResult<Unnumbered>[] = [];
  let lost = 0;
  let isFailing = false;

  const write = (): void => {
    try {
      if (lost > 0) buffer.giveUp(lost);
      lost = 0;
      buffer.add(waiting);
    } catch (error) {
      if (!isFailing) log.error({ area: "poller", err: error }, "results cannot be written, and wait in memory");
      isFailing = true;
      lost += Math.max(0, waiting.length - MAX_IN_MEMORY);
      // The oldest are given up; they come before what waits.
      waiting = waiting.slice(-MAX_IN_MEMORY);
      return;
    }
    if (isFailing) log.info({ area: "poller" }, "results are written again");
    isFailing = false;
    waiting = [];
    onAdded();
  };

  return {
    add(results) {
      waiting.push(...results);
      // A disk that takes nothing is asked by `retry`.
      if (!isFailing || waiting.length > MAX_IN_MEMORY) write();
    },
    retry() {
      if (waiting.length > 0) write();
    },
    get waiting() {
      return waiting.length;
    },
  };
}
