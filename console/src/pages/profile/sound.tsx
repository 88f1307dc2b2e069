import { useState } from "react";
import type { State } from "../../data/wire.ts";
import { askForNotices, noticeAccess, type NoticeAccess } from "../../data/desktop-notice.ts";
import { allowSound, isSoundBlocked, playTone } from "../../data/tone.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { usePreferences } from "../../parts/preferences.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useWords } from "../../words/use-words.tsx";
import { SavingNote } from "./appearance.tsx";
import { useSetting } from "./use-setting.ts";
import styles from "./profile.module.css";

const STATES: readonly State[] = ["DOWN", "CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING"];

export function SoundSettings() {
  const { profile } = useWords();
  const { sound, hasNotices } = usePreferences();
  const [saving, change] = useSetting();
  const [isBlocked, setBlocked] = useState(false);
  const [access, setAccess] = useState(noticeAccess);
  const set = (changed: Partial<typeof sound>): void => change({ sound: { ...sound, ...changed } });
  const test = (): void => {
    const told = (): void => {
      playTone();
      setBlocked(isSoundBlocked());
    };
    // Blocked for good, the first of the two never comes to its end.
    setBlocked(isSoundBlocked());
    allowSound().then(told, told);
  };
  const setNotices = (isOn: boolean): void => {
    if (!isOn) return change({ hasNotices: false });
    // The choice is the account's; whether a browser shows them is asked in each.
    void askForNotices().then((answer) => {
      setAccess(answer);
      if (answer === "allowed") change({ hasNotices: true });
    });
  };
  const noteOf = (reason: NoticeAccess): string => {
    if (reason === "needs-https") return profile.noticesNeedHttps;
    if (reason === "not-offered") return profile.noticesNotOffered;
    return reason === "refused" ? profile.noticesRefused : "";
  };

  return (
    <Card title={profile.sound} aside={<SavingNote saving={saving} />}>
      <p className={styles["hint"]}>{profile.soundHint}</p>
      <div className={styles["row"]}>
        <label className={styles["check"]}>
          <input type="checkbox" checked={sound.isOn} onChange={({ target }) => set({ isOn: target.checked })} />
          {profile.soundOn}
        </label>
        <Button onPress={test}>{profile.soundTest}</Button>
        <span className={styles["note"]} role="status">
          {isBlocked ? profile.soundBlocked : ""}
        </span>
      </div>
      <div className={styles["row"]}>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={hasNotices}
            disabled={!hasNotices && isImpossible(access)}
            onChange={({ target }) => setNotices(target.checked)}
          />
          {profile.notices}
        </label>
        {hasNotices && access === "not-asked" && (
          <Button onPress={() => setNotices(true)}>{profile.noticesAllow}</Button>
        )}
        <span className={styles["note"]} role="status">
          {noteOf(access)}
        </span>
      </div>
      {(sound.isOn || hasNotices) && (
        <div className={styles["checks"]} role="group" aria-label={profile.soundStates}>
          {STATES.map((state) => (
            <label key={state} className={styles["check"]}>
              <input
                type="checkbox"
                checked={sound.states.includes(state)}
                onChange={({ target }) =>
                  set({
                    states: STATES.filter((one) => (one === state ? target.checked : sound.states.includes(one))),
                  })
                }
              />
              <StateMark state={state} />
            </label>
          ))}
          {sound.isOn && (
            <label className={styles["check"]}>
              <input
                type="checkbox"
                checked={sound.repeats}
                onChange={({ target }) => set({ repeats: target.checked })}
              />
              {profile.soundRepeats}
            </label>
          )}
        </div>
      )}
    </Card>
  );
}

const isImpossible = (access: NoticeAccess): boolean => access === "needs-https" || access === "not-offered";
