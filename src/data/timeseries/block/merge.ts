import type { Block } from "./block.ts";

/**
 * Joins blocks of one resource, in order of time. A result that is not newer than the one before it is left out: what
 * is there twice, as after a replay, counts once.
 */
export function mergeBlocks(blocks: readonly Block[]): Block {
  if (blocks.length === 1) return blocks[0]!;
  let newest = 0;
  const kept = blocks.map((block) => {
    const first = firstAfter(block, newest);
    newest = Math.max(newest, block.times.at(-1) ?? 0);
    return first;
  });
  const count = blocks.reduce((sum, { times }, index) => sum + times.length - kept[index]!, 0);
  const times = new Uint32Array(count);
  const states = new Uint8Array(count);
  const columns = new Map<number, Float64Array>();
  let at = 0;
  blocks.forEach((block, place) => {
    const from = kept[place]!;
    // Loops: parts of a sweep are short, and a view of each would take longer than its values.
    for (let index = from; index < block.times.length; index++) {
      times[at + index - from] = block.times[index]!;
      states[at + index - from] = block.states[index]!;
    }
    for (const { number, values } of block.columns) {
      let column = columns.get(number);
      if (column === undefined) columns.set(number, (column = new Float64Array(count).fill(NaN)));
      for (let index = from; index < values.length; index++) column[at + index - from] = values[index]!;
    }
    at += block.times.length - from;
  });
  return {
    times,
    states,
    columns: [...columns].sort(([a], [b]) => a - b).map(([number, values]) => ({ number, values })),
  };
}

/** Results of a block from `from` (included) to `to` (excluded), in Unix seconds. */
export function sliceBlock({ times, states, columns }: Block, from: number, to: number): Block {
  const start = firstAfter({ times }, from - 1);
  const end = firstAfter({ times }, to - 1);
  return start === 0 && end === times.length
    ? { times, states, columns }
    : {
        times: times.subarray(start, end),
        states: states.subarray(start, end),
        columns: columns.map(({ number, values }) => ({ number, values: values.subarray(start, end) })),
      };
}

/** Index of the first time after this one. */
function firstAfter({ times }: Pick<Block, "times">, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
