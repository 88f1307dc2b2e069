import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { useWords } from "../../words/use-words.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { useListSnapshot, useListUi } from "./list-ui.ts";
import type { Sheet } from "./use-list-keys.ts";
import styles from "./sheets.module.css";

interface Properties {
  readonly q: string;
  readonly onSearch: (q: string) => void;
  readonly openSheet: (sheet: Sheet) => void;
  readonly onClose: () => void;
}

/** Filters where there is no room for them above the list; from here to the order and the saved searches. */
export function FiltersSheet({ q, onSearch, openSheet, onClose }: Properties) {
  const { resources: words, common } = useWords();
  const { counts, total } = useListSnapshot(useListUi());
  return (
    <Dialog
      title={words.filters}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => openSheet("sort")}>{words.sortTitle}</Button>
          <Button onPress={() => openSheet("views")}>{words.viewsTitle}</Button>
          <Button look="main" onPress={onClose}>
            {common.close}
          </Button>
        </>
      }
    >
      <FilterChips q={q} onSearch={onSearch} counts={counts} />
      <p className={`muted ${styles["total"]}`} role="status">
        {words.total(total)}
      </p>
    </Dialog>
  );
}
