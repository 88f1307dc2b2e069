import { liveStatus } from "../data/live.ts";
import { useStore } from "../parts/use-store.ts";
import { useWords } from "../words/use-words.tsx";
import styles from "./live-mark.module.css";

/** Whether what is shown is present. `data-live` says so to tests, too. */
export function LiveMark() {
  const { shell } = useWords();
  const status = useStore(liveStatus);
  const word = {
    connecting: shell.connecting,
    live: shell.live,
    reconnecting: shell.reconnecting,
    stale: shell.noConnection,
    behind: shell.live,
  }[status.kind];
  return (
    <span className={styles["mark"]} data-live={status.kind} role="status">
      <span className={styles["dot"]} aria-hidden />
      <span className={styles["word"]}>{word}</span>
    </span>
  );
}
