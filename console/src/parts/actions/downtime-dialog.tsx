import { useState } from "react";
import { submitAsked } from "../../data/actions/action-store.ts";
import { rememberText } from "../../data/actions/recent-texts.ts";
import { serverNow } from "../../data/clock.ts";
import { readSpan } from "../../data/typed-time/read-span.ts";
import { useWords } from "../../words/use-words.tsx";
import { TextField } from "../field.tsx";
import { useTimeStyle } from "../preferences.tsx";
import { ActionDialog, type ActionDialogProperties } from "./action-dialog.tsx";
import { CheckBox } from "./check-box.tsx";
import { SpanText } from "./span-text.tsx";
import { TextWithHistory } from "./text-with-history.tsx";

interface Entered {
  readonly when: string;
  readonly text: string;
  readonly services: boolean;
  readonly children: boolean;
}

const NOTHING: Entered = { when: "2h", text: "", services: true, children: false };

/** Downtime of resources that are chosen already. */
export function DowntimeDialog({ dialog, onClose }: ActionDialogProperties) {
  const { actions } = useWords();
  const words = actions.downtime;
  const { zone } = useTimeStyle();
  const [entered, setEntered] = useState((dialog.entered as Entered | undefined) ?? NOTHING);
  const [isTried, setTried] = useState(false);
  const { when, text, services, children } = entered;
  const change = (changed: Partial<Entered>): void => setEntered({ ...entered, ...changed });
  const span = readSpan(when, { now: serverNow(), zone });
  const hasHosts = dialog.targets.type !== "service";

  const submit = (): void => {
    setTried(true);
    if (typeof span === "string") return;
    const comment = text.trim();
    if (comment !== "") rememberText(comment);
    const options = {
      comment: comment === "" ? words.defaultText : comment,
      ...(!span.isFromNow && { start: new Date(span.start).toISOString() }),
      end: new Date(span.end).toISOString(),
      ...(hasHosts && { services, children }),
    };
    void submitAsked(dialog, options, entered);
  };

  return (
    <ActionDialog dialog={dialog} onClose={onClose} title={words.title} submitLabel={words.submit} onSubmit={submit}>
      <TextField
        label={`${words.when} (${zone})`}
        autoFocus
        autoComplete="off"
        value={when}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => change({ when: currentTarget.value })}
        hint={typeof span === "string" ? undefined : <SpanText span={span} />}
        error={typeof span === "string" && (isTried || when !== "") ? actions.times.mistakes[span] : undefined}
      />
      <TextWithHistory
        value={text}
        placeholder={words.defaultText}
        isFirst={false}
        onChange={(next) => change({ text: next })}
      />
      {hasHosts && (
        <div>
          <CheckBox isOn={services} onChange={(isOn) => change({ services: isOn })}>
            {words.services}
          </CheckBox>
          <CheckBox isOn={children} onChange={(isOn) => change({ children: isOn })}>
            {words.children}
          </CheckBox>
        </div>
      )}
    </ActionDialog>
  );
}
