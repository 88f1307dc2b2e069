/** A listing request as read from the query string (contract §4), before fields are known. */
export interface ListQuery {
  readonly page: number
  readonly limit: number
  /** The normalised search: compiled per listing, and echoed in `meta.search`. `{}` when none. */
  readonly search: SearchEcho
  /** Accepted entries in order: looked up per listing, and echoed in `meta.sort_by`. */
  readonly sortBy: readonly SortEntry[]
}

/** JSON as in `meta.search`. */
export type SearchEcho = object
export interface SortEntry { readonly field: string; readonly order: 'ASC' | 'DESC' }
