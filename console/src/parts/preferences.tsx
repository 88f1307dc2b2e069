import { useEffect, type ReactNode } from "react";
import { preferences, zoneOf, type Preferences } from "../data/preferences.ts";
import type { TimeStyle } from "../data/time.ts";
import { showWords, WordsProvider } from "../words/use-words.tsx";
import { useStore } from "./use-store.ts";

/** Preferences in effect; `changePreferences` of data/preferences.ts changes them. */
export const usePreferences = (): Preferences => useStore(preferences);

/** Language and zone for the functions of data/time.ts. */
export function useTimeStyle(): TimeStyle {
  return styleOf(usePreferences());
}

let latest: TimeStyle = { language: "", zone: "" };

/** The same object for as long as it says the same: what depends on it is not made anew. */
function styleOf(now: Preferences): TimeStyle {
  const [language, zone] = [now.language, zoneOf(now)];
  if (latest.language !== language || latest.zone !== zone) latest = { language, zone };
  return latest;
}

/** Puts the preferences into effect: attributes of the document, and the words of the language. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const { language, theme, density } = usePreferences();

  useEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dataset["density"] = density;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
  }, [language, theme, density]);
  useEffect(() => void showWords(language), [language]);
  return <WordsProvider>{children}</WordsProvider>;
}
