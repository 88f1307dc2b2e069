import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import styles from "./shown-secret.module.css";

/** A secret that is shown this once. */
export function ShownSecret({ children, text }: { readonly children: ReactNode; readonly text: string }) {
  return (
    <div className={styles["secret"]} role="status">
      <p>{children}</p>
      <code>{text}</code>
      <CopyButton text={text} />
    </div>
  );
}
