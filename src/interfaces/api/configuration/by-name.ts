import { folded, withoutPadding } from "../../../data/realtime/search/collation.ts";
import { compareValues } from "../../../data/realtime/search/order.ts";

/** Default order of the lists of the configuration: by name, then by id. */
export function byName<Row>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  idOf: (row: Row) => number,
): readonly Row[] {
  return rows
    .map((row) => ({ row, name: withoutPadding(folded(nameOf(row))) }))
    .sort((left, right) => compareValues(left.name, right.name) || idOf(left.row) - idOf(right.row))
    .map(({ row }) => row);
}
