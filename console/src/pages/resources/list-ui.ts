import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import { ApiError, get } from "../../data/client.ts";
import { isAboutField } from "../../data/field-mistake.ts";
import { activeAfterOrder, activeAt, FIRST_ROW, type ActiveRow } from "../../data/list/active-row.ts";
import type { RowsRequest } from "../../data/list/list-options.ts";
import type { ListSnapshot } from "../../data/list/list-snapshot.ts";
import { ListStore } from "../../data/list/list-store.ts";
import type { RowCell } from "../../data/list/row-cell.ts";
import { NO_NEWS } from "../../data/list/order-news.ts";
import {
  addKeys,
  afterNewOrder,
  countSelected,
  isSelected,
  NOTHING_SELECTED,
  selectView,
  toggleKey,
  type Selection,
} from "../../data/list/selection.ts";
import { searchMistakeOf } from "../../data/search-mistake.ts";
import { createStore, type Store } from "../../data/store.ts";
import { liveClient } from "../../data/stream/the-live-client.ts";
import { systemTimers } from "../../data/stream/timers.ts";
import type { LiveRow, ResourceList } from "../../data/wire.ts";

/**
 * What the parts of the list share: its rows, the active one, the selected ones. Nothing here acts on rows of the
 * search before, which are shown while another one is under way.
 */
export interface ListUi {
  readonly list: ListStore;
  readonly active: Store<ActiveRow>;
  /** A row that can be acted on; undefined if it is not loaded. */
  readonly rowAt: (place: number) => LiveRow | undefined;
  readonly activeRow: () => LiveRow | undefined;
  readonly selection: Store<Selection>;
  /** Moves the active row, and scrolls so that it is seen. */
  readonly moveTo: (place: number) => void;
  /** Calls the listener when the active row must be seen. */
  readonly onMove: (listener: (place: number) => void) => () => void;
  readonly toggle: (place: number) => void;
  /** Selects all from the row that was toggled last. */
  readonly selectTo: (place: number) => Promise<void>;
  /** Selects all rows of the list, also those that are not loaded. */
  readonly selectAll: () => void;
  /** Takes the present order; resolves when it is there, or could not be taken. */
  readonly takeNewOrder: () => Promise<void>;
  /** Selected keys that an order taken since then no longer has. */
  readonly hidden: ReadonlySet<string>;
}

const VIEW_ENDED = new Set([404, 410]);
const HIDDEN_FRAME_MS = 1_000;

/** Rows as asked for. A column that the server has no values for, as of a secret variable, stays empty. */
async function fetchRows({ extras, ...query }: RowsRequest, signal: AbortSignal): Promise<ResourceList> {
  // An empty search is everything; one that is left out would be the unhandled problems.
  const read = (fields?: string): Promise<ResourceList> =>
    get<ResourceList>("/api/resources", { query: { ...query, fields }, signal });
  if (extras.length === 0) return read();
  try {
    return await read(["*", ...extras].join(","));
  } catch (error) {
    if (isAboutField(error, "fields")) return read();
    throw error;
  }
}

export function createListUi(): ListUi {
  const list = new ListStore({
    fetchRows,
    live: liveClient(),
    timers: systemTimers,
    beforeNextFrame(run) {
      // Nothing is painted in a hidden tab, and nothing waits for a frame there.
      if (document.visibilityState === "visible") requestAnimationFrame(run);
      else setTimeout(run, HIDDEN_FRAME_MS);
    },
    isViewEnded: (error) => error instanceof ApiError && VIEW_ENDED.has(error.status),
    isMistake: (error) => searchMistakeOf(error) !== undefined,
  });
  const active = createStore<ActiveRow>(FIRST_ROW);
  const selection = createStore<Selection>(NOTHING_SELECTED);
  const movers = new Set<(place: number) => void>();
  const rowAt = (place: number): LiveRow | undefined =>
    list.getSnapshot().isSearching ? undefined : list.cellAt(place)?.row;
  const keyAt = (place: number): string | undefined => rowAt(place)?.key;
  let toggledAt = 0;
  let order = 0;
  let before = NO_NEWS;
  const hidden = new Set<string>();

  const follow = (): void => {
    const { orderNumber, length, moved, news } = list.getSnapshot();
    if (orderNumber !== order) {
      order = orderNumber;
      for (const key of before.entered) hidden.delete(key);
      for (const key of before.left) if (isSelected(selection.get(), key)) hidden.add(key);
      selection.update((chosen) => afterNewOrder(chosen, before.entered));
      active.update((row) => activeAfterOrder(row, { length, moved }, list.placeOf, keyAt));
      toggledAt = active.get().place;
    }
    before = news;
  };
  list.subscribe(follow);
  selection.subscribe(() => {
    const chosen = selection.get();
    if (countSelected(chosen) === 0) hidden.clear();
    list.keepView(chosen.kind === "view" ? chosen.view : undefined);
  });

  return {
    list,
    active,
    selection,
    hidden,
    rowAt,
    activeRow: () => rowAt(active.get().place),
    moveTo(place) {
      if (list.getSnapshot().isSearching) return;
      const next = activeAt(place, list.getSnapshot().length, keyAt);
      active.set(next);
      for (const listener of movers) listener(next.place);
    },
    onMove(listener) {
      movers.add(listener);
      return () => movers.delete(listener);
    },
    toggle(place) {
      const key = keyAt(place);
      if (key === undefined) return;
      toggledAt = place;
      selection.update((chosen) => toggleKey(chosen, key));
    },
    async selectTo(place) {
      const { shown, isSearching } = list.getSnapshot();
      if (isSearching) return;
      const keys = await list.keysBetween(toggledAt, place);
      const now = list.getSnapshot();
      if (!now.isSearching && now.shown?.q === shown?.q) selection.update((chosen) => addKeys(chosen, keys));
    },
    selectAll() {
      const { view, length, news, isSearching } = list.getSnapshot();
      if (view !== undefined && !isSearching) selection.set(selectView(view, length, news.entered));
    },
    async takeNewOrder() {
      const { isChosen, place } = active.get();
      // Nobody holds a row: the list stays at its top, where the new rows are.
      await list.takeNewOrder(!isChosen && list.isAtTop ? "top" : place);
    },
  };
}

const ListUiContext = createContext<ListUi | null>(null);
export const ListUiProvider = ListUiContext.Provider;

export function useListUi(): ListUi {
  const ui = use(ListUiContext);
  if (ui === null) throw new Error("useListUi outside of the list");
  return ui;
}

/** The list of a page for as long as the page is there. */
export function useNewListUi(): ListUi {
  const [ui] = useState(createListUi);
  useEffect(() => {
    ui.list.start();
    return () => ui.list.stop();
  }, [ui]);
  return ui;
}

export const useListSnapshot = ({ list }: ListUi): ListSnapshot =>
  useSyncExternalStore(list.subscribe, list.getSnapshot);

/** Reads what rows show; the component is drawn again when any of them changes. */
export function useRows({ list }: ListUi): (place: number) => RowCell | undefined {
  useSyncExternalStore(list.subscribeRows, list.getRowsNumber);
  return list.cellAt;
}
