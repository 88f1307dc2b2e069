import { Refusal } from "../../../model/refusal.ts";
import { MAX_SEARCH_LENGTH } from "./search-parameter.ts";

/**
 * `sort_by` (contract §4.5): a JSON object of names and orders, or one plain name. Entries with an order other than ASC
 * and DESC, or with other characters in the name, are dropped. Refuses with `sort-format`, which is answered with
 * `code` 400.
 */
export function readSort(text: string | undefined): readonly SortEntry[] {
  if (text === undefined) return [];
  const sort = text.length > MAX_SEARCH_LENGTH ? refuse() : text.startsWith("{") ? parsed(text) : { [text]: "ASC" };
  return Object.entries(sort).flatMap(([field, order]) => {
    const upper = typeof order === "string" ? order.toUpperCase() : "";
    return FIELD_NAME.test(field) && (upper === "ASC" || upper === "DESC") ? [{ field, order: upper }] : [];
  });
}

// A JSON list is not a name and is dropped here, too, because of its brackets and quotes. An empty name is echoed.
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
