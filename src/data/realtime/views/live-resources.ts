import { hasBit, type Bits } from "../../../lib/bits.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Inventory } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { ResourceKind } from "../../../model/state-code.ts";
import { seesEverything, type Visibility } from "../../../model/visibility.ts";
import type { IndexedRealtime } from "../indexed-realtime.ts";
import { findResources, isAboutStates } from "../query/find-resources.ts";
import { orderResources } from "../query/order-resources.ts";
import type { Query } from "../query/query.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import { compileRowTest } from "../query/row-tests.ts";
import type { SortBy } from "../query/sort-order.ts";
import { writeQuery } from "../query/write-query.ts";
import { isServiceEntry, type ResourceEntry } from "../rows/rows.ts";
import { countGroups, type GroupCounts } from "./count-groups.ts";
import { countSet, summaryOf, type SetCounts, type Summary } from "./count-states.ts";
import { createFrozenViews, type FrozenView } from "./frozen-views.ts";

/** Searches of the console, for one caller each. All of them throw `QueryMistake` for what is no search. */
export interface LiveResources {
  /** Resources that match now, as positions in `realtime.index()`. */
  find(query: Query, visibility: Visibility): Bits;
  /** Keys of resources that match now. */
  keysOf(query: Query, visibility: Visibility): readonly ResourceKey[];
  /** Test of one row, shared by all who ask the same and see the same; also false for what the caller does not see. */
  rowTest(query: Query, visibility: Visibility): RowTest;
  /** All that match now, in an order. */
  list(query: Query, sort: readonly SortBy[], visibility: Visibility): readonly ResourceEntry[];
  /** Freezes the order of what matches now. */
  openView(
    owner: Pick<FrozenView, "account" | "owner">,
    query: Query,
    sort: readonly SortBy[],
    visibility: Visibility,
  ): FrozenView;
  /** Refuses with `view-ended` and `not-found`. */
  view(id: string, owner: string): FrozenView;
  /** Rows of a window of a view that the caller still sees. */
  rowsOf(view: FrozenView, visibility: Visibility, offset?: number, limit?: number): readonly ResourceEntry[];
  /** Present counts of a view, of what the caller still sees. */
  countView(view: FrozenView, visibility: Visibility): SetCounts;
  summary(query: Query, visibility: Visibility): Summary;
  groups(kind: ResourceKind, query: Query, visibility: Visibility): readonly GroupCounts[];
  sizes(): { readonly count: number; readonly bytes: number };
  close(): void;
}

export type RowTest = (row: ResourceEntry) => boolean;

export interface LiveResourcesOptions {
  readonly realtime: Pick<IndexedRealtime, "index">;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
}

/** Row tests, and summaries, that are kept for each visibility. */
const MAX_KEPT_TESTS = 100;
const MAX_KEPT_SUMMARIES = 20;

interface KeptSummary {
  readonly index: ResourceIndex;
  readonly version: number;
  readonly summary: Summary;
}

/** All who see everything share what is kept. */
const ownerOf = (visibility: Visibility): Visibility => (visibility.seesAll ? seesEverything : visibility);

export function createLiveResources({ realtime, inventory, clock }: LiveResourcesOptions): LiveResources {
  const views = createFrozenViews(clock);
  const tests = new WeakMap<Visibility, { readonly of: Inventory; readonly byQuery: Map<string, RowTest> }>();
  /** Of searches about states alone, which are the same until a state changes. */
  const summaries = new WeakMap<Visibility, Map<string, KeptSummary>>();
  const contextOf = (visibility: Visibility) => ({ visibility, inventory: inventory() });
  const find = (query: Query, visibility: Visibility): Bits =>
    findResources(realtime.index(), query, contextOf(visibility), clock.now());
  /** Members of a view that the caller sees: rights may have changed. */
  const seenOf = ({ members }: FrozenView, visibility: Visibility): Bits => {
    const visible = realtime.index().visibleTo(visibility);
    return members.map((word, at) => word & visible[at]!);
  };

  return {
    find,
    keysOf(query, visibility) {
      const found = find(query, visibility);
      return realtime
        .index()
        .rows.filter((_row, place) => hasBit(found, place))
        .map(keyOfEntry);
    },
    rowTest(query, visibility) {
      const owner = ownerOf(visibility);
      let kept = tests.get(owner);
      if (kept?.of !== inventory()) {
        kept = { of: inventory(), byQuery: new Map() };
        tests.set(owner, kept);
      }
      const { byQuery } = kept;
      return byQuery.getOrInsertComputed(writeQuery(query), () => {
        const [oldest] = byQuery.keys();
        if (byQuery.size >= MAX_KEPT_TESTS) byQuery.delete(oldest!);
        const isMatch = compileRowTest(query, contextOf(visibility));
        return (row) => sees(visibility, row) && isMatch(row, clock.now());
      });
    },
    list(query, sort, visibility) {
      const index = realtime.index();
      const places = orderResources(index, find(query, visibility), sort);
      return Array.from(places, (place) => index.rows[place]!);
    },
    openView({ account, owner }, query, sort, visibility) {
      const index = realtime.index();
      const members = find(query, visibility);
      const places = orderResources(index, members, sort);
      return views.open({ account, owner, query, sort, places, members }, index);
    },
    view: (id, owner) => views.get(id, owner, realtime.index()),
    rowsOf(view, visibility, offset = 0, limit = view.places.length) {
      const index = realtime.index();
      const visible = index.visibleTo(visibility);
      return Array.from(view.places.subarray(offset, offset + limit))
        .filter((place) => hasBit(visible, place))
        .map((place) => index.rows[place]!);
    },
    countView: (view, visibility) => countSet(realtime.index(), seenOf(view, visibility)),
    summary(query, visibility) {
      const index = realtime.index();
      const newSummary = (): Summary => summaryOf(index, find(query, visibility));
      if (!isAboutStates(index, query)) return newSummary();
      const byQuery = summaries.getOrInsertComputed(ownerOf(visibility), () => new Map());
      const [name, version] = [writeQuery(query), index.version()];
      const kept = byQuery.get(name);
      if (kept?.index === index && kept.version === version) return kept.summary;
      if (kept === undefined && byQuery.size >= MAX_KEPT_SUMMARIES) byQuery.clear();
      const summary = newSummary();
      byQuery.set(name, { index, version, summary });
      return summary;
    },
    groups: (kind, query, visibility) => countGroups(realtime.index(), find(query, visibility), kind, visibility),
    sizes: views.sizes,
    close: views.close,
  };
}

const keyOfEntry = (row: ResourceEntry): ResourceKey => (isServiceEntry(row) ? row.service.key : row.host.key);

const sees = (visibility: Visibility, row: ResourceEntry): boolean =>
  visibility.seesAll ||
  (isServiceEntry(row) ? visibility.seesService(row.service.key) : visibility.seesHost(row.host.hostId));
