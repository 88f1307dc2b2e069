/**
 * Places from 0 to below `count` in the order that `compareAt` has for them, equal ones as they come. Yields in between,
 * since many take long: a merge sort of runs.
 */
export function* sortInSlices(
  count: number,
  compareAt: (left: number, right: number) => number,
): Generator<void, Uint32Array> {
  let order = Uint32Array.from({ length: count }, (_, at) => at);
  for (let start = 0; start < count; start += RUN) {
    order.subarray(start, start + RUN).sort(compareAt);
    yield;
  }
  let merged = new Uint32Array(count);
  for (let run = RUN; run < count; run *= 2) {
    for (let start = 0; start < count; start += 2 * run) yield* merge(order, merged, start, run, compareAt);
    [order, merged] = [merged, order];
  }
  return order;
}

/** Merges two sorted runs from `start` on into the same places of another array. */
function* merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  run: number,
  compareAt: (left: number, right: number) => number,
): Generator<void, void> {
  const middle = Math.min(start + run, from.length);
  const end = Math.min(middle + run, from.length);
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const isLeft = left < middle && (right === end || compareAt(from[left]!, from[right]!) <= 0);
    to[at] = isLeft ? from[left++]! : from[right++]!;
    if (at % MERGED_BETWEEN_YIELDS === 0) yield;
  }
}

/** Sorted without a pause. */
const RUN = 2_048;
const MERGED_BETWEEN_YIELDS = 8_192;
