import { useRef, useState } from "react";
import { changePreferences, type Preferences } from "../../data/preferences.ts";
import { messageOf } from "../../data/refusal.ts";

export type Saving = { readonly kind: "saved" } | { readonly kind: "failed"; readonly words: string } | null;

/** Changes one setting at once, and says how its keeping on the server went. */
export function useSetting(): readonly [Saving, (changed: Partial<Preferences>) => void] {
  const [saving, setSaving] = useState<Saving>(null);
  const latest = useRef(0);
  const change = (changed: Partial<Preferences>): void => {
    const turn = ++latest.current;
    const tell = (told: Saving): void => {
      if (latest.current === turn) setSaving(told);
    };
    changePreferences(changed).then(
      () => tell({ kind: "saved" }),
      (error: unknown) => tell({ kind: "failed", words: messageOf(error) }),
    );
  };
  return [saving, change];
}
