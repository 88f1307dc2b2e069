import { memo, useState, type ReactNode } from "react";
import { nameOf } from "../../data/list/row-name.ts";
import type { RowCell } from "../../data/list/row-cell.ts";
import type { TimeStyle } from "../../data/time.ts";
import type { Messages } from "../../words/messages.ts";
import { cellContent, cellTitle, type AgesOfRow } from "./cell-content.tsx";
import type { Column } from "./columns.ts";
import { leftMark } from "./left-mark.tsx";
import { PhoneRow } from "./phone-row.tsx";
import { indexOfRow, rowId } from "./row-element.ts";
import { SelectionBox } from "./selection-box.tsx";
import styles from "./grid.module.css";

interface Properties extends AgesOfRow {
  readonly place: number;
  /** Pixels. */
  readonly top: number;
  /** Undefined until it is loaded. */
  readonly cell: RowCell | undefined;
  readonly columns: readonly Column[];
  readonly words: Messages;
  readonly timeStyle: TimeStyle;
  readonly isPhone: boolean;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  /** An action on it is on its way. */
  readonly isSending: boolean;
}

/** One row of the list. It is drawn again only when something of it changes, so all of it is in the properties. */
export const GridRow = memo(function GridRow(properties: Properties) {
  const { place, top, cell, isActive, isChosen, isOpen } = properties;
  const key = cell?.row.key;
  // What changed before it came on the screen is not pointed out: else each return of the row by scrolling would be.
  const [first, setFirst] = useState({ key, changes: cell?.changes });
  if (first.key !== key) setFirst({ key, changes: cell?.changes });
  return (
    <div
      id={rowId(place)}
      role="row"
      aria-rowindex={indexOfRow(place)}
      aria-selected={isChosen}
      className={styles["row"]}
      style={{ top }}
      data-key={key}
      data-active={isActive || undefined}
      data-open={isOpen || undefined}
      data-left={cell?.hasLeft || undefined}
      data-tint={cell === undefined || cell.changes === first.changes ? undefined : cell.changes % 2}
    >
      {cell === undefined ? <div role="gridcell" className={styles["loading"]} /> : cellsOf(cell, properties)}
    </div>
  );
});

function cellsOf(cell: RowCell, properties: Properties) {
  const { columns, words, timeStyle, isPhone, isActive, isChosen, isSending } = properties;
  const options = { row: cell.row, ages: properties, words, timeStyle };
  const mark = leftMark(cell, isSending, words.resources);
  if (isPhone)
    return (
      <>
        <PhoneRow row={cell.row} since={properties.since} mark={mark} isChosen={isChosen} />
        <div role="gridcell">{menuButton(words)}</div>
      </>
    );
  return (
    <>
      <div role="gridcell" className={styles["box"]}>
        <SelectionBox label={words.resources.select(nameOf(cell.row))} isSelected={isChosen} />
      </div>
      {columns.map(({ id: column }, at) => {
        const content = cellContent(column, options);
        const isLast = at === columns.length - 1;
        return (
          <div key={column} role="gridcell" data-column={column} title={cellTitle(column, options)}>
            {isLast && (mark !== null || isActive) ? withMark(content, mark, isActive && menuButton(words)) : content}
          </div>
        );
      })}
    </>
  );
}

/** A cell with its text alone costs half as much: most have it. */
const withMark = (content: ReactNode, mark: ReactNode, menu: ReactNode) => (
  <>
    {content}
    {mark}
    {menu}
  </>
);

/** A press on it is taken by the rows together. Tab does not stop here: keys open the menu of the active row. */
const menuButton = ({ resources: { keys } }: Messages) => (
  <button type="button" tabIndex={-1} className={styles["more"]} data-menu aria-label={keys.menu} title={keys.menu}>
    ⋯
  </button>
);
