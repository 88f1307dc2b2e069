import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { flushSync } from "react-dom";
import { usePreferences } from "../../parts/preferences.tsx";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { gridTemplate, leastWidth, type Column } from "./columns.ts";
import { GridHead } from "./grid-head.tsx";
import { GridRows } from "./grid-rows.tsx";
import { JumpLabel } from "./jump-label.tsx";
import { useListSnapshot, useListUi } from "./list-ui.ts";
import { rowHeightOf } from "./row-height.ts";
import { PHONE, useMedia } from "./use-media.ts";
import { elementOfRow, isOnBox, rowId } from "./row-element.ts";
import { blockOf, drawnBlocks, scrollAfterMove, scrollToShow, visibleRows, type Viewport } from "./viewport.ts";
import { belowRow, type OpenMenu } from "./use-row-menu.tsx";
import styles from "./grid.module.css";

interface Properties {
  readonly columns: readonly Column[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onColumns: (columns: readonly Column[]) => void;
  readonly openKey: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly onMenu: OpenMenu;
}

const NO_ROWS = { first: 0, last: -1 };

/** The rows of the list: only those near the screen are in the document. One stop of Tab; keys move the active row. */
export function ResourceGrid({ columns, sort, onSort, onColumns, openKey, onOpen, onMenu }: Properties) {
  const words = useWords().resources;
  const ui = useListUi();
  const { list } = ui;
  const { density } = usePreferences();
  const isPhone = useMedia(PHONE);
  const rowHeight = rowHeightOf(density, isPhone);
  const { length, orderNumber, moved, isSearching } = useListSnapshot(ui);
  const active = useStore(ui.active);
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState(NO_ROWS);

  // Measured when it changes: to measure while scrolling makes the browser lay the page out within the script.
  const height = useRef(0);
  const measure = useCallback(() => {
    height.current = scroller.current!.clientHeight - (head.current?.offsetHeight ?? 0);
  }, []);
  const viewport = useCallback((): Viewport => {
    if (height.current === 0) measure();
    return { scrollTop: scroller.current!.scrollTop, height: height.current, rowHeight, length };
  }, [measure, rowHeight, length]);
  const look = useCallback(() => {
    const seen = visibleRows(viewport());
    setRange((before) => (before.first === seen.first && before.last === seen.last ? before : seen));
    if (seen.last >= 0) list.setRange(seen.first, seen.last);
  }, [viewport, list]);

  const shownOrder = useRef(orderNumber);
  useLayoutEffect(() => {
    if (shownOrder.current !== orderNumber) {
      shownOrder.current = orderNumber;
      const view = viewport();
      scroller.current!.scrollTop = moved === undefined ? 0 : scrollAfterMove(moved.from, moved.to, view);
    }
    look();
  }, [orderNumber, moved, viewport, look]);
  useEffect(() => {
    const sizes = new ResizeObserver(() => {
      measure();
      look();
    });
    sizes.observe(scroller.current!);
    return () => sizes.disconnect();
  }, [measure, look]);
  // The browser takes the focus from what becomes inert; keys of the grid act on the new rows as on those before.
  const hadFocus = useRef(false);
  useLayoutEffect(() => {
    if (isSearching) hadFocus.current = scroller.current!.contains(document.activeElement);
    else if (hadFocus.current && document.activeElement === document.body)
      scroller.current!.focus({ preventScroll: true });
  }, [isSearching]);
  useEffect(
    () =>
      ui.onMove((place) => {
        const to = scrollToShow(place, viewport());
        if (to !== undefined) scroller.current!.scrollTop = to;
        look();
      }),
    [ui, viewport, look],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, range.last - range.first - 1);
    const to = { PageDown: active.place + page, PageUp: active.place - page, Home: 0, End: length - 1 }[event.key];
    if (to !== undefined) ui.moveTo(to);
    else if (event.key === "Enter" && active.key !== undefined) onOpen(active.key);
    else if (event.key === " " && isOnBox(event.target)) (event.target as HTMLElement).click();
    else if (event.key === " ") ui.toggle(active.place);
    else return;
    event.preventDefault();
  };
  const onContextMenu = (event: MouseEvent): void => {
    // Of the key for menus, or Shift-F10: the focus is in the grid, not in a row.
    const row = elementOfRow(active.place);
    if (event.target !== scroller.current || row === null || active.key === undefined) return;
    event.preventDefault();
    onMenu(active.place, row, belowRow(row));
  };
  const style = useMemo(
    () =>
      ({
        "--columns": isPhone ? "1fr" : gridTemplate(columns),
        "--least": isPhone ? "0" : `${leastWidth(columns)}px`,
        "--row": `${rowHeight}px`,
      }) as React.CSSProperties,
    [columns, isPhone, rowHeight],
  );
  const blocks = drawnBlocks(range, length);
  const activeBlock = blockOf(active.place);
  const isActiveDrawn = activeBlock >= blocks.first && activeBlock <= blocks.last;
  return (
    <div className={styles["frame"]} inert={isSearching}>
      <div
        ref={scroller}
        className={styles["grid"]}
        style={style}
        role="grid"
        aria-label={words.list}
        aria-rowcount={length + 1}
        aria-multiselectable
        aria-activedescendant={isActiveDrawn ? rowId(active.place) : undefined}
        tabIndex={0}
        data-order={orderNumber}
        // Drawn within the frame that scrolls: later, the next frame would have to lay it out before it can look.
        onScroll={() => flushSync(look)}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <GridHead ref={head} columns={columns} sort={sort} onSort={onSort} onColumns={onColumns} isPhone={isPhone} />
        <GridRows
          {...blocks}
          length={length}
          rowHeight={rowHeight}
          columns={columns}
          isPhone={isPhone}
          openKey={openKey}
          onOpen={onOpen}
          onMenu={onMenu}
        />
      </div>
      <JumpLabel place={range.first} length={length} seen={range.last - range.first + 1} />
    </div>
  );
}
