import { REPEATS, type Repeat } from "../../data/downtimes/repeat.ts";
import { useWords } from "../../words/use-words.tsx";
import { Field, TextField } from "../field.tsx";
import { useTimeStyle } from "../preferences.tsx";
import { weekdayName } from "../rule-text.tsx";
import { CheckBox } from "./check-box.tsx";
import styles from "./action-dialog.module.css";

const DAYS = [1, 2, 3, 4, 5, 6, 7];

interface Properties {
  readonly repeat: Repeat;
  readonly onChange: (repeat: Repeat) => void;
  readonly lastDayError: string | undefined;
  /** Weekday of the first, 1 to 7: taken while none is chosen. */
  readonly firstDay: number | null;
}

/** Whether and how a downtime repeats. */
export function RepeatField({ repeat, onChange, lastDayError, firstDay }: Properties) {
  const words = useWords().downtimes.form;
  const { language } = useTimeStyle();
  const until = repeat.kind === "never" ? "" : repeat.until;
  const choose = (kind: Repeat["kind"]): void => {
    if (kind === "never") onChange({ kind });
    else if (kind === "weekly") onChange({ kind, days: [], until });
    else onChange({ kind, until });
  };
  const days = repeat.kind === "weekly" ? repeat.days : [];
  const chosen = days.length === 0 && firstDay !== null ? [firstDay] : days;
  return (
    <>
      <div className={styles["row"]}>
        <Field label={words.repeat}>
          {(properties) => (
            <select
              {...properties}
              value={repeat.kind}
              onChange={({ currentTarget }) => choose(currentTarget.value as Repeat["kind"])}
            >
              {REPEATS.map((kind) => (
                <option key={kind} value={kind}>
                  {words.repeats[kind]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {repeat.kind !== "never" && (
          <TextField
            label={words.lastDay}
            placeholder="2026-12-31"
            error={lastDayError}
            value={until}
            onChange={({ currentTarget }) => onChange({ ...repeat, until: currentTarget.value })}
          />
        )}
      </div>
      {repeat.kind === "weekly" && (
        <div className={styles["row"]} role="group" aria-label={words.repeats.weekly}>
          {DAYS.map((day) => (
            <CheckBox
              key={day}
              isOn={chosen.includes(day)}
              onChange={(isOn) =>
                onChange({ ...repeat, days: isOn ? [...chosen, day] : chosen.filter((one) => one !== day) })
              }
            >
              {weekdayName(day, language, "short")}
            </CheckBox>
          ))}
        </div>
      )}
    </>
  );
}
