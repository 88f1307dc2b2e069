import type { DowntimeGroup } from "../../data/downtimes/group-downtimes.ts";
import { useGroupName } from "../../parts/downtime-name.tsx";
import { DurationText, TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import { EndButtons } from "./end-buttons.tsx";
import styles from "./downtimes.module.css";

/** Downtimes, those that were made together in one line. */
export function DowntimeTable({
  groups,
  label,
}: {
  readonly groups: readonly DowntimeGroup[];
  readonly label: string;
}) {
  const { downtimes: words } = useWords();
  return (
    <table className={styles["table"]} aria-label={label}>
      <thead>
        <tr>
          <th className={styles["what"]}>{words.what}</th>
          <th className={styles["time"]}>{words.start}</th>
          <th className={styles["time"]}>{words.end}</th>
          <th className={styles["who"]}>{words.author}</th>
          <th>{words.comment}</th>
          <th className={styles["acts"]}>
            <span className="for-screen-readers">{words.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <DowntimeLine key={group.id} group={group} />
        ))}
      </tbody>
    </table>
  );
}

function DowntimeLine({ group }: { readonly group: DowntimeGroup }) {
  const { what, status, item } = group;
  const { downtimes: words } = useWords();
  const nameOf = useGroupName();
  const name = nameOf(what);
  const isFlexible = !item.fixed && status !== "running";
  return (
    <tr>
      <td>
        {name}
        {item.recurring !== null && <span className="muted"> ↻</span>}
      </td>
      <td data-label={words.start}>
        <TimeText time={item.start} form={status === "running" ? "ago" : "date"} />
      </td>
      <td data-label={words.end}>
        <TimeText time={item.end} form={status === "running" ? "ago" : "date"} />
        {isFlexible && item.for !== null && (
          <div className="muted">
            {words.flexible} <DurationText seconds={item.for} />
          </div>
        )}
      </td>
      <td data-label={words.author}>{item.author}</td>
      <td data-label={words.comment}>{item.comment}</td>
      <td>
        <EndButtons group={group} />
      </td>
    </tr>
  );
}
