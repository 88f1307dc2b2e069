import type { FieldValue } from "./field.ts";
import { compareInOrder } from "./order.ts";
import type { SortColumn } from "./select-page.ts";

/**
 * Indexes of all rows in the order used by `selectPage`. Only distinct values are compared; rows are counted, since
 * many share their values.
 */
export function fullOrder(count: number, columns: readonly SortColumn[]): Uint32Array {
  // The last key first: each pass is stable.
  return columns.reduceRight<Uint32Array>(
    (order, column) => orderedBy(order, column),
    Uint32Array.from({ length: count }, (_, index) => index),
  );
}

function orderedBy(order: Uint32Array, column: SortColumn): Uint32Array {
  const ids = new Map<FieldValue, number>();
  const idAt = Uint32Array.from(order, (index) => {
    const value = column.valueAt(index);
    const known = ids.get(value);
    if (known !== undefined) return known;
    ids.set(value, ids.size);
    return ids.size - 1;
  });
  const next = startsOf(ids, idAt, column);
  const result = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) result[next[idAt[place]!]!++] = order[place]!;
  return result;
}

/** Start of the rows of each value, by the id of the value. */
function startsOf(ids: ReadonlyMap<FieldValue, number>, idAt: Uint32Array, column: SortColumn): Uint32Array {
  const counts = new Uint32Array(ids.size);
  for (const id of idAt) counts[id]!++;
  const starts = new Uint32Array(ids.size);
  let start = 0;
  for (const [, id] of [...ids].sort(([left], [right]) => compareInOrder(left, right, column))) {
    starts[id] = start;
    start += counts[id]!;
  }
  return starts;
}
