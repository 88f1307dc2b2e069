import { readFilters } from "./filter-parameters.ts";
import { readLimit, readPage, type UnreadableNumber } from "./page-parameters.ts";
import { normaliseSearch, readSearch, type SearchEcho } from "./search-parameter.ts";
import { readSort, type SortEntry } from "./sort-parameter.ts";

/** A listing request as read from the query string (contract §4), before fields are known. */
export interface ListQuery {
  readonly page: number;
  readonly limit: number;
  /** Normalised search: compiled per listing, and echoed in `meta.search`. `{}` if none. */
  readonly search: SearchEcho;
  /** Accepted entries in order: resolved per listing, and echoed in `meta.sort_by`. */
  readonly sortBy: readonly SortEntry[];
  /** NULLs are last in ascending order too (later versions §3.2). Default: false. */
  readonly areNullsLast?: boolean;
}

/** Decoded query string: a repeated parameter is a list, of which the last value counts. */
export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads `page`, `limit`, `search`, `filter[…]` and `sort_by` (contract §4). Fields are not resolved here.
 *
 * All refusals of a listing, here and when the search is compiled for a listing (§3.3; HTTP 500 for all):
 *
 * | code | message |
 * | --- | --- |
 * | `list-page`, `list-limit` | `An error has occurred in a repository` |
 * | `sort-format` (answered with `code` 400) | `Bad format for the sort request parameter` |
 * | `search-field-not-allowed` | `The parameter 'foo' is not allowed` |
 * | `search-null-operator` | `The value "null" is only supported by the operators $eq and $neq` |
 * | `search-value` (an empty `$in` or `$ni`) | `An error has occurred in a repository` |
 * | `search-regex` | `Bad regex format '('` |
 * | `search-too-long`, `search-too-deep`, `search-too-many-conditions` | names the limit |
 * | `search-list-too-long`, `search-regex-too-long`, `search-takes-too-long` | names the limit |
 */
export function parseListQuery(parameters: QueryParameters, unreadable: UnreadableNumber = "zero"): ListQuery {
  const search = lastValue(parameters["search"]);
  return {
    page: readPage(lastValue(parameters["page"]), unreadable),
    limit: readLimit(lastValue(parameters["limit"]), unreadable),
    search: normaliseSearch(search === undefined ? readFilters(filtersOf(parameters)) : readSearch(search)),
    sortBy: readSort(lastValue(parameters["sort_by"])),
  };
}

/** Last value of a repeated parameter. */
export function lastValue(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "object" ? value.at(-1) : value;
}

function filtersOf(parameters: QueryParameters): [field: string, text: string][] {
  return Object.keys(parameters).flatMap((name) => {
    const field = /^filter\[([^[\]]+)\]$/.exec(name)?.[1];
    const text = lastValue(parameters[name]);
    return field === undefined || text === undefined ? [] : [[field, text]];
  });
}
