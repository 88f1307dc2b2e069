import { useWords } from "../words/use-words.tsx";
import styles from "./password-strength.module.css";

/** As the server demands it. */
export const MIN_PASSWORD_LENGTH = 12;

const LEVELS = [
  { from: 24, level: "strong", share: 1 },
  { from: 16, level: "good", share: 0.75 },
  { from: MIN_PASSWORD_LENGTH, level: "fair", share: 0.5 },
] as const;

/** How long a password is, as a bar and in words: length is what counts. */
export function PasswordStrength({ password }: { readonly password: string }) {
  const { profile } = useWords();
  const { length } = [...password];
  const { level, share } = LEVELS.find(({ from }) => length >= from) ?? {
    level: "short" as const,
    share: (0.5 * length) / MIN_PASSWORD_LENGTH,
  };
  const words =
    length === 0
      ? profile.passwordHint
      : level === "short"
        ? profile.tooShort(length, MIN_PASSWORD_LENGTH)
        : `${profile.longEnough(length)}: ${profile.strength[level]}`;
  return (
    <span className={styles["strength"]} data-level={level}>
      <span className={styles["bar"]} aria-hidden>
        <span style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span aria-live="polite">{words}</span>
    </span>
  );
}
