import { useRef, useState } from "react";
import { useWords } from "../words/use-words.tsx";
import { Button } from "./button.tsx";
import styles from "./field.module.css";

/** Copies a text. Over plain HTTP, where the clipboard is closed to pages, it shows the text selected. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { common } = useWords();
  const [state, setState] = useState<"idle" | "copied" | "selected">("idle");
  const field = useRef<HTMLInputElement>(null);

  const copy = (): void => {
    if (navigator.clipboard === undefined) return setState("selected");
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("selected"),
    );
  };
  if (state === "selected")
    return (
      <input
        ref={field}
        className={styles["input"]}
        readOnly
        autoFocus
        value={text}
        aria-label={label ?? common.copy}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={() => setState("idle")}
      />
    );
  return (
    <Button look="plain" onPress={copy} onBlur={() => setState("idle")} aria-live="polite">
      {state === "copied" ? common.copied : (label ?? common.copy)}
    </Button>
  );
}
