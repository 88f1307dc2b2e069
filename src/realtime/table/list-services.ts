import type { Visibility } from '../../access/caller.ts'
import { serviceListing, type ServicePlace } from '../fields/services.ts'
import type { Page } from '../realtime.ts'
import { compileSearch } from '../search/compile-search.ts'
import { pageOf } from '../search/list-rows.ts'
import type { ListQuery } from '../search/list-query.ts'
import { compileSort, type SortKey } from '../search/order.ts'
import { findServices } from './find-services.ts'
import type { ServiceEntry } from './rows.ts'
import type { StateColumn } from './state-column.ts'
import type { View } from './view.ts'

export interface ServiceTable {
  readonly column: StateColumn
  /** Room for the indexes of all services, used by one listing at a time. */
  readonly found: Uint32Array
  /** No two host names are equal to the collation. */
  readonly hasDistinctHostNames: boolean
}

/**
 * `GET /monitoring/services`: the answer of `listRows`, reached without sorting where the default order, forwards or host by
 * host backwards, is the order asked for, and without a scan where everything matches.
 */
export function listServices(table: ServiceTable, view: View, query: ListQuery, visibility: Visibility): Page<ServiceEntry> {
  const { fields, joins } = serviceListing
  const { services } = view
  const { page, limit } = query
  const conditions = compileSearch(query.search, fields)
  const keys = compileSort(query.sortBy, serviceListing)
  const direction = keptOrder(keys, table.hasDistinctHostNames)
  const offset = (page - 1) * limit
  if (conditions.length === 0 && direction === 'forwards') {
    return { rows: services.slice(offset, offset + limit), total: services.length }
  }

  const enough = direction === 'forwards' ? offset + limit : Infinity
  const total = findServices(view, table.column, conditions, joins, table.found, enough)
  const matches = table.found.subarray(0, total)
  if (direction === 'forwards') return { rows: rowsAt(matches.subarray(offset, offset + limit)), total }
  if (direction === 'backwards') return { rows: hostsBackwards(services, matches, offset, limit), total }
  return pageOf(rowsAt(matches), keys, serviceListing, serviceListing.newPlace(visibility), query)

  function rowsAt(indexes: Uint32Array): ServiceEntry[] {
    return Array.from(indexes, (index) => services[index]!)
  }
}

/** Whether the default order, by host name and then display name, answers these sort keys. */
function keptOrder(keys: readonly SortKey<ServicePlace>[], hasDistinctHostNames: boolean): 'forwards' | 'backwards' | null {
  const [first, second] = keys
  if (first === undefined) return 'forwards'
  if (first.field !== 'host.name') return null
  if (second === undefined && !first.isDescending) return 'forwards'
  const isDefaultInHost = second === undefined || (second.field === 'service.display_name' && !second.isDescending)
  if (!isDefaultInHost || !hasDistinctHostNames) return null
  return first.isDescending ? 'backwards' : 'forwards'
}

/** Rows `offset` to `offset + limit` of the matches with the last host first, each host's services in their own order. */
function hostsBackwards(services: readonly ServiceEntry[], matches: Uint32Array, offset: number, limit: number): ServiceEntry[] {
  const rows: ServiceEntry[] = []
  let passed = 0
  for (let end = matches.length; end > 0 && passed < offset + limit;) {
    let start = end - 1
    while (start > 0 && services[matches[start - 1]!]!.host === services[matches[start]!]!.host) start--
    const from = Math.max(start, start + offset - passed)
    const to = Math.min(end, start + offset + limit - passed)
    for (let index = from; index < to; index++) rows.push(services[matches[index]!]!)
    passed += end - start
    end = start
  }
  return rows
}
