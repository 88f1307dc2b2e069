import { useState } from "react";
import { submitAsked } from "../../data/actions/action-store.ts";
import {
  ACKNOWLEDGEMENT_ENDS,
  endOptions,
  MORNING,
  readEnd,
  type AcknowledgementEnd,
} from "../../data/actions/acknowledgement-end.ts";
import { rememberText } from "../../data/actions/recent-texts.ts";
import { serverNow } from "../../data/clock.ts";
import { fullTimeText } from "../../data/time.ts";
import { useWords } from "../../words/use-words.tsx";
import { Field, TextField } from "../field.tsx";
import { useTimeStyle } from "../preferences.tsx";
import { ActionDialog, type ActionDialogProperties } from "./action-dialog.tsx";
import { CheckBox } from "./check-box.tsx";
import { TextWithHistory } from "./text-with-history.tsx";
import styles from "./action-dialog.module.css";

interface Entered {
  readonly text: string;
  readonly end: AcknowledgementEnd;
  readonly typed: string;
  readonly notify: boolean;
}

const NOTHING: Entered = { text: "", end: "with-problem", typed: "", notify: true };

/** Acknowledges with a text, or with none: three keys at 3 a.m. */
export function AcknowledgeDialog({ dialog, onClose }: ActionDialogProperties) {
  const { actions } = useWords();
  const words = actions.acknowledge;
  const style = useTimeStyle();
  const [entered, setEntered] = useState((dialog.entered as Entered | undefined) ?? NOTHING);
  const [mistake, setMistake] = useState<string>();
  const change = (changed: Partial<Entered>): void => {
    setMistake(undefined);
    setEntered({ ...entered, ...changed });
  };
  const { text, end, typed, notify } = entered;
  const contextNow = () => ({ now: serverNow(), zone: style.zone });
  const typedEnd = end === "typed" ? readEnd(typed, contextNow()) : null;

  const submit = (): void => {
    const ends = endOptions(end, typed, contextNow());
    if (ends === null) return setMistake(actions.times.mistakes["not-understood"]);
    const comment = text.trim();
    if (comment !== "") rememberText(comment);
    void submitAsked(dialog, { comment: comment === "" ? words.defaultText : comment, notify, ...ends }, entered);
  };
  const endLabels: Readonly<Record<AcknowledgementEnd, string>> = {
    "with-problem": words.withProblem,
    "with-state": words.withState,
    "in-hour": words.inHour,
    "at-morning": words.atMorning(MORNING),
    typed: words.otherwise,
  };

  return (
    <ActionDialog
      dialog={dialog}
      onClose={onClose}
      title={words.title}
      submitLabel={words.submit}
      onSubmit={submit}
      typed={text + typed}
    >
      <TextWithHistory value={text} placeholder={words.defaultText} onChange={(next) => change({ text: next })} />
      <div className={styles["row"]}>
        <Field label={words.ends}>
          {(properties) => (
            <select
              {...properties}
              value={end}
              onChange={({ currentTarget }) => change({ end: currentTarget.value as AcknowledgementEnd })}
            >
              {ACKNOWLEDGEMENT_ENDS.map((one) => (
                <option key={one} value={one}>
                  {endLabels[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {end === "typed" && (
          <TextField
            label={`${words.typed} (${style.zone})`}
            placeholder={actions.times.endExample}
            hint={typedEnd === null ? undefined : fullTimeText(typedEnd, style)}
            error={mistake}
            value={typed}
            onChange={({ currentTarget }) => change({ typed: currentTarget.value })}
          />
        )}
      </div>
      <CheckBox isOn={notify} onChange={(isOn) => change({ notify: isOn })}>
        {words.notify}
      </CheckBox>
    </ActionDialog>
  );
}
