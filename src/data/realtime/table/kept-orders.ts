import { CHANGES_WITH_STATE, newPlace, serviceListing, type ServicePlace } from "../fields/services.ts";
import type { SortKey } from "../search/order.ts";
import { fullOrder } from "../search/whole-order.ts";
import type { View } from "./view.ts";

/**
 * Orders of all services of a view, cached when requested again. An order depends on the view and the sort values,
 * which change with states only; `version` identifies them. A cached order with the current version is valid.
 */
export interface OrderCache {
  /** Indexes in `view.services`. Undefined if not worth caching: first request since the last change. */
  orderOf(view: View, keys: readonly SortKey<ServicePlace>[], version: number): Uint32Array | undefined;
}

export function createOrderCache(): OrderCache {
  /** Most recently used last. */
  let cached: readonly CachedOrder[] = [];
  return {
    orderOf(view, keys, version) {
      const name = keys
        .map(({ field, isDescending, areNullsLast }) => `${field} ${isDescending} ${areNullsLast}`)
        .join();
      const validFor = keys.some(({ field }) => CHANGES_WITH_STATE.has(field)) ? version : ANY_STATE;
      const before = cached.find((each) => each.view === view && each.name === name);
      const isAskedAgain = before !== undefined && before.version === validFor;
      const order = isAskedAgain ? (before.order ?? orderBy(view, keys)) : undefined;
      cached = [...cached.filter((each) => each !== before), { view, name, version: validFor, order }].slice(
        -MAX_CACHED_ORDERS,
      );
      return order;
    },
  };
}

interface CachedOrder {
  readonly view: View;
  readonly name: string;
  readonly version: number;
  readonly order: Uint32Array | undefined;
}

/** 4 bytes per service each. */
const MAX_CACHED_ORDERS = 8;
const ANY_STATE = -1;

function orderBy({ services }: View, keys: readonly SortKey<ServicePlace>[]): Uint32Array {
  const at = newPlace();
  return fullOrder(
    services.length,
    keys.map(({ read, isDescending, areNullsLast }) => ({
      isDescending,
      areNullsLast,
      valueAt: (index: number) => {
        serviceListing.move(at, services[index]!);
        return read(at);
      },
    })),
  );
}
