import type { RowCell } from "../../data/list/row-cell.ts";
import type { Messages } from "../../words/messages.ts";
import styles from "./grid.module.css";

/** Says that an action on a row is on its way, or that the row stays only until a new order is taken. */
export function leftMark(cell: RowCell, isSending: boolean, words: Messages["resources"]) {
  if (isSending) return <span className={styles["leftMark"]}>{words.sending}</span>;
  if (!cell.hasLeft) return null;
  return (
    <span className={styles["leftMark"]} title={cell.isGone ? words.goneTitle : words.leftTitle}>
      {cell.isGone ? words.gone : words.left}
    </span>
  );
}
