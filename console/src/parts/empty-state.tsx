import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** Where there is nothing: what that means, and what next. */
export function EmptyState({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className={styles["notice"]}>
      <p className={styles["title"]}>{title}</p>
      {children !== undefined && <div className={styles["more"]}>{children}</div>}
    </div>
  );
}
