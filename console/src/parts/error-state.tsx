import { messageOf } from "../data/refusal.ts";
import { useFirstWords } from "../words/use-words.tsx";
import { Button } from "./button.tsx";
import styles from "./notice.module.css";

interface Properties {
  /** What could not be loaded, as the page names it. */
  readonly what: string;
  readonly error: unknown;
  readonly retry?: () => void;
}

/** A part of a page that failed: the server's words, and *Try again*. The rest of the page stays. */
export function ErrorState({ what, error, retry }: Properties) {
  const { common } = useFirstWords();
  return (
    <div className={styles["notice"]} role="alert">
      <p className={styles["title"]}>{common.failed(what)}</p>
      <p className={styles["more"]}>{messageOf(error)}</p>
      {retry !== undefined && (
        <div>
          <Button onPress={retry}>{common.tryAgain}</Button>
        </div>
      )}
    </div>
  );
}
