import { CopyButton } from "../../parts/copy-button.tsx";
import styles from "./welcome.module.css";

/** A command or the content of a file, to be copied. */
export function Command({ text }: { readonly text: string }) {
  return (
    <div className={styles["command"]}>
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} />
    </div>
  );
}
