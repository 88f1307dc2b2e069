import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Columns3, SlidersHorizontal } from "lucide-react";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { changePreferences } from "../../data/preferences.ts";
import { countSelected, NOTHING_SELECTED } from "../../data/list/selection.ts";
import { urlOf } from "../../data/client.ts";
import { savedViewsQuery } from "../../data/saved-views.ts";
import { shownSearch } from "../../data/shown-search.ts";
import { Button } from "../../parts/button.tsx";
import { setPageTitle } from "../../parts/document-title.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { usePreferences } from "../../parts/preferences.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { DEFAULT_COLUMNS, extrasOf, fieldsOf, readColumns, writeColumns, type Column } from "./columns.ts";
import { ColumnsSheet } from "./columns-sheet.tsx";
import { CopiedLink } from "./copied-link.tsx";
import { EndSelection } from "./end-selection.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { FiltersSheet } from "./filters-sheet.tsx";
import { Foot } from "./foot.tsx";
import { ListEmpty } from "./list-empty.tsx";
import { ListUiProvider, useListSnapshot, useNewListUi, type ListUi } from "./list-ui.ts";
import { PanelBeside } from "./panel-beside.tsx";
import { ResourceGrid } from "./resource-grid.tsx";
import { addressOf, queryOf, type ResourcesSearch } from "./search.ts";
import { searchMistakeOf } from "../../data/search-mistake.ts";
import { SearchBox } from "./search-box.tsx";
import { DEFAULT_SORT } from "./sort.ts";
import { SortSheet } from "./sort-sheet.tsx";
import { useIdleOrder } from "./use-idle-order.ts";
import { useListKeys, type Sheet } from "./use-list-keys.ts";
import { PHONE, useMedia } from "./use-media.ts";
import { useRowMenu } from "./use-row-menu.tsx";
import { useTargets } from "./use-targets.ts";
import { ViewTabs } from "./view-tabs.tsx";
import { saveChanged, ViewsSheet } from "./views-sheet.tsx";
import styles from "./page.module.css";

/** Hosts and services that match a search, in a frozen order, live. */
export function ResourcesPage() {
  const ui = useNewListUi();
  return (
    <ListUiProvider value={ui}>
      <List ui={ui} />
    </ListUiProvider>
  );
}

/** A selection of more than this is not thrown away without asking. */
const ASK_BEYOND = 10;

