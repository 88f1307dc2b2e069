import { Check } from "lucide-react";
import type { RowCell } from "../../data/list/row-cell.ts";
import { nameOf } from "../../data/list/row-name.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { AgeText } from "./age-text.tsx";
import { isHandled, isSoftProblem } from "./cell-content.tsx";
import { LeftMark } from "./left-mark.tsx";
import styles from "./grid.module.css";

/** A row of two lines, for narrow screens: what and since when; what the check said. */
export function PhoneRow({ cell, isChosen }: { readonly cell: RowCell; readonly isChosen: boolean }) {
  const { row } = cell;
  return (
    <div role="gridcell" className={styles["phone"]}>
      <div className={styles["phoneLine"]}>
        {isChosen && <Check size={16} strokeWidth={3} aria-hidden className={styles["chosen"]} />}
        <StateMark state={row.state} isHandled={isHandled(row)} isSoft={isSoftProblem(row)} isShapeOnly />
        <span className={styles["phoneName"]}>{nameOf(row)}</span>
        <LeftMark cell={cell} />
        <span className={`muted ${styles["phoneSince"]}`}>
          <AgeText time={row.since} />
        </span>
      </div>
      <div className={styles["phoneOutput"]}>{row.output}</div>
    </div>
  );
}
