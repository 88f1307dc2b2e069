import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { nameOf } from "../../data/list/row-name.ts";
import type { LiveRow } from "../../data/wire.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { isHandled, isSoftProblem } from "./cell-content.tsx";
import styles from "./grid.module.css";

interface Properties {
  readonly row: LiveRow;
  readonly since: string | undefined;
  /** Says that the row is on its way, or stays only for now. */
  readonly mark: ReactNode;
  readonly isChosen: boolean;
}

/** A row of two lines, for narrow screens: what and since when; what the check said. */
export function PhoneRow({ row, since, mark, isChosen }: Properties) {
  return (
    <div role="gridcell" className={styles["phone"]}>
      <div className={styles["phoneLine"]}>
        {isChosen && <Check size={16} strokeWidth={3} aria-hidden className={styles["chosen"]} />}
        <StateMark state={row.state} isHandled={isHandled(row)} isSoft={isSoftProblem(row)} isShapeOnly />
        <span className={styles["phoneName"]}>{nameOf(row)}</span>
        {mark}
        <span className={`muted ${styles["phoneSince"]}`}>{since}</span>
      </div>
      <div className={styles["phoneOutput"]}>{row.output}</div>
    </div>
  );
}
