import { useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useState, type FormEvent } from "react";
import icon from "../../style/icons/vigie.svg";
import { ApiError, post } from "../../data/client.ts";
import { changePreferences, changePreferencesHere, LANGUAGES, type Language } from "../../data/preferences.ts";
import type { Session } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { setPageTitle } from "../../parts/document-title.ts";
import { messageOf } from "../../data/refusal.ts";
import { TextField } from "../../parts/field.tsx";
import { PasswordStrength } from "../../parts/password-strength.tsx";
import { usePreferences } from "../../parts/preferences.tsx";
import { takeSession } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ZoneSetting } from "../profile/appearance.tsx";
import signInStyles from "../sign-in/sign-in.module.css";
import styles from "./welcome.module.css";

/** First sign-in: the link that the first start prints has its secret behind `#`, where it reaches no log. */
export function WelcomePage() {
  const { welcome } = useWords();
  const [secret] = useState(() => window.location.hash.slice(1));
  const [isOver, setOver] = useState(false);
  useEffect(() => setPageTitle(welcome.title), [welcome.title]);

  const fault = secret === "" ? welcome.noSecret : isOver ? welcome.over : null;
  return (
    <main className={signInStyles["page"]}>
      <div className={signInStyles["box"]}>
        <p className={signInStyles["brand"]}>
          <img src={icon} alt="" />
          Vigie
        </p>
        <h1>{welcome.title}</h1>
        {fault === null ? (
          <WelcomeForm secret={secret} onOver={() => setOver(true)} />
        ) : (
          <>
            <p role="alert">{fault}</p>
            <p className={signInStyles["other"]}>
              <a href="/sign-in">{welcome.toSignIn}</a>
            </p>
          </>
        )}
      </div>
    </main>
  );
}

interface FormProperties {
  readonly secret: string;
  readonly onOver: () => void;
}

function WelcomeForm({ secret, onOver }: FormProperties) {
  const { welcome, profile } = useWords();
  const { language } = usePreferences();
  const navigate = useNavigate();
  const languageId = useId();
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    try {
      const session = await post<Session>("/api/welcome", { secret, password });
      takeSession(session);
      // What was chosen here holds wherever the account signs in.
      await changePreferences({ firstSteps: { isOpen: true } }).catch(() => {});
      await navigate({ href: "/resources", replace: true });
    } catch (error) {
      if (error instanceof ApiError && error.status === 410) return onOver();
      setFailure(welcome.failed(messageOf(error)));
      setBusy(false);
    }
  };
  return (
    <form className={signInStyles["form"]} onSubmit={(event) => void begin(event)}>
      <p className="muted">{welcome.hint}</p>
      <input type="text" autoComplete="username" value="admin" readOnly hidden />
      <TextField
        label={welcome.password}
        type="password"
        autoComplete="new-password"
        required
        autoFocus
        hint={<PasswordStrength password={password} />}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <div className={styles["settings"]}>
        <label htmlFor={languageId}>{profile.language}</label>
        <select
          id={languageId}
          value={language}
          onChange={({ target }) => changePreferencesHere({ language: target.value as Language })}
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one}>
              {profile.languages[one]}
            </option>
          ))}
        </select>
        <ZoneSetting onChange={(zone) => changePreferencesHere({ zone })} note={null} />
      </div>
      <p className={signInStyles["refusal"]} role="alert">
        {failure}
      </p>
      <Button type="submit" look="main">
        {isBusy ? welcome.beginning : welcome.begin}
      </Button>
    </form>
  );
}
