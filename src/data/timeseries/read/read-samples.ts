import { dayOf } from "../day.ts";
import type { Block } from "../block/block.ts";
import { sliceBlock } from "../block/merge.ts";
import { medianInterval } from "../rollup/increase.ts";
import type { SeriesRequest } from "./request.ts";
import type { StoredBlocks } from "./stored-blocks.ts";

/** Every stored value of these series, not gathered. Where raw values are gone, none. */
export interface SampleRequest {
  readonly series: readonly SeriesRequest[];
  /** Unix seconds, included. */
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  readonly maxValues: number;
}

/** Null: there are more values than allowed. */
export type SampleAnswer = readonly SampledResource[] | null;

export interface SampledResource {
  readonly slot: number;
  readonly metrics: readonly {
    readonly id: number;
    readonly times: Uint32Array;
    readonly values: Float64Array;
    /** Middle one of the differences between times; null for fewer than two. */
    readonly interval: number | null;
  }[];
}

export function readSamples(blocks: StoredBlocks, { series, from, to, maxValues }: SampleRequest): SampleAnswer {
  blocks.refresh();
  let count = 0;
  const answer: SampledResource[] = [];
  for (const { slot, metrics, head } of series) {
    const parts: Block[] = [];
    for (let day = dayOf(from); day <= dayOf(to - 1); day++) {
      const block = blocks.raw(slot, day, head, from);
      if (block !== null) parts.push(sliceBlock(block, from, to));
    }
    const sampled = metrics.map(({ id, number }) => {
      const times: number[] = [];
      const values: number[] = [];
      for (const { times: blockTimes, columns } of parts) {
        const column = columns.find((each) => each.number === number)?.values;
        column?.forEach((value, index) => {
          if (Number.isNaN(value)) return;
          times.push(blockTimes[index]!);
          values.push(value);
        });
      }
      const sampledTimes = Uint32Array.from(times);
      return { id, times: sampledTimes, values: Float64Array.from(values), interval: medianInterval(sampledTimes) };
    });
    count += sampled.reduce((sum, { values }) => sum + values.length, 0);
    if (count > maxValues) return null;
    answer.push({ slot, metrics: sampled });
  }
  return answer;
}
