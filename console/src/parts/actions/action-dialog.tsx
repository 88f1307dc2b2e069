import { useId, type ReactNode } from "react";
import type { Asked } from "../../data/actions/action-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { Button } from "../button.tsx";
import { Dialog } from "../dialog.tsx";
import { messageOf } from "../../data/refusal.ts";
import { useActions } from "./use-actions.ts";
import { useUnsent } from "./use-unsent.ts";
import styles from "./action-dialog.module.css";

export interface ActionDialogProperties {
  readonly dialog: Asked;
  readonly onClose: () => void;
}

interface Properties extends ActionDialogProperties {
  readonly title: (what: string) => string;
  readonly submitLabel: string;
  readonly onSubmit: () => void;
  /** What is typed into it, and lost unless it is sent. */
  readonly typed: string;
  readonly width?: "normal" | "wide";
  readonly children: ReactNode;
}

/** Frame of the dialogs of actions: Enter does it, Escape leaves it. */
export function ActionDialog({
  dialog,
  onClose,
  title,
  submitLabel,
  onSubmit,
  typed,
  width = "normal",
  children,
}: Properties) {
  const { actions, common } = useWords();
  const { offReason } = useActions();
  const form = useId();
  useUnsent(typed.trim() !== "");
  const { targets, place, error } = dialog;
  return (
    <Dialog
      title={title(targets.label ?? actions.resources(targets.count))}
      isOpen
      onClose={onClose}
      place={place}
      width={width}
      actions={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} look="main" offReason={offReason}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (offReason === undefined) onSubmit();
        }}
      >
        {error !== undefined && (
          <p className={styles["error"]} role="alert">
            {messageOf(error)}
          </p>
        )}
        {children}
      </form>
    </Dialog>
  );
}
