import { useId, type ComponentProps, type ReactNode } from "react";
import styles from "./field.module.css";

interface Properties {
  readonly label: ReactNode;
  /** Below the field. */
  readonly hint?: ReactNode;
  /** The server's words on this field. */
  readonly error?: string | undefined;
  readonly children: (properties: FieldProperties) => ReactNode;
}

interface FieldProperties {
  readonly id: string;
  readonly className: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** A label, what is entered, and what is said of it. */
export function Field({ label, hint, error, children }: Properties) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: styles["input"] ?? "",
        "aria-describedby": said === undefined ? undefined : `${id}-said`,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {said !== undefined && (
        <div id={`${id}-said`} className={styles[error === undefined ? "hint" : "error"]}>
          {said}
        </div>
      )}
    </div>
  );
}

type TextProperties = Omit<Properties, "children"> & Omit<ComponentProps<"input">, "id" | "className">;

/** A field of one line. */
export function TextField({ label, hint, error, ...input }: TextProperties) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(properties) => <input type="text" {...input} {...properties} />}
    </Field>
  );
}
