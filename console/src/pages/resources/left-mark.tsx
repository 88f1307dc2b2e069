import type { RowCell } from "../../data/list/row-cell.ts";
import { usePendingAction } from "../../parts/actions/use-actions.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./grid.module.css";

/** Says that an action on a row is on its way, or that the row stays only until a new order is taken. */
export function LeftMark({ cell }: { readonly cell: RowCell }) {
  const words = useWords().resources;
  const action = usePendingAction(cell.row.key);
  if (action !== undefined) return <span className={styles["leftMark"]}>{words.sending}</span>;
  if (!cell.hasLeft) return null;
  return (
    <span className={styles["leftMark"]} title={cell.isGone ? words.goneTitle : words.leftTitle}>
      {cell.isGone ? words.gone : words.left}
    </span>
  );
}
