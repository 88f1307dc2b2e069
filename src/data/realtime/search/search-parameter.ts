import { Refusal } from "../../../model/refusal.ts";
/** Maximum length of the `search` text, in characters. */
export const MAX_SEARCH_LENGTH = 65_536;
/** Maximum nesting of objects and lists: 32 aggregates, each an object with a list. */
const MAX_SEARCH_DEPTH = 64;

/** JSON as returned by `JSON.parse`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Value of `search`; null (no search) if it is not JSON (contract §4.3 rule 3). */
export function readSearch(text: string): Json {
  if (text.length > MAX_SEARCH_LENGTH)
    throw new Refusal("search-too-long", `The search is longer than ${MAX_SEARCH_LENGTH} characters`);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/**
 * Normalises a search for `meta.search` (contract §4.3 rules 2, 3 and 12): wrapped in `$and` unless it is a single
 * `$and` or `$or`. Objects that the reference treats as lists become lists: `{}` is `[]`, and `{"0": …, "1": …}` is a
 * list of two.
 */
export function normaliseSearch(value: Json): SearchEcho {
  const search = withLists(value, 0);
  if (search === null) return {};
  if (isList(search)) return search.length === 0 ? {} : { $and: search };
  if (typeof search !== "object") return { $and: [search] };
  const keys = Object.keys(search);
  return keys.length === 1 && (keys[0] === "$and" || keys[0] === "$or") ? search : { $and: search };
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function withLists(value: Json, depth: number): Json {
  if (value === null || typeof value !== "object") return value;
  if (depth >= MAX_SEARCH_DEPTH)
    throw new Refusal("search-too-deep", `The search is nested deeper than ${MAX_SEARCH_DEPTH} levels`);
  if (isList(value)) return value.map((item) => withLists(item, depth + 1));
  const entries = Object.entries(value).map(([key, item]) => [key, withLists(item, depth + 1)] as const);
  return entries.every(([key], index) => key === String(index))
    ? entries.map(([, item]) => item)
    : Object.fromEntries(entries);
}

/** JSON as in `meta.search`. */
export type SearchEcho = object;
