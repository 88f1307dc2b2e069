import { useState } from "react";
import { submitAsked } from "../../data/actions/action-store.ts";
import { rememberText } from "../../data/actions/recent-texts.ts";
import { useWords } from "../../words/use-words.tsx";
import { ActionDialog, type ActionDialogProperties } from "./action-dialog.tsx";
import { CheckBox } from "./check-box.tsx";
import { TextWithHistory } from "./text-with-history.tsx";

interface Entered {
  readonly comment: string;
  readonly forced: boolean;
  readonly broadcast: boolean;
}

export function NotifyDialog({ dialog, onClose }: ActionDialogProperties) {
  const words = useWords().actions.notify;
  const [entered, setEntered] = useState(
    (dialog.entered as Entered | undefined) ?? { comment: "", forced: false, broadcast: false },
  );
  const submit = (): void => {
    rememberText(entered.comment.trim());
    void submitAsked(dialog, { ...entered, comment: entered.comment.trim() }, entered);
  };
  return (
    <ActionDialog
      dialog={dialog}
      onClose={onClose}
      title={words.title}
      submitLabel={words.submit}
      onSubmit={submit}
      typed={entered.comment}
    >
      <TextWithHistory value={entered.comment} onChange={(comment) => setEntered({ ...entered, comment })} isRequired />
      <div>
        <CheckBox isOn={entered.forced} onChange={(forced) => setEntered({ ...entered, forced })}>
          {words.forced}
        </CheckBox>
        <CheckBox isOn={entered.broadcast} onChange={(broadcast) => setEntered({ ...entered, broadcast })}>
          {words.broadcast}
        </CheckBox>
      </div>
    </ActionDialog>
  );
}
