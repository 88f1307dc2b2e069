import { useEffect, useRef, useState, type FormEvent } from "react";
import { isSessionEnded, post } from "../../data/client.ts";
import type { Session } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { takeSession } from "../../parts/session.tsx";
import { useFirstWords } from "../../words/use-words.tsx";
import { refusalOf, wordsOf, type SignInRefusal } from "./sign-in-refusal.ts";
import styles from "./sign-in.module.css";

interface Properties {
  /** The login of the session that ended; it cannot be changed. */
  readonly login?: string;
}

/** Login and password, for people and password managers alike. */
export function SignInForm({ login: fixedLogin }: Properties) {
  const words = useFirstWords();
  const { signIn } = words;
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const secondsLeft = useCountdown(refusal);
  const passwordField = useRef<HTMLInputElement>(null);
  const isLocked = refusal?.cause === "too-many" && secondsLeft > 0;

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isBusy || isLocked) return;
    // What a password manager has filled in is in the fields alone.
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const session = await post<Session>("/api/session", {
        login: String(form.get("login")),
        password: String(form.get("password")),
        keep: form.get("keep") !== null,
      });
      takeSession(session);
      isSessionEnded.set(false);
    } catch (error) {
      setRefusal(refusalOf(error));
      passwordField.current?.select();
      passwordField.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  const message =
    refusal === null || (refusal.cause === "too-many" && !isLocked) ? null : wordsOf(refusal, secondsLeft, words);
  return (
    <form className={styles["form"]} onSubmit={(event) => void submit(event)}>
      <TextField
        label={signIn.login}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
        maxLength={255}
        {...(fixedLogin === undefined ? { autoFocus: true } : { value: fixedLogin, readOnly: true })}
      />
      <TextField
        ref={passwordField}
        label={signIn.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={fixedLogin !== undefined}
        aria-invalid={refusal?.cause === "wrong" || undefined}
      />
      <label className={styles["keep"]}>
        <input type="checkbox" name="keep" />
        <span>{signIn.keep}</span>
      </label>
      <p className={styles["refusal"]} role="alert">
        {message}
      </p>
      <Button type="submit" look="main" offReason={isLocked ? (message ?? undefined) : undefined}>
        {isBusy ? signIn.submitting : signIn.submit}
      </Button>
    </form>
  );
}

/** Seconds that are left of a refusal for some time; 0 at its end. */
function useCountdown(refusal: SignInRefusal | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (refusal?.cause !== "too-many") return setLeft(0);
    const end = performance.now() + refusal.seconds * 1_000;
    const tell = (): void => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1_000)));
    tell();
    const timer = setInterval(tell, 1_000);
    return () => clearInterval(timer);
  }, [refusal]);
  return left;
}
