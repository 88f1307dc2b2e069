import type { DowntimeGroup } from "../../data/downtimes/group-downtimes.ts";
import type { DowntimeList } from "../../data/wire.ts";
import { useGroupName } from "../../parts/downtime-name.tsx";
import { EndButtons } from "./end-buttons.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import styles from "./downtimes.module.css";

interface Properties {
  readonly list: DowntimeList;
  readonly running: readonly DowntimeGroup[];
  readonly scheduled: readonly DowntimeGroup[];
  /** Number of recurring downtimes. */
  readonly rules: number;
}

/** "1 running · 3 planned · 2 recurring · ends next: web-01 in 42 min". */
export function DowntimesSum({ list: { result, meta }, running, scheduled, rules }: Properties) {
  const { downtimes: words } = useWords();
  const nameOf = useGroupName();
  const [next] = running.filter(({ end }) => Number.isFinite(end)).toSorted((one, other) => one.end - other.end);
  return (
    <div className={styles["sum"]}>
      {meta.total > result.length && (
        <div className={styles["cut"]} role="note">
          {words.cut(result.length, meta.total)}
        </div>
      )}
      {words.sum(running.length, scheduled.length, rules)}
      {next !== undefined && (
        <>
          {" · "}
          {words.endsNext(nameOf(next.what))} <TimeText time={next.item.end} />
          <EndButtons group={next} />
        </>
      )}
    </div>
  );
}
