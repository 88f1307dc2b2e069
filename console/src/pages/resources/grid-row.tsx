import { memo, useSyncExternalStore, type MouseEvent } from "react";
import { nameOf } from "../../data/list/row-name.ts";
import type { RowCell } from "../../data/list/row-cell.ts";
import { isSelected } from "../../data/list/selection.ts";
import { useWords } from "../../words/use-words.tsx";
import { CellContent } from "./cell-content.tsx";
import type { Column } from "./columns.ts";
import { useListUi, useRow, type ListUi } from "./list-ui.ts";
import { LeftMark } from "./left-mark.tsx";
import { PhoneRow } from "./phone-row.tsx";
import { SelectionBox } from "./selection-box.tsx";
import styles from "./grid.module.css";

interface Properties {
  readonly id: string;
  readonly place: number;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly isPhone: boolean;
  readonly isActive: boolean;
  readonly openKey: string | undefined;
  readonly onOpen: (key: string) => void;
}

/** One row of the list. It is drawn again only when it changes itself. */
export const GridRow = memo(function GridRow(properties: Properties) {
  const { id, place, top, isActive, openKey, onOpen, isPhone, columns } = properties;
  const words = useWords().resources;
  const ui = useListUi();
  const cell = useRow(ui, place);
  const isChosen = useSyncExternalStore(ui.selection.subscribe, () => isRowSelected(ui, cell));
  const isOpen = cell !== undefined && cell.row.key === openKey;

  const press = (event: MouseEvent): void => {
    if (cell === undefined) return;
    if (event.shiftKey) {
      // The browser would mark the text between.
      getSelection()?.removeAllRanges();
      void ui.selectTo(place);
    } else if (event.ctrlKey || event.metaKey) ui.toggle(place);
    else if (getSelection()?.isCollapsed !== false) {
      ui.moveTo(place);
      onOpen(cell.row.key);
    }
  };
  const hold = (event: MouseEvent): void => {
    // A long press of a finger; the mouse keeps its menu.
    if ((event.nativeEvent as PointerEvent).pointerType !== "touch") return;
    event.preventDefault();
    ui.toggle(place);
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={isChosen}
      className={styles["row"]}
      style={{ top }}
      data-key={cell?.row.key}
      data-active={isActive || undefined}
      data-open={isOpen || undefined}
      data-left={cell?.hasLeft || undefined}
      data-tint={cell === undefined || cell.changes === 0 ? undefined : cell.changes % 2}
      onClick={press}
      onContextMenu={hold}
    >
      {cell === undefined ? (
        <div role="gridcell" className={styles["loading"]} />
      ) : isPhone ? (
        <PhoneRow cell={cell} isChosen={isChosen} />
      ) : (
        <>
          <div role="gridcell" className={styles["box"]}>
            <SelectionBox
              label={words.select(nameOf(cell.row))}
              isSelected={isChosen}
              onToggle={(event) => (event.shiftKey ? void ui.selectTo(place) : ui.toggle(place))}
            />
          </div>
          {columns.map(({ id: column }, at) => (
            <div key={column} role="gridcell" className={styles["cell"]} data-column={column}>
              <CellContent column={column} row={cell.row} />
              {at === columns.length - 1 && <LeftMark cell={cell} />}
            </div>
          ))}
        </>
      )}
    </div>
  );
});

const isRowSelected = (ui: ListUi, cell: RowCell | undefined): boolean =>
  cell !== undefined && isSelected(ui.selection.get(), cell.row.key);
