import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { outcome, undoLast, type Outcome } from "../../data/actions/action-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { Button } from "../button.tsx";
import { messageOf, refusalText } from "../../data/refusal.ts";
import { useKeys } from "../keys.tsx";
import { useStore } from "../use-store.ts";
import { SkippedDialog } from "./skipped-dialog.tsx";
import styles from "./action-line.module.css";

const SHOWN_MS = 10_000;

/** Line at the foot that says what came of the last action, for ten seconds; with a failure until it is closed. */
export function ActionLine() {
  const told = useStore(outcome);
  const { actions, common } = useWords();
  const [isHeld, setHeld] = useState(false);
  const [listed, setListed] = useState<Outcome | null>(null);
  const staysOpen = told !== null && (told.error !== undefined || told.done === 0);

  useEffect(() => {
    if (told === null || isHeld || staysOpen) return undefined;
    const timer = setTimeout(() => outcome.set(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told, isHeld, staysOpen]);
  useKeys(actions.keys, told === null || told.undo === null ? [] : [{ keys: "z", label: actions.undo, run: undoLast }]);

  return (
    <>
      {/* There before it has a text, so that screen readers tell it. */}
      <div
        className={styles["place"]}
        role="status"
        onMouseEnter={() => setHeld(true)}
        onMouseLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {told !== null && (
          <div className={styles["line"]} data-failed={staysOpen || undefined}>
            <LineText outcome={told} />
            {told.skipped.length > 0 && (
              <Button look="plain" className={styles["button"]} onPress={() => setListed(told)}>
                {actions.notDone(told.skipped.length)}
              </Button>
            )}
            {told.undo !== null && (
              <Button look="plain" className={styles["button"]} onPress={undoLast}>
                {actions.undo} <kbd>z</kbd>
              </Button>
            )}
            <Button
              look="plain"
              className={styles["button"]}
              aria-label={common.close}
              onPress={() => outcome.set(null)}
            >
              <X size={14} aria-hidden />
            </Button>
          </div>
        )}
      </div>
      {listed !== null && <SkippedDialog skipped={listed.skipped} onClose={() => setListed(null)} />}
    </>
  );
}

function LineText({ outcome: { action, label, done, skipped, isUndo, error } }: { readonly outcome: Outcome }) {
  const { actions } = useWords();
  const text = (): string => {
    if (error !== undefined) return messageOf(error);
    if (done === 0) return skipped.length === 1 ? refusalText(skipped[0]!) : actions.nothingDone;
    const what = label ?? actions.resources(done);
    return isUndo ? actions.undone(what) : actions.done[action](what);
  };
  return <span className={styles["text"]}>{text()}</span>;
}
