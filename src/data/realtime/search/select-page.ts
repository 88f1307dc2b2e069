import type { FieldValue } from "./field.ts";
import { compareInOrder } from "./order.ts";

/** Sort key of all rows: the value by index. Only read where all earlier keys are equal, and rarely twice. */
export interface SortColumn {
  readonly valueAt: (index: number) => FieldValue;
  readonly isDescending: boolean;
  /** Default: false. */
  readonly areNullsLast?: boolean;
}

/**
 * Indexes of the rows of one page, in order. The sort is stable, so pages never overlap. A page near the front is
 * selected with a heap of the rows up to its end; a later one by a full sort.
 */
export function selectPage(
  count: number,
  columns: readonly SortColumn[],
  offset: number,
  limit: number,
): readonly number[] {
  const end = Math.min(count, offset + limit);
  if (end <= offset) return [];
  const compare = comparator(columns);
  const indexes = end * 4 < count ? lowest(count, end, compare) : Array.from({ length: count }, (_, index) => index);
  return indexes.sort(compare).slice(offset, end);
}

type Compare = (left: number, right: number) => number;

function comparator(columns: readonly SortColumn[]): Compare {
  return (left, right) => {
    for (const column of columns) {
      const order = compareInOrder(column.valueAt(left), column.valueAt(right), column);
      if (order !== 0) return order;
    }
    return left - right;
  };
}

/** Lowest `size` indexes below `count`, unordered: a heap with its highest on top. */
function lowest(count: number, size: number, compare: Compare): number[] {
  const heap = Array.from({ length: size }, (_, index) => index);
  for (let place = (size >> 1) - 1; place >= 0; place--) sink(heap, place, compare);
  for (let index = size; index < count; index++) {
    if (compare(index, heap[0]!) > 0) continue;
    heap[0] = index;
    sink(heap, 0, compare);
  }
  return heap;
}

function sink(heap: number[], start: number, compare: Compare): void {
  const item = heap[start]!;
  let place = start;
  for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
    if (child + 1 < heap.length && compare(heap[child + 1]!, heap[child]!) > 0) child++;
    if (compare(heap[child]!, item) <= 0) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = item;
}
