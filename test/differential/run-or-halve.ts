import { runTogether, sumOf, TooSlow, type RunOutcome } from "./run-together.ts";
import type { Sequence } from "./sequence.ts";

/** Runs all sequences together; if the machine is too slow for that, runs them in halves. */
export async function runOrHalve(sequences: readonly Sequence[]): Promise<RunOutcome> {
  try {
    return await runTogether(sequences);
  } catch (error) {
    if (!(error instanceof TooSlow) || sequences.length < 2) throw error;
    console.log(`${error.message} Now with half of them.`);
    const half = Math.ceil(sequences.length / 2);
    const [first, second] = [await runOrHalve(sequences.slice(0, half)), await runOrHalve(sequences.slice(half))];
    return {
      failures: [...first.failures, ...second.failures.map((failure) => ({ ...failure, plot: failure.plot + half }))],
      excused: sumOf([first.excused, second.excused]),
    };
  }
}
