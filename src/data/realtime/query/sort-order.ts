import { Refusal } from "../../../model/refusal.ts";

/** Fields that lists are sorted by. */
export const SORT_FIELDS = [
  "severity",
  "since",
  "last_check",
  "next_check",
  "host",
  "name",
  "address",
  "output",
  "attempt",
  "importance",
  "poller",
  "told",
  "type",
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export interface SortBy {
  readonly field: SortField;
  readonly isDescending: boolean;
}

export const DEFAULT_SORT = "-severity,since";
const MAX_FIELDS = 5;

/** Reads `-severity,since`. Refuses with `sort-unknown`. */
export function parseSort(text: string): readonly SortBy[] {
  const parts = text.split(",").filter((part) => part !== "");
  if (parts.length > MAX_FIELDS) throw new Refusal("sort-unknown", `sort has more than ${MAX_FIELDS} fields`);
  return parts.map((part) => {
    const isDescending = part.startsWith("-");
    const name = isDescending ? part.slice(1) : part;
    const field = SORT_FIELDS.find((one) => one === name);
    if (field === undefined)
      throw new Refusal(
        "sort-unknown",
        `sort: there is no field ${name.slice(0, 40)}; expected ${SORT_FIELDS.join(", ")}`,
      );
    return { field, isDescending };
  });
}

export const writeSort = (keys: readonly SortBy[]): string =>
  keys.map(({ field, isDescending }) => (isDescending ? "-" : "") + field).join(",");
