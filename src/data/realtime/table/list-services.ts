import { serviceListing } from "../fields/services.ts";
import type { Page } from "../realtime.ts";
import { compileSearch } from "../search/compile-search.ts";
import type { ListQuery } from "../search/list-query.ts";
import { compileSort } from "../search/order.ts";
import { findServices } from "./find-services.ts";
import type { ServiceEntry } from "../rows/rows.ts";
import { isDefaultOrder, rowsAt, servicesInOrder } from "./services-in-order.ts";
import type { View } from "./view.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { ServiceTable } from "./service-table.ts";

/**
 * `GET /monitoring/services`: same result as `listRows`, but without a scan if everything matches, without testing each
 * service if hosts or states decide, and without sorting if the default order helps.
 */
export function listServices(
  table: ServiceTable,
  view: View,
  query: ListQuery,
  visibility: Visibility,
): Page<ServiceEntry> {
  const { services } = view;
  const { page, limit } = query;
  const conditions = compileSearch(query.search, serviceListing.fields);
  const keys = compileSort(query, serviceListing);
  const offset = (page - 1) * limit;
  const isInDefaultOrder = isDefaultOrder(keys, table.hasDistinctHostNames);
  if (conditions.length === 0 && isInDefaultOrder)
    return { rows: services.slice(offset, offset + limit), total: services.length };
  const order = conditions.length === 0 ? table.orders.orderOf(view, keys, table.version) : undefined;
  if (order !== undefined)
    return { rows: rowsAt(view, order.subarray(offset, offset + limit)), total: services.length };

  const enough = isInDefaultOrder ? offset + limit : Infinity;
  const total = findServices(table, view, conditions, serviceListing.joins, enough);
  if (offset >= total || limit === 0) return { rows: [], total };
  const at = serviceListing.newPlace(visibility);
  return { rows: servicesInOrder(table, view, table.found.subarray(0, total), keys, at, offset, limit), total };
}
