import type { ResourceKey } from "../../model/resource-key.ts";

/**
 * Results with performance data, in the form in which they pass to the thread that keeps them: numbers as typed arrays
 * and all texts as one, since a message with an object for each result would cost the sender more than the results.
 */
export interface MeasuredBatch {
  readonly keys: Float64Array;
  /** Unix seconds. */
  readonly times: Uint32Array;
  readonly states: Uint8Array;
  /** Lengths of the texts in `perfdata`. */
  readonly lengths: Uint32Array;
  readonly perfdata: string;
}

export interface MeasuredResult {
  readonly key: ResourceKey;
  readonly at: number;
  readonly state: number;
  readonly perfdata: string;
}

export function batchOf(results: readonly MeasuredResult[]): MeasuredBatch {
  const batch = {
    keys: new Float64Array(results.length),
    times: new Uint32Array(results.length),
    states: new Uint8Array(results.length),
    lengths: new Uint32Array(results.length),
  };
  let perfdata = "";
  results.forEach((result, index) => {
    batch.keys[index] = result.key;
    batch.times[index] = result.at;
    batch.states[index] = result.state;
    batch.lengths[index] = result.perfdata.length;
    perfdata += result.perfdata;
  });
  return { ...batch, perfdata };
}

export function* resultsOf({ keys, times, states, lengths, perfdata }: MeasuredBatch): Generator<MeasuredResult> {
  let from = 0;
  for (let index = 0; index < keys.length; index++) {
    const to = from + lengths[index]!;
    yield { key: keys[index]!, at: times[index]!, state: states[index]!, perfdata: perfdata.slice(from, to) };
    from = to;
  }
}

/** Bytes that a batch takes while it waits, about. */
export const sizeOfBatch = ({ keys, perfdata }: MeasuredBatch): number => keys.length * 17 + perfdata.length;
