import type { MouseEvent } from "react";
import type { Column } from "./columns.ts";
import { useListUi } from "./list-ui.ts";
import { RowBlock } from "./row-block.tsx";
import { isOnBox, placeOfRow } from "./row-element.ts";
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
}

/** The rows near the screen, and what a press on one of them does. */
export function GridRows({ first, last, onOpen, ...ofBlocks }: Properties) {
  const ui = useListUi();

  const press = (event: MouseEvent): void => {
    const place = placeOfRow(event.target);
    const key = place === undefined ? undefined : ui.list.cellAt(place)?.row.key;
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
    // A long press of a finger; the mouse keeps its menu.
    if (place === undefined || (event.nativeEvent as PointerEvent).pointerType !== "touch") return;
    event.preventDefault();
    ui.toggle(place);
  };
  return (
    <div
      role="rowgroup"
      className={styles["rows"]}
      style={{ height: ofBlocks.length * ofBlocks.rowHeight }}
      onClick={press}
      onContextMenu={hold}
    >
      {Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (
        <RowBlock key={first + at} block={first + at} {...ofBlocks} />
      ))}
    </div>
  );
}
