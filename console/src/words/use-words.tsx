import { createContext, use, useSyncExternalStore, type ReactNode } from "react";
import type { Language } from "../data/preferences.ts";
import { sayRefusalsBy } from "../data/refusal.ts";
import { createStore } from "../data/store.ts";
import { writeNumbersIn } from "./count.ts";
import { isolating } from "./isolating.ts";
import type { FirstMessages, Messages } from "./messages.ts";

const Words = createContext<FirstMessages | null>(null);
const shown = createStore<FirstMessages | null>(null);

/** Texts of the sign-in page and of parts that it shares with others, in the language of the profile. */
export function useFirstWords(): FirstMessages {
  const words = use(Words);
  if (words === null) throw new Error("useWords outside of WordsProvider");
  return words;
}

/** Every text of the console in the language of the profile; below routes that are loaded `withAllWords`. */
export function useWords(): Messages {
  const words = useFirstWords();
  if (!("resources" in words)) throw new Error("useWords where only the first words are loaded");
  return words as Messages;
}

/** Gives the words that `showWords` has loaded; nothing is drawn before. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const words = useSyncExternalStore(shown.subscribe, shown.get);
  return words === null ? null : <Words value={words}>{children}</Words>;
}

/** The words that are shown, as they were loaded. */
let given: FirstMessages | null = null;
let wanted: { readonly language: Language; readonly isAll: boolean } = { language: "en", isAll: false };

/** Loads the words of a language and shows them: the first ones, or all once all were wanted. */
export async function showWords(language: Language, isAll = wanted.isAll): Promise<void> {
  wanted = { language, isAll: isAll || wanted.isAll };
  const asked = wanted;
  const words = await (asked.isAll ? allWords(language) : firstWords(language));
  // Another language may have been chosen meanwhile.
  if (wanted !== asked) return;
  writeNumbersIn(language);
  sayRefusalsBy(words.refusal);
  if (words !== given) shown.set(isolating((given = words)));
}

const allWords = async (language: Language): Promise<Messages> =>
  language === "fr" ? (await import("./fr.ts")).fr : (await import("./en.ts")).en;

const firstWords = async (language: Language): Promise<FirstMessages> =>
  language === "fr" ? (await import("./fr-first.ts")).frFirst : (await import("./en-first.ts")).enFirst;
