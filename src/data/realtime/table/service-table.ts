import type { OrderCache } from "./kept-orders.ts";
import type { ServiceCodes } from "../rows/service-codes.ts";
import type { StateColumn } from "./state-column.ts";

export interface ServiceTable {
  readonly column: StateColumn;
  readonly codes: ServiceCodes;
  readonly orders: OrderCache;
  /** Changes with every change of a field in `CHANGES_WITH_STATE`. */
  version: number;
  /** Buffer for the indexes of all services, used by one listing at a time. */
  readonly found: Uint32Array;
  /** True if no two host names are equal to the collation. */
  readonly hasDistinctHostNames: boolean;
}
