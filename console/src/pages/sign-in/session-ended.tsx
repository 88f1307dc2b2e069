import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Dialog } from "../../parts/dialog.tsx";
import { useSession } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import styles from "./sign-in.module.css";

/** Over the page whose web session ended: nothing that was typed is lost. */
export function SessionEnded() {
  const { signIn } = useWords();
  const { login } = useSession();
  const queryClient = useQueryClient();
  // Also when it has gone because of a sign-in in another tab.
  useEffect(() => () => void queryClient.invalidateQueries(), [queryClient]);
  const asked = window.location.pathname + window.location.search;
  return (
    <Dialog title={signIn.ended} isOpen isHeld onClose={() => {}}>
      <p className={styles["hint"]}>{signIn.endedHint}</p>
      <SignInForm login={login} />
      <p className={styles["other"]}>
        <a href={`/sign-in?to=${encodeURIComponent(asked)}`}>{signIn.other}</a>
      </p>
    </Dialog>
  );
}
