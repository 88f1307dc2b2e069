import { useState, type MouseEvent, type PointerEvent as ReactPointerEvent } from "react";
import type { Column } from "./columns.ts";
import { useListUi } from "./list-ui.ts";
import { RowBlock } from "./row-block.tsx";
import { elementOfRow, isOnBox, menuButtonOf, placeOfRow } from "./row-element.ts";
import type { MenuPoint, OpenMenu } from "./use-row-menu.tsx";
import styles from "./grid.module.css";

interface Properties {
  /** Blocks that are drawn. */
  readonly first: number;
  readonly last: number;
  /** Rows of the list. */
  readonly length: number;
  readonly rowHeight: number;
  readonly columns: readonly Column[];
  readonly isPhone: boolean;
  readonly openKey: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly onMenu: OpenMenu;
}

/** The rows near the screen, and what a press on one of them does. */
export function GridRows({ first, last, onOpen, onMenu, ...ofBlocks }: Properties) {
  const ui = useListUi();
  /** Place of the row under the pointer. */
  const [pointed, setPointed] = useState<number>();

  const openMenu = (place: number, at: MenuPoint): void => {
    const row = elementOfRow(place);
    if (row !== null) onMenu(place, row, at);
  };
  const press = (event: MouseEvent): void => {
    const button = menuButtonOf(event.target);
    const place = placeOfRow(event.target) ?? (button === null ? undefined : pointed);
    if (button !== null && place !== undefined) {
      const { left, bottom } = button.getBoundingClientRect();
      return openMenu(place, { x: left, y: bottom });
    }
    const key = place === undefined ? undefined : ui.rowAt(place)?.key;
    if (place === undefined || key === undefined) return;
    if (event.shiftKey) {
      // The browser would mark the text between.
      getSelection()?.removeAllRanges();
      void ui.selectTo(place);
    } else if (isOnBox(event.target) || event.ctrlKey || event.metaKey) ui.toggle(place);
    else if (getSelection()?.isCollapsed !== false) {
      ui.moveTo(place);
      onOpen(key);
    }
  };
  const hold = (event: MouseEvent): void => {
    const place = placeOfRow(event.target);
    const isTouch = (event.nativeEvent as PointerEvent).pointerType === "touch";
    // With Shift, or on marked text, the menu of the browser.
    if (place === undefined || (!isTouch && (event.shiftKey || getSelection()?.isCollapsed === false))) return;
    event.preventDefault();
    // A long press of a finger selects; its menu has a button.
    if (isTouch) ui.toggle(place);
    else openMenu(place, { x: event.clientX, y: event.clientY });
  };
  const point = ({ target, pointerType }: ReactPointerEvent): void => {
    if (pointerType !== "mouse" || menuButtonOf(target) !== null) return;
    setPointed(placeOfRow(target));
  };
  return (
    <div
      role="rowgroup"
      className={styles["rows"]}
      style={{ height: ofBlocks.length * ofBlocks.rowHeight }}
      onClick={press}
      onContextMenu={hold}
      onPointerMove={point}
      onPointerLeave={() => setPointed(undefined)}
    >
      {Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (
        <RowBlock key={first + at} block={first + at} {...ofBlocks} />
      ))}
      {pointed !== undefined && pointed < ofBlocks.length && (
        // One for all rows: the one of each would cost as much as a cell.
        <span
          className={styles["pointed"]}
          style={{ top: pointed * ofBlocks.rowHeight, height: ofBlocks.rowHeight - 1 }}
          data-menu
          aria-hidden
        >
          ⋯
        </span>
      )}
    </div>
  );
}