function List({ ui }: { readonly ui: ListUi }) {
  const words = useWords().resources;
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ from: "/shell/resources" });
  const isPhone = useMedia(PHONE);
  const snapshot = useListSnapshot(ui);
  const searchBox = useRef<HTMLInputElement>(null);
  const listBox = useRef<HTMLDivElement>(null);
  const [sheet, setSheet] = useState<Sheet>();
  const [waiting, setWaiting] = useState<string>();
  const [link, setLink] = useState<string>();
  const mistakeId = useId();
  const { columns: preferred } = usePreferences();
  const q = queryOf(search);
  const sort = search.sort ?? DEFAULT_SORT;
  const targets = useTargets();

  const columns = useMemo((): readonly Column[] => {
    const chosen = readColumns(search.columns?.split(",") ?? preferred ?? []);
    return chosen.length > 0 ? chosen : DEFAULT_COLUMNS;
  }, [search.columns, preferred]);
  const extras = isPhone ? "" : extrasOf(columns).join(",");
  useEffect(() => ui.list.setExtras(extras === "" ? [] : extras.split(",")), [ui, extras]);

  useEffect(() => setPageTitle("Vigie"), []);
  useEffect(() => void ui.list.open({ q, sort }), [ui, q, sort]);
  // What was selected belongs to the search.
  useEffect(() => () => ui.selection.set(NOTHING_SELECTED), [ui, q]);
  const shownQ = snapshot.shown?.q;
  useEffect(() => {
    shownSearch.set(shownQ ?? null);
    return () => shownSearch.set(null);
  }, [shownQ]);
  useIdleOrder(ui, listBox, false);

  const change = useCallback(
    (next: Partial<{ [Name in keyof ResourcesSearch]: ResourcesSearch[Name] | undefined }>, replace = false) =>
      void navigate({ to: "/resources", search: (before) => ({ ...before, ...next }) as ResourcesSearch, replace }),
    [navigate],
  );
  const setColumns = (next: readonly Column[]): void => {
    if (search.columns !== undefined) change({ columns: writeColumns(next).join(",") }, true);
    void changePreferences({ columns: next === DEFAULT_COLUMNS ? null : writeColumns(next) }).catch(() => {});
  };
  const goTo = (next: string): void => change({ q: addressOf(next) });
  const onSearch = (next: string): void => {
    if (next.trim() === q) return;
    if (countSelected(ui.selection.get()) > ASK_BEYOND) setWaiting(next);
    else goTo(next);
  };
  const onSort = (next: string): void => change({ sort: next === DEFAULT_SORT ? undefined : next });
  const show = useCallback(
    (key: string | undefined, tab?: string) =>
      change({ open: key, tab: key === undefined ? undefined : (tab ?? search.tab) }, search.open !== undefined),
    [change, search.tab, search.open],
  );
  const onOpen = useCallback((key: string) => show(key), [show]);
  const copyLink = (): void => {
    const row = ui.activeRow();
    const url = new URL(location.href);
    if (row !== undefined) url.searchParams.set("open", row.key);
    setLink(url.href);
  };
  const rowMenu = useRowMenu(ui, { show, copyLink });
  useListKeys({ ui, searchBox, search, targets, show, openSheet: setSheet, copyLink, openMenu: rowMenu.openActive });

  // The panel goes with the active row.
  useEffect(() => {
    if (search.open === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = ui.onMove(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { key } = ui.active.get();
        if (key !== undefined) show(key);
      }, FOLLOW_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [ui, search.open, show]);

  const closeSheet = (): void => setSheet(undefined);
  const { shown, error, length, counts, isSearching } = snapshot;
  const mistake = searchMistakeOf(error);
  const hasFailed = error !== undefined && mistake === undefined;
  return (
    <div className={styles["page"]} data-panel={search.open !== undefined || undefined}>
      <div className={styles["list"]}>
        <h1 className="for-screen-readers">{words.title}</h1>
        <div className={styles["head"]}>
          <ViewTabs
            search={search}
            onSave={(view) =>
              void saveChanged(view, search, columns).then(() =>
                client.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
              )
            }
          />
          <div className={styles["tools"]}>
            <SearchBox ref={searchBox} q={q} onSearch={onSearch} mistake={mistake} mistakeId={mistakeId} />
            {isPhone ? (
              <Button look="plain" aria-label={words.filters} onPress={() => setSheet("filters")}>
                <SlidersHorizontal size={18} aria-hidden />
              </Button>
            ) : (
              <>
                <Button look="plain" title={`${words.columnsTitle} (C)`} onPress={() => setSheet("columns")}>
                  <Columns3 size={14} aria-hidden /> {words.columnsTitle}
                </Button>
                <a
                  className={styles["export"]}
                  href={urlOf("/api/resources", { q, sort, fields: fieldsOf(columns), format: "csv" })}
                  download="resources.csv"
                >
                  {words.exportCsv}
                </a>
              </>
            )}
          </div>
        </div>
        {(!isPhone || mistake !== undefined) && (
          <div className={styles["chips"]}>
            {!isPhone && <FilterChips q={q} onSearch={onSearch} counts={counts} />}
            {mistake !== undefined && (
              <p id={mistakeId} className={styles["mistake"]} title={words.mistake(mistake)} role="alert">
                {words.mistake(mistake)}
              </p>
            )}
          </div>
        )}
        <div ref={listBox} className={styles["rows"]} data-loading={snapshot.isLoading || undefined}>
          {hasFailed && (
            <div className={styles["notice"]}>
              <ErrorState what={words.loadFailed} error={error} retry={() => void ui.list.open({ q, sort })} />
            </div>
          )}
          {shown === undefined || (isSearching && length === 0) ? (
            !hasFailed && (
              <div className={styles["notice"]}>
                {/* Below the search box stands what is expected. */}
                {mistake === undefined || isSearching ? <Skeleton rows={10} /> : <EmptyState title={words.mistaken} />}
              </div>
            )
          ) : length === 0 ? (
            <div className={styles["notice"]}>
              <ListEmpty q={shown.q} />
            </div>
          ) : (
            <ResourceGrid
              columns={columns}
              sort={shown.sort}
              onSort={onSort}
              onColumns={setColumns}
              openKey={search.open}
              onOpen={onOpen}
              onMenu={rowMenu.open}
            />
          )}
        </div>
        <Foot />
      </div>
      {search.open !== undefined && (
        <PanelBeside
          resourceKey={search.open}
          tab={search.tab}
          onTab={(tab) => change({ tab }, true)}
          onClose={() => show(undefined)}
        />
      )}
      {sheet === "columns" && <ColumnsSheet columns={columns} onColumns={setColumns} onClose={closeSheet} />}
      {sheet === "sort" && <SortSheet sort={sort} onSort={onSort} onClose={closeSheet} />}
      {sheet === "views" && (
        <ViewsSheet
          search={search}
          columns={columns}
          onSaved={(view) => change({ saved: String(view.id) }, true)}
          onClose={closeSheet}
        />
      )}
      {sheet === "filters" && <FiltersSheet q={q} onSearch={onSearch} openSheet={setSheet} onClose={closeSheet} />}
      {waiting !== undefined && (
        <EndSelection
          count={countSelected(ui.selection.get())}
          onEnd={() => {
            setWaiting(undefined);
            goTo(waiting);
          }}
          onKeep={() => setWaiting(undefined)}
        />
      )}
      {rowMenu.menu}
      {link !== undefined && <CopiedLink link={link} onEnd={() => setLink(undefined)} />}
    </div>
  );
}

/** Walking through the rows with a key held down loads none of the panels passed over. */
const FOLLOW_MS = 120;
