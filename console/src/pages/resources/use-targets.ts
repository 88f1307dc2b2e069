import { useCallback } from "react";
import { targetsOfRows, targetsOfView, type ActionTargets } from "../../data/actions/targets.ts";
import { countSelected, isSelected, type Selection } from "../../data/list/selection.ts";
import type { LiveRow } from "../../data/wire.ts";
import { useListUi, type ListUi } from "./list-ui.ts";

/** What an action is on: what is selected, or else the active row. */
export function useTargets(): () => ActionTargets {
  const ui = useListUi();
  return useCallback(() => {
    const selection = ui.selection.get();
    return countSelected(selection) > 0 ? targetsOfSelection(ui, selection) : targetsOfActive(ui);
  }, [ui]);
}

/** What the menu of a row acts on: the row, or all that is selected if it is one of it. */
export function targetsOfMenu(ui: ListUi, row: LiveRow): ActionTargets {
  const selection = ui.selection.get();
  return isSelected(selection, row.key) && countSelected(selection) > 1
    ? targetsOfSelection(ui, selection)
    : targetsOfRows([row]);
}

function targetsOfActive({ activeRow }: ListUi): ActionTargets {
  const row = activeRow();
  return targetsOfRows(row === undefined ? [] : [row]);
}

function targetsOfSelection({ list }: ListUi, selection: Selection): ActionTargets {
  if (selection.kind === "view") return targetsOfView(selection.view, [...selection.except], countSelected(selection));
  const keys = [...selection.keys];
  const rows = keys.flatMap((key) => list.cellOf(key)?.row ?? []);
  // Rows that are far away are not loaded; their names are not needed for what is on many.
  return rows.length === keys.length ? targetsOfRows(rows) : { on: keys, count: keys.length, label: null, type: null };
}
