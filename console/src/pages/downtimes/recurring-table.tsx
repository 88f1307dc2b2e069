import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { remove } from "../../data/client.ts";
import type { RecurringDowntime } from "../../data/wire.ts";
import { useOffReason } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { messageOf } from "../../data/refusal.ts";
import { RuleText } from "../../parts/rule-text.tsx";
import { DurationText, TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import styles from "./downtimes.module.css";

/** Recurring downtimes with their rule in words. */
export function RecurringTable({ rules }: { readonly rules: readonly RecurringDowntime[] }) {
  const { common, downtimes: words } = useWords();
  const offReason = useOffReason("host_schedule_downtime", "service_schedule_downtime");
  const [asked, setAsked] = useState<RecurringDowntime | null>(null);
  return (
    <>
      <table className={styles["table"]} aria-label={words.recurring}>
        <thead>
          <tr>
            <th className={styles["what"]}>{words.what}</th>
            <th className={styles["time"]}>{words.rule.title}</th>
            <th className={styles["time"]}>{words.next}</th>
            <th className={styles["who"]}>{words.author}</th>
            <th>{words.comment}</th>
            <th className={styles["acts"]}>
              <span className="for-screen-readers">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <td>
                {rule.name} <span className="muted">{words.covers(rule.resources)}</span>
              </td>
              <td data-label={words.rule.title}>
                <RuleText rule={rule.rrule} />
                <div className="muted">
                  {rule.dtstart.slice(11, 16)} · <DurationText seconds={rule.duration_seconds} /> · {rule.zone}
                </div>
              </td>
              <td data-label={words.next}>
                {rule.next === null ? common.none : <TimeText time={rule.next.start_time} form="date" />}
              </td>
              <td data-label={words.author}>{rule.author_name}</td>
              <td data-label={words.comment}>{rule.comment}</td>
              <td>
                <div className={styles["buttons"]}>
                  <Button
                    look="plain"
                    offReason={offReason}
                    onPress={() => setAsked(rule)}
                    aria-label={words.deleteOf(rule.name)}
                  >
                    {words.delete}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== null && <DeleteDialog rule={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function DeleteDialog({ rule, onClose }: { readonly rule: RecurringDowntime; readonly onClose: () => void }) {
  const { common, downtimes: words } = useWords();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const confirm = async (): Promise<void> => {
    try {
      await remove(`/api/recurring-downtimes/${rule.id}`);
      onClose();
      await queries.invalidateQueries({ queryKey: ["downtimes"] });
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <Dialog
      title={words.deleteTitle(rule.name)}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button look="danger" autoFocus onPress={() => void confirm()}>
            {words.delete}
          </Button>
        </>
      }
    >
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      <p>{words.deleteHint}</p>
    </Dialog>
  );
}
