import type { ReactNode } from "react";
import { useWords } from "../../words/use-words.tsx";
import styles from "./health.module.css";
import type { Verdict } from "./judgements.ts";

const SHAPES: Readonly<Record<Verdict, string>> = { good: "✓", watch: "▲", bad: "◆" };

export const Figures = ({ children }: { readonly children: ReactNode }) => (
  <dl className={styles["figures"]}>{children}</dl>
);

interface Properties {
  readonly term: string;
  /** Null or absent: nothing to judge. */
  readonly verdict?: Verdict | null;
  readonly children: ReactNode;
}

/** A number with what it is, and a word of judgement. */
export function Figure({ term, verdict = null, children }: Properties) {
  const { health } = useWords();
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {children}
        {verdict !== null && (
          <span className={styles["verdict"]} data-verdict={verdict}>
            {SHAPES[verdict]} {health.verdicts[verdict]}
          </span>
        )}
      </dd>
    </div>
  );
}
