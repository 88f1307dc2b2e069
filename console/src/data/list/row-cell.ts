import type { ListedRow, LiveRow } from "../wire.ts";

/** A loaded row of the list. A new object for each change, so that a view compares by identity. */
export interface RowCell {
  readonly row: ListedRow;
  /** Id of the newest change that the row is known to hold. */
  readonly id: number;
  /** No longer matches the search; stays at its place until a new order is taken. */
  readonly hasLeft: boolean;
  /** Gone from the configuration, or no longer visible. */
  readonly isGone: boolean;
  /** Counts what changed in place since the row was loaded, for the eye: a result that says the same is none. */
  readonly changes: number;
}

/**
 * What the server said about a row. A row that is told because it is watched has no id: `asOf` is that of the newest
 * change before it. The end of a row has none.
 */
export type RowNews =
  | { readonly kind: "row"; readonly row: LiveRow; readonly id: number }
  | { readonly kind: "result"; readonly row: LiveRow; readonly asOf: number }
  | { readonly kind: "gone" };

/** A row as a window of the list had it, read when `asOf` was the newest change. */
export const loadedCell = (row: ListedRow, asOf: number, hasLeft: boolean): RowCell => ({
  row,
  id: asOf,
  hasLeft,
  isGone: false,
  changes: 0,
});

/**
 * Row and news make the newer row; the same object when the news is older than the row. The answer to a request and the
 * stream overtake each other: an id decides, and for a result, which has none, the time of the check. A row may also be
 * told without a new result: that of a host counts its services, that of a service names the state of its host.
 */
export function mergeRow(cell: RowCell, news: RowNews): RowCell {
  switch (news.kind) {
    case "row":
      if (news.id <= cell.id) return cell;
      return {
        ...cell,
        row: withExtras(news.row, cell.row),
        id: news.id,
        isGone: false,
        changes: countChange(cell, news.row),
      };
    case "result":
      if (cell.isGone || !isNewer(news, cell)) return cell;
      return {
        ...cell,
        row: withExtras(news.row, cell.row),
        id: Math.max(cell.id, news.asOf),
        changes: countChange(cell, news.row),
      };
    case "gone":
      return cell.isGone ? cell : { ...cell, isGone: true, hasLeft: true, changes: cell.changes + 1 };
  }
}

/** A window that was loaded again: what the stream told meanwhile stays when it is newer. */
export function reloadCell(cell: RowCell, row: ListedRow, asOf: number): RowCell {
  if (cell.id > asOf) return { ...cell, row: withExtras(cell.row, row) };
  if (isSameRow(row, cell.row) && !cell.isGone) return cell.id === asOf ? cell : { ...cell, id: asOf };
  return { ...cell, row, id: asOf, isGone: false, changes: countChange(cell, row) };
}

const isNewer = ({ row, asOf }: Extract<RowNews, { kind: "result" }>, cell: RowCell): boolean =>
  isLater(row.last_check, cell.row.last_check) ||
  (asOf >= cell.id && !isLater(cell.row.last_check, row.last_check) && !isSameRow(row, cell.row));

/** True if the other row has all that this one has; it may have `fields` besides. */
const isSameRow = (row: ListedRow, other: ListedRow): boolean =>
  (Object.keys(row) as (keyof ListedRow)[]).every(
    (member) => JSON.stringify(row[member]) === JSON.stringify(other[member]),
  );

/**
 * The row with what `fields` asked for. The stream, whose rows are the same for all, does not have it, and it does not
 * change with states.
 */
const withExtras = (row: LiveRow, { groups, variables }: ListedRow): ListedRow => ({
  ...row,
  ...(groups !== undefined && { groups }),
  ...(variables !== undefined && { variables }),
});

const countChange = (cell: RowCell, row: LiveRow): number => cell.changes + (looksSame(cell.row, row) ? 0 : 1);

function looksSame(one: LiveRow, other: LiveRow): boolean {
  return (
    one.state === other.state &&
    one.hard === other.hard &&
    one.attempt === other.attempt &&
    one.output === other.output &&
    one.flapping === other.flapping &&
    one.host.state === other.host.state &&
    one.acknowledgement?.id === other.acknowledgement?.id &&
    one.downtime?.id === other.downtime?.id
  );
}

/** RFC 3339 in UTC with the same number of digits is ordered as text; a different number of digits is read as time. */
function isLater(one: string | null, other: string | null): boolean {
  if (one === null) return false;
  return other === null || Date.parse(one) > Date.parse(other);
}
