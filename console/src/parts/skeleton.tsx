import { useEffect, useState } from "react";
import { useWords } from "../words/use-words.tsx";
import styles from "./skeleton.module.css";

interface Properties {
  /** Rows of the height of a table row. */
  readonly rows?: number;
}

const WAIT_MS = 150;

/** Place of content that is on its way, shown after 150 ms. Never over content that is there. */
export function Skeleton({ rows = 3 }: Properties) {
  const { common } = useWords();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles["skeleton"]} data-shown={isShown || undefined} role="status" aria-label={common.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles["row"]} />
      ))}
    </div>
  );
}
