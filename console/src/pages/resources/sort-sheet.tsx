import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { useWords } from "../../words/use-words.tsx";
import { FIXED_COLUMN_IDS, kindOf } from "./columns.ts";
import { DEFAULT_SORT, pressedSort, readSort } from "./sort.ts";
import styles from "./sheets.module.css";

interface Properties {
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onClose: () => void;
}

/** Order of the list, where the heads of columns are not at hand: by keys and on phones. */
export function SortSheet({ sort, onSort, onClose }: Properties) {
  const words = useWords().resources;
  const [first] = readSort(sort);
  const choose = (next: string): void => {
    onSort(next);
    onClose();
  };
  return (
    <Dialog title={words.sortTitle} isOpen onClose={onClose}>
      <ul className={styles["lines"]}>
        <li>
          <Button look="plain" className={styles["option"]} autoFocus onPress={() => choose(DEFAULT_SORT)}>
            {words.sortWorst}
          </Button>
        </li>
        {FIXED_COLUMN_IDS.map((id) => {
          const { sort: by } = kindOf(id);
          if (by === undefined) return null;
          const isFirst = first?.field === by.field;
          return (
            <li key={id}>
              <Button look="plain" className={styles["option"]} onPress={() => choose(pressedSort(sort, by, false))}>
                {words.columns[id]}
                {isFirst && (
                  <span className="muted">{first.isDescending ? words.sortDescending : words.sortAscending}</span>
                )}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
