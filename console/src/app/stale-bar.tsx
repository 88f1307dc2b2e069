import { serverTimeAt } from "../data/clock.ts";
import { liveStatus } from "../data/live.ts";
import { clockText } from "../data/time.ts";
import { useTimeStyle } from "../parts/preferences.tsx";
import { useStore } from "../parts/use-store.ts";
import { useWords } from "../words/use-words.tsx";
import styles from "./stale-bar.module.css";

/** Over the page when what it shows is old, or the server is late. */
export function StaleBar() {
  const { shell } = useWords();
  const style = useTimeStyle();
  const status = useStore(liveStatus);
  if (status.kind === "stale")
    return (
      <div className={styles["bar"]} role="alert">
        {shell.stale(clockText(serverTimeAt(Date.parse(status.since)), style, true))}
      </div>
    );
  if (status.kind === "behind")
    return (
      <div className={styles["late"]} role="status">
        {shell.behind(Math.round(status.lateSeconds))}
      </div>
    );
  return null;
}
