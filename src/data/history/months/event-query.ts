import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { StoredEvent } from "../../store/store.ts";
import type { EventKind } from "./event-kinds.ts";

/** Place in the order of time, and of id within one time. */
export interface Position {
  readonly at: UnixSeconds;
  readonly id: number;
}

/** What to read. An absent filter selects everything. */
export interface EventFilter {
  readonly kinds?: readonly EventKind[];
  /** Resources; none selects nothing. */
  readonly keys?: readonly ResourceKey[];
  /** Window of time, half-open. */
  readonly from?: UnixSeconds;
  readonly to?: UnixSeconds;
  /** Text in output or reason; small and capital letters of ASCII are the same. */
  readonly text?: string;
  /** Words that must all occur in output or reason, as made by `wordsOf`. */
  readonly words?: readonly string[];
}

export interface EventQuery extends EventFilter {
  readonly limit: number;
  /** Only older events. */
  readonly before?: Position;
  /** Newest ones to leave out; only their positions are read. */
  readonly skip?: number;
}

/** Events newest first. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  /**
   * `before` of the next page; null at the end. A page can be shorter than its limit and still have a next one: then
   * the search stopped after many events that did not match.
   */
  readonly next: Position | null;
}

/** `count` is exact unless `isMore`, which says that there are more, or that the search stopped. */
export interface EventCount {
  readonly count: number;
  readonly isMore: boolean;
}

export const MAX_COUNT = 10_000;

/** Negative if `one` is newer: sorts newest first. */
export const newestFirst = (one: Position, other: Position): number => other.at - one.at || other.id - one.id;

/** The newest of positions that may be missing. */
export const newestOf = (positions: readonly (Position | null)[]): Position | null =>
  positions.filter((position) => position !== null).sort(newestFirst)[0] ?? null;
