import { useState } from "react";
import { inTime } from "../../data/actions/act.ts";
import { submitAsked, type Asked } from "../../data/actions/action-store.ts";
import { rememberText } from "../../data/actions/recent-texts.ts";
import { serverNow } from "../../data/clock.ts";
import { namedTargets } from "../../data/downtimes/named-targets.ts";
import {
  isPlanned,
  planDowntime,
  type EnteredDowntime,
  type PlannedDowntime,
  type PlanMistakes,
} from "../../data/downtimes/plan-downtime.ts";
import type { WholeView } from "../../data/wire.ts";
import { localAt } from "../../data/typed-time/local-time.ts";
import { useWords } from "../../words/use-words.tsx";
import { Field, TextField } from "../field.tsx";
import { useTimeStyle } from "../preferences.tsx";
import { ActionDialog, type ActionDialogProperties } from "./action-dialog.tsx";
import { CheckBox } from "./check-box.tsx";
import { CoverLine, Occurrences, viewOfSearch } from "./downtime-preview.tsx";
import { RepeatField } from "./repeat-field.tsx";
import { setRecurring } from "./set-recurring.ts";
import { SpanText } from "./span-text.tsx";
import { TextWithHistory } from "./text-with-history.tsx";
import styles from "./action-dialog.module.css";

const NOTHING: EnteredDowntime = {
  q: "",
  when: "2h",
  repeat: { kind: "never" },
  isFlexible: false,
  lasts: "1h",
  services: true,
  children: false,
  text: "",
};

/** Downtime of resources that are chosen already, or of what a search finds. */
export function DowntimeDialog({ dialog, onClose }: ActionDialogProperties) {
  const { actions, downtimes } = useWords();
  const words = actions.downtime;
  const form = downtimes.form;
  const { zone } = useTimeStyle();
  const [entered, setEntered] = useState((dialog.entered as EnteredDowntime | undefined) ?? NOTHING);
  const [isTried, setTried] = useState(false);
  const { q, when, repeat, isFlexible, lasts, services, children, text } = entered;
  const change = (changed: Partial<EnteredDowntime>): void => setEntered({ ...entered, ...changed });

  const { targets } = dialog;
  const isToChoose = targets.count === 0;
  const hasHosts = targets.type !== "service";
  const plan = planDowntime(entered, { now: serverNow(), zone });
  const mistakes: PlanMistakes = isPlanned(plan) ? {} : plan;
  const names = isToChoose ? namedTargets(q) : targets.names === undefined ? null : targets.names;
  const repeats = repeat.kind !== "never";
  const needsNames = repeats && names === null;

  const submit = (): void => {
    setTried(true);
    if (!isPlanned(plan) || needsNames || (isToChoose && q.trim() === "")) return;
    const comment = text.trim() === "" ? words.defaultText : text.trim();
    if (text.trim() !== "") rememberText(comment);
    void send(dialog, plan, comment);
  };
  const send = (open: Asked, planned: PlannedDowntime, comment: string): Promise<void> => {
    const label = isToChoose ? q.trim() : targets.label;
    if (planned.recurrence !== null && names !== null)
      return setRecurring(open, entered, {
        ...planned.recurrence,
        name: label ?? comment,
        comment,
        targets: { ...names, with_services: hasHosts && services },
      });
    const options = { ...planned.options, comment };
    if (!isToChoose) return submitAsked(open, options, entered);
    const find = async (): Promise<WholeView> => {
      const { view, total } = await viewOfSearch(q, inTime());
      if (total === 0) throw new Error(form.nothing);
      return { view, except: [] };
    };
    return submitAsked(open, options, entered, { label, find });
  };

  return (
    <ActionDialog
      dialog={dialog}
      onClose={onClose}
      title={isToChoose ? () => form.title : words.title}
      submitLabel={words.submit}
      onSubmit={submit}
      typed={q + text + (when === NOTHING.when ? "" : when)}
    >
      {isToChoose && (
        <TextField
          label={form.what}
          hint={form.whatHint}
          error={needsNames && isTried ? form.needsNames : undefined}
          autoFocus
          required
          autoComplete="off"
          spellCheck={false}
          value={q}
          onChange={({ currentTarget }) => change({ q: currentTarget.value })}
        />
      )}
      <TextField
        label={`${words.when} (${zone})`}
        autoFocus={!isToChoose}
        autoComplete="off"
        value={when}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => change({ when: currentTarget.value })}
        hint={
          isPlanned(plan) ? (
            <>
              <SpanText span={plan.span} />
              {plan.span.isFromNow && actions.times.startExamples}
            </>
          ) : undefined
        }
        error={
          mistakes.when === "needs-start"
            ? form.needsStart
            : mistakes.when !== undefined && (isTried || when !== "")
              ? actions.times.mistakes[mistakes.when]
              : undefined
        }
      />
      <RepeatField
        repeat={repeat}
        onChange={(next) => change({ repeat: next })}
        lastDayError={mistakes.lastDay && form.badLastDay}
        firstDay={isPlanned(plan) ? localAt(plan.span.start, plan.span.zone).dayOfWeek : null}
      />
      {needsNames && !isToChoose && <p className={styles["error"]}>{form.needsNames}</p>}
      {isPlanned(plan) && plan.recurrence !== null && <Occurrences recurrence={plan.recurrence} />}
      {!repeats && (
        <div className={styles["row"]}>
          <Field label={form.kind}>
            {(properties) => (
              <select
                {...properties}
                value={String(isFlexible)}
                onChange={({ currentTarget }) => change({ isFlexible: currentTarget.value === "true" })}
              >
                <option value="false">{form.fixed}</option>
                <option value="true">{form.flexible}</option>
              </select>
            )}
          </Field>
          {isFlexible && (
            <TextField
              label={form.lasts}
              error={mistakes.lasts && form.badLasts}
              value={lasts}
              onChange={({ currentTarget }) => change({ lasts: currentTarget.value })}
            />
          )}
        </div>
      )}
      {hasHosts && (
        <div className={styles["row"]}>
          <CheckBox isOn={services} onChange={(isOn) => change({ services: isOn })}>
            {words.services}
          </CheckBox>
          {!repeats && (
            <CheckBox isOn={children} onChange={(isOn) => change({ children: isOn })}>
              {words.children}
            </CheckBox>
          )}
        </div>
      )}
      <TextWithHistory
        value={text}
        placeholder={words.defaultText}
        isFirst={false}
        onChange={(next) => change({ text: next })}
      />
      <CoverLine
        on={isToChoose ? { q } : targets.on}
        services={hasHosts && services}
        children={hasHosts && !repeats && children}
      />
    </ActionDialog>
  );
}
