import type { State } from "../wire.ts";
import { NO_NEWS, type OrderNews } from "./order-news.ts";

export interface ListQuery {
  readonly q: string;
  readonly sort: string;
}

export interface ListSnapshot {
  /** Search and order that the rows are of; undefined before the first answer. */
  readonly shown: ListQuery | undefined;
  /** A search or an order is under way. */
  readonly isLoading: boolean;
  /** Another search is under way: the rows are those of the one before, to be looked at only. */
  readonly isSearching: boolean;
  /** Why there are no newer rows. Those of another search stay only behind one with a mistake. */
  readonly error: unknown;
  readonly view: string | undefined;
  /** Rows of the frozen order. */
  readonly length: number;
  /** Rows that match now. */
  readonly total: number;
  readonly totalUnhandled: number;
  readonly counts: Readonly<Partial<Record<State, number>>>;
  readonly news: OrderNews;
  /** The server forgot the order: it was restarted, or its configuration changed. Rows still change in place. */
  readonly isViewEnded: boolean;
  /** Nobody tells what would be new in it: more lists are open than the server follows. */
  readonly isUnfollowed: boolean;
  /** Grows with each order that was taken. */
  readonly orderNumber: number;
  /** Where the row at the anchor went with the newest order; undefined for another search. */
  readonly moved: { readonly from: number; readonly to: number } | undefined;
}

/** Before the first answer. */
export const EMPTY_LIST: ListSnapshot = {
  shown: undefined,
  isLoading: true,
  isSearching: false,
  error: undefined,
  view: undefined,
  length: 0,
  total: 0,
  totalUnhandled: 0,
  counts: {},
  news: NO_NEWS,
  isViewEnded: false,
  isUnfollowed: false,
  orderNumber: 0,
  moved: undefined,
};
