import type { KeptOrders } from "./kept-orders.ts";
import type { ServiceCodes } from "../rows/service-codes.ts";
import type { StateColumn } from "./state-column.ts";

export interface ServiceTable {
  readonly column: StateColumn;
  readonly codes: ServiceCodes;
  readonly orders: KeptOrders;
  /** Another number after every change of what `CHANGES_WITH_STATE` names. */
  version: number;
  /** Room for the indexes of all services, used by one listing at a time. */
  readonly found: Uint32Array;
  /** No two host names are equal to the collation. */
  readonly hasDistinctHostNames: boolean;
}
