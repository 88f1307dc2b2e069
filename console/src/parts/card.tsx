import { useId, type ReactNode } from "react";
import { ErrorState } from "./error-state.tsx";
import styles from "./card.module.css";

interface Properties {
  readonly title: ReactNode;
  /** At the end of the line of the title. */
  readonly aside?: ReactNode;
  /** What is read for it, and why that failed; what it had before is shown below. */
  readonly failure?: { readonly what: string; readonly error: unknown; readonly retry: () => void };
  readonly children?: ReactNode;
}

/** A part of a page with a title of its own. */
export function Card({ title, aside, failure, children }: Properties) {
  const id = useId();
  return (
    <section className={styles["card"]} aria-labelledby={id}>
      <header className={styles["head"]}>
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <div className={styles["aside"]}>{aside}</div>}
      </header>
      {failure !== undefined && failure.error !== null && <ErrorState {...failure} />}
      {children}
    </section>
  );
}
