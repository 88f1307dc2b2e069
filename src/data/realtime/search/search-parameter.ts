import { Refusal } from "../../../model/refusal.ts";
/** Longest `search` text, in characters. */
export const LONGEST_SEARCH = 65_536;
/** Deepest nesting of objects and lists: 32 aggregates, each an object with a list. */
const DEEPEST_SEARCH = 64;

/** JSON as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The value of `search`; null, no search, when it is not JSON (contract §4.3 rule 3). */
export function readSearch(text: string): Json {
  if (text.length > LONGEST_SEARCH)
    throw new Refusal("search-too-long", `The search is longer than ${LONGEST_SEARCH} characters`);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/**
 * The search as `meta.search` echoes it (contract §4.3 rules 2, 3 and 12): wrapped in `$and` unless it is a single `$and` or
 * `$or`. Objects that are lists to the reference are lists here too: `{}` is `[]`, and `{"0": …, "1": …}` is a list of two.
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
  if (depth >= DEEPEST_SEARCH)
    throw new Refusal("search-too-deep", `The search is nested deeper than ${DEEPEST_SEARCH} levels`);
  if (isList(value)) return value.map((item) => withLists(item, depth + 1));
  const entries = Object.entries(value).map(([key, item]) => [key, withLists(item, depth + 1)] as const);
  return entries.every(([key], index) => key === String(index))
    ? entries.map(([, item]) => item)
    : Object.fromEntries(entries);
}

/** JSON as in `meta.search`. */
export type SearchEcho = object;
