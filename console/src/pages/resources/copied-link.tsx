import { useEffect, useState } from "react";
import { useWords } from "../../words/use-words.tsx";
import styles from "./page.module.css";

const STAYS_MS = 3_000;

/** Copies a link and says so; over plain HTTP, where the clipboard is closed to pages, shows it selected. */
export function CopiedLink({ link, onEnd }: { readonly link: string; readonly onEnd: () => void }) {
  const words = useWords().resources;
  const [isCopied, setCopied] = useState<boolean>();
  useEffect(() => {
    if (navigator.clipboard === undefined) return setCopied(false);
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  }, [link]);
  useEffect(() => {
    if (isCopied !== true) return;
    const timer = setTimeout(onEnd, STAYS_MS);
    return () => clearTimeout(timer);
  }, [isCopied, onEnd]);
  if (isCopied === undefined) return null;
  return (
    <div className={styles["line"]} role="status">
      {isCopied ? (
        words.linkCopied
      ) : (
        <input
          readOnly
          autoFocus
          value={link}
          aria-label={words.linkToCopy}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onBlur={onEnd}
          onKeyDown={({ key }) => {
            if (key === "Escape" || key === "Enter") onEnd();
          }}
        />
      )}
    </div>
  );
}
