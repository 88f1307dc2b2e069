import { CHANGES_WITH_STATE, newPlace, serviceListing, type ServicePlace } from "../fields/services.ts";
import type { SortKey } from "../search/order.ts";
import { wholeOrder } from "../search/whole-order.ts";
import type { View } from "./view.ts";

/**
 * Orders of all services of a view, cached when requested again. An order depends on the view and the sort values,
 * which change with states only; `version` identifies them. A cached order with the current version is valid.
 */
export interface KeptOrders {
  /** Indexes in `view.services`. Undefined if not worth caching: first request since the last change. */
  orderOf(view: View, keys: readonly SortKey<ServicePlace>[], version: number): Uint32Array | undefined;
}

export function createKeptOrders(): KeptOrders {
  /** Most recently used last. */
  let kept: readonly KeptOrder[] = [];
  return {
    orderOf(view, keys, version) {
      const name = keys.map(({ field, isDescending }) => `${field} ${isDescending}`).join();
      const validFor = keys.some(({ field }) => CHANGES_WITH_STATE.has(field)) ? version : ANY_STATE;
      const before = kept.find((each) => each.view === view && each.name === name);
      const isAskedAgain = before !== undefined && before.version === validFor;
      const order = isAskedAgain ? (before.order ?? orderBy(view, keys)) : undefined;
      kept = [...kept.filter((each) => each !== before), { view, name, version: validFor, order }].slice(-MOST_KEPT);
      return order;
    },
  };
}

interface KeptOrder {
  readonly view: View;
  readonly name: string;
  readonly version: number;
  readonly order: Uint32Array | undefined;
}

/** 4 bytes per service each. */
const MOST_KEPT = 8;
const ANY_STATE = -1;

function orderBy({ services }: View, keys: readonly SortKey<ServicePlace>[]): Uint32Array {
  const at = newPlace();
  return wholeOrder(
    services.length,
    keys.map(({ read, isDescending }) => ({
      isDescending,
      valueAt: (index: number) => {
        serviceListing.move(at, services[index]!);
        return read(at);
      },
    })),
  );
}
