import { refusalText } from "../../data/refusal.ts";
import type { SkippedResource } from "../../data/wire.ts";
import { useWords } from "../../words/use-words.tsx";
import { Button } from "../button.tsx";
import { Dialog } from "../dialog.tsx";
import styles from "./skipped-dialog.module.css";

/** Reasons beyond which only their number is told. */
const SHOWN = 200;

/** On what an action was not done, and why. */
export function SkippedDialog({
  skipped,
  onClose,
}: {
  readonly skipped: readonly SkippedResource[];
  readonly onClose: () => void;
}) {
  const { actions, common } = useWords();
  return (
    <Dialog
      title={actions.skippedTitle(skipped.length)}
      isOpen
      isText
      onClose={onClose}
      actions={<Button onPress={onClose}>{common.close}</Button>}
    >
      <ul className={styles["list"]}>
        {skipped.slice(0, SHOWN).map((one) => (
          <li key={`${one.key} ${one.id}`}>{refusalText(one)}</li>
        ))}
        {skipped.length > SHOWN && <li className="muted">{actions.andOthers(skipped.length - SHOWN)}</li>}
      </ul>
    </Dialog>
  );
}
