import { useState, type FormEvent } from "react";
import { put } from "../../data/client.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { messageOf } from "../../data/refusal.ts";
import { TextField } from "../../parts/field.tsx";
import { PasswordStrength } from "../../parts/password-strength.tsx";
import { useSession } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import line from "../../parts/form-line.module.css";
import styles from "./profile.module.css";

export function PasswordChange({ onChanged }: { readonly onChanged: () => void }) {
  const { profile } = useWords();
  const { login } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [told, setTold] = useState<{ readonly kind: "done" | "failed"; readonly words: string } | null>(null);

  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await put("/api/me/password", { current, new: next });
      setCurrent("");
      setNext("");
      setTold({ kind: "done", words: profile.changed });
      onChanged();
    } catch (error) {
      setTold({ kind: "failed", words: messageOf(error) });
    }
  };
  return (
    <Card title={profile.password}>
      <form onSubmit={(event) => void change(event)}>
        {/* Tells password managers whose password it is. */}
        <input type="text" autoComplete="username" value={login} readOnly hidden />
        <div className={line["line"]}>
          <TextField
            label={profile.current}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={({ target }) => setCurrent(target.value)}
          />
          <TextField
            label={profile.next}
            type="password"
            autoComplete="new-password"
            hint={<PasswordStrength password={next} />}
            required
            value={next}
            onChange={({ target }) => setNext(target.value)}
          />
          <Button type="submit">{profile.change}</Button>
        </div>
        <p className={styles["told"]} data-kind={told?.kind} role="status">
          {told?.words}
        </p>
      </form>
    </Card>
  );
}
