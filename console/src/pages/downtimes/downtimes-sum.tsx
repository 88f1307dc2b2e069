import type { DowntimeGroup } from "../../data/downtimes/group-downtimes.ts";
import type { RecurringDowntime } from "../../data/wire.ts";
import { useGroupName } from "../../parts/downtime-name.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import styles from "./downtimes.module.css";

interface Properties {
  readonly running: readonly DowntimeGroup[];
  readonly scheduled: readonly DowntimeGroup[];
  readonly rules: readonly RecurringDowntime[];
}

/** "1 running · 3 planned · 2 recurring · ends next: web-01 in 42 min". */
export function DowntimesSum({ running, scheduled, rules }: Properties) {
  const { downtimes: words } = useWords();
  const nameOf = useGroupName();
  const [next] = running.filter(({ end }) => Number.isFinite(end)).toSorted((one, other) => one.end - other.end);
  return (
    <p className={styles["sum"]}>
      {words.sum(running.length, scheduled.length, rules.length)}
      {next !== undefined && (
        <>
          {" · "}
          {words.endsNext(nameOf(next.what))} <TimeText time={next.item.end} />
        </>
      )}
    </p>
  );
}
