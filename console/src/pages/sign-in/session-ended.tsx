import { Dialog } from "../../parts/dialog.tsx";
import { useWords } from "../../words/use-words.tsx";

/** Over the page whose web session ended: nothing that was typed is lost. */
export function SessionEnded() {
  const { shell, signIn } = useWords();
  return (
    <Dialog title={shell.signedOut} isOpen isHeld onClose={() => {}}>
      <a href="/sign-in">{signIn.title}</a>
    </Dialog>
  );
}
