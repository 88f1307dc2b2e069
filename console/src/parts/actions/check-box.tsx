import type { ReactNode } from "react";
import styles from "./action-dialog.module.css";

interface Properties {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

export function CheckBox({ isOn, onChange, children }: Properties) {
  return (
    <label className={styles["check"]}>
      <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      {children}
    </label>
  );
}
