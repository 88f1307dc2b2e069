import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type PointerEvent, type Ref } from "react";
import { countSelected, NOTHING_SELECTED } from "../../data/list/selection.ts";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { kindOf, nameOfColumn, withWidth, type Column } from "./columns.ts";
import { useListSnapshot, useListUi } from "./list-ui.ts";
import { SelectionBox } from "./selection-box.tsx";
import { pressedSort, readSort } from "./sort.ts";
import styles from "./grid.module.css";

interface Properties {
  readonly ref: Ref<HTMLDivElement>;
  readonly columns: readonly Column[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onColumns: (columns: readonly Column[]) => void;
  readonly isPhone: boolean;
}

/** Names of the columns. A press sorts, with Shift by a further key; the edge drags the width. */
export const GridHead = memo(function GridHead({ ref, columns, sort, onSort, onColumns, isPhone }: Properties) {
  const words = useWords().resources;
  const keys = readSort(sort);
  if (isPhone)
    return (
      <div ref={ref} role="rowgroup" className="for-screen-readers">
        <div role="row" aria-rowindex={1}>
          <div role="columnheader">{words.title}</div>
        </div>
      </div>
    );
  return (
    <div ref={ref} role="rowgroup" className={styles["head"]}>
      <div role="row" aria-rowindex={1} className={styles["headRow"]}>
        <div role="columnheader" className={styles["box"]}>
          <SelectEverything />
        </div>
        {columns.map((column) => {
          const { sort: by } = kindOf(column.id);
          const name = nameOfColumn(column.id, words.columns);
          const at = by === undefined ? -1 : keys.findIndex(({ field }) => field === by.field);
          const key = keys[at];
          return (
            <div
              key={column.id}
              role="columnheader"
              className={styles["column"]}
              aria-sort={at === 0 ? (key!.isDescending ? "descending" : "ascending") : undefined}
            >
              {by === undefined ? (
                <span className={styles["name"]}>{name}</span>
              ) : (
                <button
                  type="button"
                  tabIndex={-1}
                  className={styles["name"]}
                  title={`${words.sortBy(name)} (${words.sortAlso})`}
                  onClick={(event) => onSort(pressedSort(sort, by, event.shiftKey))}
                >
                  {name}
                  {key !== undefined && (
                    <SortMark isDescending={key.isDescending} number={keys.length > 1 ? at + 1 : 0} />
                  )}
                </button>
              )}
              <span
                className={styles["edge"]}
                aria-hidden
                onPointerDown={(event) => dragWidth(event, (width) => onColumns(withWidth(columns, column.id, width)))}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
});

function SortMark({ isDescending, number }: { readonly isDescending: boolean; readonly number: number }) {
  const Icon = isDescending ? ArrowDown : ArrowUp;
  return (
    <>
      <Icon size={12} aria-hidden />
      {number > 0 && <span className={styles["number"]}>{number}</span>}
    </>
  );
}

function SelectEverything() {
  const words = useWords().resources;
  const ui = useListUi();
  const { length } = useListSnapshot(ui);
  const count = countSelected(useStore(ui.selection));
  return (
    <SelectionBox
      label={words.selectAll}
      isSelected={count > 0 && count >= length}
      isPartly={count > 0 && count < length}
      onToggle={() => (count > 0 ? ui.selection.set(NOTHING_SELECTED) : ui.selectAll())}
    />
  );
}

/** Follows the pointer until it is let go; tells the width at the end, draws it on the way. */
function dragWidth(event: PointerEvent<HTMLElement>, onWidth: (width: number) => void): void {
  event.preventDefault();
  const edge = event.currentTarget;
  const start = event.clientX - edge.parentElement!.getBoundingClientRect().width;
  edge.setPointerCapture(event.pointerId);
  const widthOf = (at: { readonly clientX: number }): number => at.clientX - start;
  const onUp = (at: globalThis.PointerEvent): void => {
    edge.removeEventListener("pointerup", onUp);
    onWidth(widthOf(at));
  };
  edge.addEventListener("pointerup", onUp);
}
