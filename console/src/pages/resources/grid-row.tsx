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
import type { OpenMenu } from "./use-row-menu.tsx";
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
  readonly onMenu: OpenMenu;
}

/** One row of the list. It is drawn again only when it changes itself. */
export const GridRow = memo(function GridRow(properties: Properties) {
  const { id, place, top, isActive, openKey, onOpen, onMenu, isPhone, columns } = properties;
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
    const isTouch = (event.nativeEvent as PointerEvent).pointerType === "touch";
    // With Shift, or on marked text, the menu of the browser.
    if (cell === undefined || (!isTouch && (event.shiftKey || getSelection()?.isCollapsed === false))) return;
    event.preventDefault();
    // A long press of a finger selects; its menu has a button.
    if (isTouch) ui.toggle(place);
    else onMenu(place, event.currentTarget, { x: event.clientX, y: event.clientY });
  };
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    event.stopPropagation();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    onMenu(place, event.currentTarget.closest('[role="row"]')!, { x: left, y: bottom });
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
        <>
          <PhoneRow cell={cell} isChosen={isChosen} />
          <div role="gridcell">
            <MenuButton label={words.keys.menu} onPress={openMenu} />
          </div>
        </>
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
              {at === columns.length - 1 && (
                <>
                  <LeftMark cell={cell} />
                  <MenuButton label={words.keys.menu} onPress={openMenu} />
                </>
              )}
            </div>
          ))}
        </>
      )}
    </div>
  );
});

interface MenuButtonProperties {
  readonly label: string;
  readonly onPress: (event: MouseEvent<HTMLElement>) => void;
}

/** Tab does not stop here: keys open the menu of the active row. */
function MenuButton({ label, onPress }: MenuButtonProperties) {
  return (
    <button type="button" tabIndex={-1} className={styles["more"]} aria-label={label} title={label} onClick={onPress}>
      ⋯
    </button>
  );
}

const isRowSelected = (ui: ListUi, cell: RowCell | undefined): boolean =>
  cell !== undefined && isSelected(ui.selection.get(), cell.row.key);
