import type { ColumnKind } from "./columns.ts";

export const DEFAULT_SORT = "-severity,since";

export interface SortKey {
  readonly field: string;
  readonly isDescending: boolean;
}

export const readSort = (sort: string): readonly SortKey[] =>
  sort
    .split(",")
    .filter((part) => part !== "")
    .map((part) => ({ field: part.replace(/^-/, ""), isDescending: part.startsWith("-") }));

export const writeSort = (keys: readonly SortKey[]): string =>
  keys.map(({ field, isDescending }) => (isDescending ? "-" : "") + field).join(",");

/**
 * Order after a press on the head of a column: by it, at a second press the other way round. Added: as the last key, so
 * that what was sorted before stays the first.
 */
export function pressedSort(sort: string, column: NonNullable<ColumnKind["sort"]>, isAdded: boolean): string {
  const keys = readSort(sort);
  const present = keys.find(({ field }) => field === column.field);
  const pressed = present === undefined ? column : { ...present, isDescending: !present.isDescending };
  if (!isAdded) return writeSort([keys[0]?.field === column.field ? pressed : column]);
  if (present !== undefined) return writeSort(keys.map((key) => (key === present ? pressed : key)));
  return writeSort([...keys, column]);
}
