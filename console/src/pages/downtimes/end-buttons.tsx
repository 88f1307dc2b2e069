import type { DowntimeGroup } from "../../data/downtimes/group-downtimes.ts";
import { useActions, useOffReason } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { useGroupName } from "../../parts/downtime-name.tsx";
import { useWords } from "../../words/use-words.tsx";
import styles from "./downtimes.module.css";

const HOUR = 3_600;

/** Extends or ends downtimes that were made together; nothing for those that are over, or only planned. */
export function EndButtons({ group: { ids, isWhole, what, status, item } }: { readonly group: DowntimeGroup }) {
  const { downtimes: words } = useWords();
  const name = useGroupName()(what);
  const { run } = useActions();
  const actionsAreOff = useOffReason(`${item.type ?? "host"}_schedule_downtime`);
  const offReason = actionsAreOff ?? (isWhole ? undefined : words.notWhole);
  const isOpen = status === "running" || status === "waiting" || status === "scheduled";
  if (!isOpen) return null;
  const extend = () => void run({ action: "extend-downtime", ids, options: { by: HOUR } }, name);
  const cancel = () => void run({ action: "cancel-downtime", ids }, name);
  return (
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
  );
}
