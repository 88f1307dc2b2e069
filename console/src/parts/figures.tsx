import type { ReactNode } from "react";
import { useWords } from "../words/use-words.tsx";
import styles from "./figures.module.css";

/** A word for a number: whether somebody should do something about it. */
export type Verdict = "good" | "watch" | "bad";

const SHAPES: Readonly<Record<Verdict, string>> = { good: "✓", watch: "▲", bad: "◆" };

/** Facts, one below the other. */
export const Figures = ({ children }: { readonly children: ReactNode }) => (
  <dl className={styles["figures"]}>{children}</dl>
);

interface Properties {
  readonly term: string;
  /** Null or absent: nothing to judge. */
  readonly verdict?: Verdict | null;
  readonly children: ReactNode;
}

/** A fact with what it is, and a word of judgement. */
export function Figure({ term, verdict = null, children }: Properties) {
  const { health } = useWords();
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <span>{children}</span>
        {verdict !== null && (
          <span className={styles["verdict"]} data-verdict={verdict}>
            {SHAPES[verdict]} {health.verdicts[verdict]}
          </span>
        )}
      </dd>
    </div>
  );
}
