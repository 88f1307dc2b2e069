import { useNavigate } from "@tanstack/react-router";
import type { RefObject } from "react";
import { countSelected, NOTHING_SELECTED } from "../../data/list/selection.ts";
import { useActions } from "../../parts/actions/use-actions.ts";
import { useKeys } from "../../parts/keys.tsx";
import { useWords } from "../../words/use-words.tsx";
import type { ListUi } from "./list-ui.ts";
import type { ResourcesSearch } from "./search.ts";
import type { ActionTargets } from "../../data/actions/targets.ts";

/** Behind what is there already, so that what is typed narrows it. */
function focusAtEnd(field: HTMLInputElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

export type Sheet = "columns" | "views" | "filters" | "sort";

interface Options {
  readonly ui: ListUi;
  readonly searchBox: RefObject<HTMLInputElement | null>;
  readonly search: ResourcesSearch;
  readonly targets: () => ActionTargets;
  /** Opens the panel at a row, at a tab; closes it where it is open already. */
  readonly show: (key: string | undefined, tab?: string) => void;
  readonly openSheet: (sheet: Sheet) => void;
  readonly copyLink: () => void;
  /** Opens the menu of the active row. */
  readonly openMenu: () => void;
}

/** All keys of the list. None acts while somebody types. */
export function useListKeys({ ui, searchBox, search, targets, show, openSheet, copyLink, openMenu }: Options): void {
  const words = useWords().resources;
  const { keys, actions } = words;
  const navigate = useNavigate();
  const { ask, run, offReason } = useActions();
  const element = (): Element | null => document.querySelector('[role="row"][data-active]');
  const move = (by: number): void => ui.moveTo(ui.active.get().isChosen || by < 0 ? ui.active.get().place + by : by);
  const when = (run: () => void) => (): void => {
    if (offReason === undefined) run();
  };
  const toggle = (tab?: string) => (): void => {
    const key = ui.activeRow()?.key;
    const isThere = search.open === key && (tab === undefined || search.tab === tab);
    if (key !== undefined) show(isThere ? undefined : key, tab);
  };
  const doAtOnce = (action: "check" | "end-acknowledgement") =>
    when(() => {
      const { on, count, label } = targets();
      if (count > 0) void run({ action, on }, label);
    });
  const close = (): void => {
    if (countSelected(ui.selection.get()) > 0) ui.selection.set(NOTHING_SELECTED);
    else if (search.open !== undefined) show(undefined);
  };
  useKeys(keys.title, [
    { keys: "j", label: keys.down, run: () => move(1) },
    { keys: "k", label: keys.up, run: () => move(-1) },
    { keys: "ArrowDown", label: keys.down, run: () => move(1) },
    { keys: "ArrowUp", label: keys.up, run: () => move(-1) },
    { keys: "o", label: keys.open, run: toggle() },
    { keys: "x", label: keys.select, run: () => ui.toggle(ui.active.get().place) },
    { keys: "X", label: keys.selectTo, run: () => void ui.selectTo(ui.active.get().place) },
    { keys: "*", label: keys.selectAll, run: ui.selectAll },
    { keys: "a", label: actions.acknowledge, run: when(() => ask("acknowledge", targets(), element())) },
    { keys: "A", label: actions.endAcknowledgement, run: doAtOnce("end-acknowledgement") },
    { keys: "d", label: actions.downtime, run: when(() => ask("schedule-downtime", targets(), element())) },
    { keys: "r", label: actions.check, run: doAtOnce("check") },
    { keys: "c", label: actions.comment, run: when(() => ask("comment", targets(), element())) },
    { keys: "w", label: keys.why, run: toggle("why") },
    { keys: "e", label: keys.timeline, run: toggle("timeline") },
    { keys: "m", label: keys.graph, run: toggle("graph") },
    {
      keys: "h",
      label: keys.host,
      run: () => {
        const key = ui.activeRow()?.host.key;
        if (key !== undefined) void navigate({ to: "/hosts/$key", params: { key } });
      },
    },
    { keys: "M", label: keys.menu, run: openMenu },
    { keys: "y", label: keys.copy, run: copyLink },
    { keys: "/", label: keys.search, run: () => focusAtEnd(searchBox.current) },
    { keys: "f", label: keys.filters, run: () => openSheet("filters") },
    { keys: "s", label: keys.sort, run: () => openSheet("sort") },
    { keys: "v", label: keys.views, run: () => openSheet("views") },
    { keys: "C", label: keys.columns, run: () => openSheet("columns") },
    { keys: ".", label: keys.order, run: ui.takeNewOrder },
    { keys: "Escape", label: keys.close, run: close },
  ]);
}
