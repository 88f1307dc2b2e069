import { useId, useState, type ReactNode } from "react";
import { serverNow } from "../../data/clock.ts";
import {
  DENSITIES,
  LANGUAGES,
  THEMES,
  zoneOf,
  type Density,
  type Language,
  type Theme,
} from "../../data/preferences.ts";
import { clockText } from "../../data/time.ts";
import { Card } from "../../parts/card.tsx";
import { usePreferences } from "../../parts/preferences.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useSetting, type Saving } from "./use-setting.ts";
import styles from "./profile.module.css";

/** Language, theme, density, time zone and keys. */
export function Appearance() {
  const { profile } = useWords();
  const { language, theme, density, hasLetterKeys } = usePreferences();
  const [saving, change] = useSetting();
  const [changed, setChanged] = useState("");
  const noteOf = (name: string): ReactNode => <SavingNote saving={changed === name ? saving : null} />;
  const keep = (name: string, values: Parameters<typeof change>[0]): void => {
    setChanged(name);
    change(values);
  };

  return (
    <Card title={profile.appearance}>
      <p className={styles["hint"]}>{profile.appearanceHint}</p>
      <div className={styles["settings"]}>
        <Select<Language>
          label={profile.language}
          options={LANGUAGES}
          words={profile.languages}
          value={language}
          onChange={(value) => keep("language", { language: value })}
          note={noteOf("language")}
        />
        <Select<Theme>
          label={profile.theme}
          options={THEMES}
          words={profile.themes}
          value={theme}
          onChange={(value) => keep("theme", { theme: value })}
          note={noteOf("theme")}
        />
        <Select<Density>
          label={profile.density}
          options={DENSITIES}
          words={profile.densities}
          value={density}
          onChange={(value) => keep("density", { density: value })}
          note={noteOf("density")}
        />
        <ZoneSetting onChange={(zone) => keep("zone", { zone })} note={noteOf("zone")} />
        <span className={styles["name"]} aria-hidden />
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={hasLetterKeys}
            onChange={({ target }) => keep("keys", { hasLetterKeys: target.checked })}
          />
          {profile.letterKeys}
        </label>
        {changed === "keys" ? noteOf("keys") : <span className={styles["note"]}>{profile.letterKeysHint}</span>}
      </div>
    </Card>
  );
}

interface SelectProperties<Value extends string> {
  readonly label: string;
  readonly options: readonly Value[];
  readonly words: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly note: ReactNode;
}

function Select<Value extends string>({ label, options, words, value, onChange, note }: SelectProperties<Value>) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value as Value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {words[option]}
          </option>
        ))}
      </select>
      {note}
    </>
  );
}

interface ZoneProperties {
  readonly onChange: (zone: string | null) => void;
  readonly note: ReactNode;
}

/** A zone is typed, with the known ones proposed; an empty field is that of the browser. */
export function ZoneSetting({ onChange, note }: ZoneProperties) {
  const { profile } = useWords();
  const { zone, language, ...rest } = usePreferences();
  const id = useId();
  const [typed, setTyped] = useState(zone ?? "");
  const [wrong, setWrong] = useState<string | null>(null);
  const ofBrowser = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = { language, zone: zoneOf({ zone, language, ...rest }) };

  const take = (text: string): void => {
    const wanted = text.trim();
    const known = wanted === "" ? null : ZONES.find((one) => one.toLowerCase() === wanted.toLowerCase());
    if (known === undefined) return setWrong(wanted);
    setWrong(null);
    setTyped(known ?? "");
    if (known !== zone) onChange(known);
  };
  return (
    <>
      <label htmlFor={id}>{profile.zone}</label>
      <input
        id={id}
        list={`${id}-zones`}
        value={typed}
        placeholder={profile.zoneOfBrowser(ofBrowser)}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={`${id}-said`}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          setTyped(target.value);
          // Chosen from the list, or typed to its end.
          if (target.value === "" || ZONES.includes(target.value)) take(target.value);
        }}
        onBlur={({ target }) => take(target.value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") take(currentTarget.value);
        }}
      />
      <datalist id={`${id}-zones`}>
        {ZONES.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <span
        id={`${id}-said`}
        className={styles["note"]}
        data-kind={wrong === null ? undefined : "failed"}
        role="status"
      >
        {wrong === null ? (
          <>
            {profile.zoneNow(clockText(serverNow(), shown))} {note}
          </>
        ) : (
          profile.noZone(wrong)
        )}
      </span>
    </>
  );
}

const ZONES: readonly string[] = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

export function SavingNote({ saving }: { readonly saving: Saving }) {
  const { common, profile } = useWords();
  return (
    <span className={styles["note"]} data-kind={saving?.kind} role="status">
      {saving === null ? "" : saving.kind === "saved" ? common.saved : profile.notSaved(saving.words)}
    </span>
  );
}
