import type { ReactNode } from "react";
import styles from "./resource.module.css";

/** A titled part of a tab. */
export const Section = ({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) => (
  <section className={styles["section"]}>
    <h3>{title}</h3>
    {children}
  </section>
);

/** A term and what it is, in a list of pairs. */
export const Pair = ({ term, children }: { readonly term: ReactNode; readonly children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
