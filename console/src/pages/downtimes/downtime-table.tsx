import type { DowntimeGroup } from "../../data/downtimes/group-downtimes.ts";
import { useActions } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { useGroupName } from "../../parts/downtime-name.tsx";
import { DurationText, TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import styles from "./downtimes.module.css";

const HOUR = 3_600;

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

function DowntimeLine({ group: { ids, what, status, item } }: { readonly group: DowntimeGroup }) {
  const { downtimes: words } = useWords();
  const nameOf = useGroupName();
  const { run, offReason } = useActions();
  const name = nameOf(what);
  const isFlexible = !item.fixed && status !== "running";
  const extend = () => void run({ action: "extend-downtime", ids, options: { by: HOUR } }, name);
  const cancel = () => void run({ action: "cancel-downtime", ids }, name);
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
        <div className={styles["buttons"]}>
          {(status === "running" || item.recurring === null) && (
            <Button look="plain" offReason={offReason} onPress={extend} aria-label={words.extendOf(name)}>
              {words.extend}
            </Button>
          )}
          <Button look="plain" offReason={offReason} onPress={cancel} aria-label={words.endOf(name)}>
            {status === "running" ? words.endNow : words.cancel}
          </Button>
        </div>
      </td>
    </tr>
  );
}
