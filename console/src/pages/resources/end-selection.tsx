import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { useWords } from "../../words/use-words.tsx";

interface Properties {
  readonly count: number;
  readonly onEnd: () => void;
  readonly onKeep: () => void;
}

/** Asks before a search ends a large selection. */
export function EndSelection({ count, onEnd, onKeep }: Properties) {
  const { resources: words, common } = useWords();
  return (
    <Dialog
      title={words.dropSelectionTitle}
      role="alertdialog"
      isOpen
      onClose={onKeep}
      actions={
        <>
          <Button onPress={onKeep}>{common.cancel}</Button>
          <Button look="main" autoFocus onPress={onEnd}>
            {words.dropSelectionGo}
          </Button>
        </>
      }
    >
      <p>{words.dropSelection(count)}</p>
    </Dialog>
  );
}
