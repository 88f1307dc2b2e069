import { useEffect, useState } from "react";
import { Field } from "./field.tsx";
import styles from "./text-filter.module.css";

interface TextProperties {
  readonly label: string;
  readonly hint: string;
  readonly value: string | undefined;
  readonly onChange: (text: string | undefined) => void;
}

/** A filter of a list: its text counts when the field is left, or at Enter. */
export function TextFilter({ label, hint, value, onChange }: TextProperties) {
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText(value ?? ""), [value]);
  const tell = (): void => {
    const said = text.trim() === "" ? undefined : text.trim();
    if (said !== value) onChange(said);
  };
  return (
    <form
      className={styles["text"]}
      onSubmit={(event) => {
        event.preventDefault();
        tell();
      }}
    >
      <Field label={label}>
        {(properties) => (
          <input
            type="search"
            {...properties}
            placeholder={hint}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onBlur={tell}
          />
        )}
      </Field>
    </form>
  );
}
