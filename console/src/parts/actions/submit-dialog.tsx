import { useState } from "react";
import { submitAsked } from "../../data/actions/action-store.ts";
import type { State } from "../../data/wire.ts";
import { useWords } from "../../words/use-words.tsx";
import { Field, TextField } from "../field.tsx";
import { ActionDialog, type ActionDialogProperties } from "./action-dialog.tsx";
import styles from "./action-dialog.module.css";

interface Entered {
  readonly state: State;
  readonly output: string;
}

const STATES = {
  host: ["UP", "DOWN", "UNREACHABLE"],
  service: ["OK", "WARNING", "CRITICAL", "UNKNOWN"],
} as const satisfies Record<string, readonly State[]>;

export function SubmitDialog({ dialog, onClose }: ActionDialogProperties) {
  const words = useWords().actions.submitResult;
  const { type } = dialog.targets;
  const states: readonly State[] = type === null ? [...STATES.service, ...STATES.host] : STATES[type];
  const [entered, setEntered] = useState((dialog.entered as Entered | undefined) ?? { state: states[0]!, output: "" });
  return (
    <ActionDialog
      dialog={dialog}
      onClose={onClose}
      title={words.title}
      submitLabel={words.submit}
      onSubmit={() => void submitAsked(dialog, { ...entered }, entered)}
      typed={entered.output}
    >
      <Field label={words.state}>
        {(properties) => (
          <select
            {...properties}
            autoFocus
            value={entered.state}
            onChange={({ currentTarget }) => setEntered({ ...entered, state: currentTarget.value as State })}
          >
            {states.map((state) => (
              <option key={state}>{state}</option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        label={words.output}
        autoComplete="off"
        value={entered.output}
        onChange={({ currentTarget }) => setEntered({ ...entered, output: currentTarget.value })}
      />
      <p className={styles["note"]}>{words.hint}</p>
    </ActionDialog>
  );
}
