import { setTimeout as delay } from "node:timers/promises";

/** Requests of one kind at a fixed rate. */
export interface Pace {
  readonly name: string;
  readonly perSecond: number;
  /** True if the answer waits for the disk. */
  readonly waitsForDisk?: boolean;
  /** Sends the n-th request; returns the status. */
  readonly send: (n: number) => Promise<number>;
}

/** Results. `took`: milliseconds of each request answered with 2xx; a failed connection counts as refused. */
export interface PacedResult {
  readonly pace: Pace;
  readonly took: number[];
  refused: number;
}

/**
 * Sends every request on schedule, even if earlier ones are pending, until the signal is aborted. Resolves when all
 * have ended.
 */
export async function sendAtPace(pace: Pace, signal: AbortSignal): Promise<PacedResult> {
  const result: PacedResult = { pace, took: [], refused: 0 };
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let n = 0; !signal.aborted; n++) {
    await delay(Math.max(0, startedAt + (n * 1000) / pace.perSecond - performance.now()));
    const one = sendOnce(result, n).finally(() => {
      open.delete(one);
    });
    open.add(one);
  }
  await Promise.all(open);
  return result;
}

async function sendOnce(result: PacedResult, n: number): Promise<void> {
  const startedAt = performance.now();
  const status = await result.pace.send(n).catch(refusedOrThrown);
  if (status >= 200 && status < 300) result.took.push(performance.now() - startedAt);
  else result.refused++;
}

/** A failed connection is a refused request; a mistake of the benchmark ends it. */
function refusedOrThrown(error: unknown): number {
  if (error instanceof TypeError && error.cause !== undefined) return 0;
  throw error;
}
