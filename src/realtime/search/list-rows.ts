import type { Visibility } from '../../access/caller.ts'
import type { Page } from '../realtime.ts'
import { compileSearch } from './compile-search.ts'
import type { FieldTable, Value } from './field.ts'
import { joinedTest, type Join } from './join.ts'
import type { ListQuery } from './list-query.ts'
import { compileSort, type SortKey } from './order.ts'
import { selectPage } from './select-page.ts'

/** What can be searched and sorted by in a listing, as data. One place (`At`) is moved from row to row. */
export interface Listing<Row, At> {
  readonly fields: FieldTable<At>
  /** Fields that a sort ignores, as the reference does. */
  readonly searchOnly?: ReadonlySet<string>
  readonly joins: readonly Join<At>[]
  newPlace(visibility: Visibility): At
  move(at: At, row: Row): void
}

/** Searches, sorts and pages rows that are all visible and in the default order of their listing. */
export function listRows<Row, At>(
  rows: readonly Row[], listing: Listing<Row, At>, query: ListQuery, visibility: Visibility,
): Page<Row> {
  const at = listing.newPlace(visibility)
  const conditions = compileSearch(query.search, listing.fields)
  const keys = compileSort(query.sortBy, listing)
  const matches = conditions.length === 0 ? rows : matching(rows, listing, at, joinedTest(conditions, listing.joins))
  return pageOf(matches, keys, listing, at, query)
}

/** One page of rows that all match. */
export function pageOf<Row, At>(
  matches: readonly Row[], keys: readonly SortKey<At>[], listing: Listing<Row, At>, at: At, { page, limit }: ListQuery,
): Page<Row> {
  const offset = (page - 1) * limit
  const total = matches.length
  if (keys.length === 0) return { rows: matches.slice(offset, offset + limit), total }
  if (offset >= total || limit === 0) return { rows: [], total }
  const columns = keys.map(({ read, isDescending }) => ({ valueAt: keptValues(matches, read, listing, at), isDescending }))
  return { rows: selectPage(total, columns, offset, limit).map((index) => matches[index]!), total }
}

/** Each value is read once, when first looked at. */
function keptValues<Row, At>(
  rows: readonly Row[], read: (at: At) => Value, listing: Listing<Row, At>, at: At,
): (index: number) => Value {
  const values: (Value | undefined)[] = Array.from({ length: rows.length })
  return (index) => {
    const known = values[index]
    if (known !== undefined) return known
    listing.move(at, rows[index]!)
    return values[index] = read(at)
  }
}

function matching<Row, At>(rows: readonly Row[], listing: Listing<Row, At>, at: At, test: (at: At) => boolean): Row[] {
  return rows.filter((row) => {
    listing.move(at, row)
    return test(at)
  })
}
