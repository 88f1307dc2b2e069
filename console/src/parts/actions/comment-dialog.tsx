import { useState } from "react";
import { submitAsked } from "../../data/actions/action-store.ts";
import { rememberText } from "../../data/actions/recent-texts.ts";
import { useWords } from "../../words/use-words.tsx";
import { ActionDialog, type ActionDialogProperties } from "./action-dialog.tsx";
import { TextWithHistory } from "./text-with-history.tsx";

export function CommentDialog({ dialog, onClose }: ActionDialogProperties) {
  const words = useWords().actions.comment;
  const [text, setText] = useState((dialog.entered as string | undefined) ?? "");
  const submit = (): void => {
    rememberText(text.trim());
    void submitAsked(dialog, { comment: text.trim() }, text);
  };
  return (
    <ActionDialog
      dialog={dialog}
      onClose={onClose}
      title={words.title}
      submitLabel={words.submit}
      onSubmit={submit}
      typed={text}
    >
      <TextWithHistory value={text} onChange={setText} isRequired />
    </ActionDialog>
  );
}
