import { useEffect, type ReactNode } from "react";
import { setPageTitle } from "./document-title.ts";
import styles from "./page.module.css";

interface Properties {
  readonly title: string;
  /** Beside the title, at the end of its line: buttons, switches. */
  readonly actions?: ReactNode;
  /** Below the title: tabs, filters. */
  readonly head?: ReactNode;
  /** The content scrolls by itself, to the edges of the window, as a long list does. */
  readonly isFilled?: boolean;
  readonly children?: ReactNode;
}

/** Frame of a page: its title, actions and content. */
export function Page({ title, actions, head, isFilled = false, children }: Properties) {
  useEffect(() => setPageTitle(title), [title]);
  return (
    <div className={styles["page"]} data-filled={isFilled || undefined}>
      <header className={styles["head"]}>
        <h1>{title}</h1>
        {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
      </header>
      {head}
      <div className={styles["content"]}>{children}</div>
    </div>
  );
}
