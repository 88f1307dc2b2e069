import { useId, type ReactNode } from "react";
import styles from "./card.module.css";

interface Properties {
  readonly title: ReactNode;
  /** At the end of the line of the title. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** A part of a page with a title of its own. */
export function Card({ title, aside, children }: Properties) {
  const id = useId();
  return (
    <section className={styles["card"]} aria-labelledby={id}>
      <header className={styles["head"]}>
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <div className={styles["aside"]}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
