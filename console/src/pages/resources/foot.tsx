import { X } from "lucide-react";
import { countSelected, isSelected, NOTHING_SELECTED } from "../../data/list/selection.ts";
import { hasNews } from "../../data/list/order-news.ts";
import { Button } from "../../parts/button.tsx";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { useListSnapshot, useListUi } from "./list-ui.ts";
import { ListActions } from "./list-actions.tsx";
import { PHONE, useMedia } from "./use-media.ts";
import styles from "./foot.module.css";

/** Below the list: what a new order would bring, and what is selected. */
export function Foot() {
  const ui = useListUi();
  const isSelecting = countSelected(useStore(ui.selection)) > 0;
  return (
    <footer className={styles["foot"]}>
      {isSelecting && <SelectionBar />}
      <NewsBar />
    </footer>
  );
}

function NewsBar() {
  const words = useWords().resources;
  const ui = useListUi();
  const isPhone = useMedia(PHONE);
  const { news, total, totalUnhandled, isViewEnded, isUnfollowed, shown, isSearching, length } = useListSnapshot(ui);
  if (shown === undefined) return null;
  if (isSearching) return <Searching hasRows={length > 0} />;
  const parts = [
    news.entered.size > 0 && `↑ ${words.newRows(news.entered.size)}`,
    news.left.size > 0 && words.leftRows(news.left.size),
    news.entered.size === 0 && news.left.size === 0 && news.isReordered && words.otherOrder,
    isViewEnded && words.viewEnded,
    isUnfollowed && words.unfollowed,
  ].filter((part) => part !== false);
  const isToSort = hasNews(news) || isViewEnded || isUnfollowed;
  return (
    <div className={styles["bar"]}>
      <span className="muted">
        {words.total(total)}
        {totalUnhandled > 0 && totalUnhandled !== total && ` · ${words.totalUnhandled(totalUnhandled)}`}
      </span>
      <span role="status" className={styles["news"]}>
        {isToSort && (
          <Button look="plain" className={styles["take"]} onPress={ui.takeNewOrder}>
            {parts.join(" · ")} · <b>{isPhone ? words.takeOrderTouch : words.takeOrder}</b>
          </Button>
        )}
      </span>
    </div>
  );
}

/** Instead of counts and news, which are of the search before as well. */
function Searching({ hasRows }: { readonly hasRows: boolean }) {
  const words = useWords().resources;
  return (
    <div className={styles["bar"]}>
      <span role="status" className={`muted ${styles["searching"]}`}>
        {words.searching}
        {hasRows && ` ${words.rowsOfBefore}`}
      </span>
    </div>
  );
}

function SelectionBar() {
  const words = useWords().resources;
  const ui = useListUi();
  const selection = useStore(ui.selection);
  const { view, length } = useListSnapshot(ui);
  const count = countSelected(selection);
  const hidden = [...ui.hidden].filter((key) => isSelected(selection, key)).length;
  return (
    <div className={styles["selection"]}>
      <b role="status">{words.selected(count)}</b>
      {hidden > 0 && <span className="muted">{words.selectedHidden(hidden)}</span>}
      <ListActions />
      {view !== undefined && count < length && (
        <Button look="plain" onPress={ui.selectAll}>
          {words.selectView(length)}
        </Button>
      )}
      <Button
        look="plain"
        className={styles["clear"]}
        aria-label={words.clearSelection}
        title={`${words.clearSelection} (Esc)`}
        onPress={() => ui.selection.set(NOTHING_SELECTED)}
      >
        <X size={16} aria-hidden />
      </Button>
    </div>
  );
}
