import { Refusal } from "../../../model/refusal.ts";
import { LONGEST_SEARCH } from "./search-parameter.ts";

/**
 * `sort_by` (contract §4.5): a JSON object of names and orders, or one plain name. Entries with another order than ASC and DESC
 * or with odd characters in the name are dropped. Refuses with `sort-format`, which is answered with `code` 400.
 */
export function readSort(text: string | undefined): readonly SortEntry[] {
  if (text === undefined) return [];
  const sort = text.length > LONGEST_SEARCH ? refuse() : text.startsWith("{") ? parsed(text) : { [text]: "ASC" };
  return Object.entries(sort).flatMap(([field, order]) => {
    const upper = typeof order === "string" ? order.toUpperCase() : "";
    return FIELD_NAME.test(field) && (upper === "ASC" || upper === "DESC") ? [{ field, order: upper }] : [];
  });
}

// A list in JSON is no name and falls through here too: its brackets and quotes drop it. An empty name is echoed.
const FIELD_NAME = /^[A-Za-z0-9_.-]*$/;

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw new Refusal("sort-format", "Bad format for the sort request parameter");
}

export interface SortEntry {
  readonly field: string;
  readonly order: "ASC" | "DESC";
}
