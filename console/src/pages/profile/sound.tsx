import { useState } from "react";
import type { State } from "../../data/wire.ts";
import { soundAlarm } from "../../parts/alarm.ts";
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
  const { sound } = usePreferences();
  const [saving, change] = useSetting();
  const [isBlocked, setBlocked] = useState(false);
  const set = (changed: Partial<typeof sound>): void => change({ sound: { ...sound, ...changed } });
  const test = (): void => {
    void soundAlarm((sound.states[0] ?? "CRITICAL") as State).then((isHeard) => setBlocked(!isHeard));
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
      {sound.isOn && (
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
          <label className={styles["check"]}>
            <input
              type="checkbox"
              checked={sound.repeats}
              onChange={({ target }) => set({ repeats: target.checked })}
            />
            {profile.soundRepeats}
          </label>
        </div>
      )}
    </Card>
  );
}
