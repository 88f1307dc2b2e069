import { asked, type Asked } from "../../data/actions/action-store.ts";
import { AcknowledgeDialog } from "./acknowledge-dialog.tsx";
import { CommentDialog } from "./comment-dialog.tsx";
import { DowntimeDialog } from "./downtime-dialog.tsx";
import { NotifyDialog } from "./notify-dialog.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";

const DIALOGS = {
  acknowledge: AcknowledgeDialog,
  "schedule-downtime": DowntimeDialog,
  comment: CommentDialog,
  submit: SubmitDialog,
  notify: NotifyDialog,
} satisfies Record<Asked["action"], unknown>;

/** The dialog of an action. */
export function AskedDialog({ dialog }: { readonly dialog: Asked }) {
  const Chosen = DIALOGS[dialog.action];
  return <Chosen dialog={dialog} onClose={() => asked.set(null)} />;
}
