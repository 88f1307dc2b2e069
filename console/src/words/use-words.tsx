import { createContext, use, type ReactNode } from "react";
import type { Language } from "../data/preferences.ts";
import type { Messages } from "./messages.ts";

const Words = createContext<Messages | null>(null);

/** Every text of the console in the language of the profile. */
export function useWords(): Messages {
  const words = use(Words);
  if (words === null) throw new Error("useWords outside of WordsProvider");
  return words;
}

export function WordsProvider({ words, children }: { readonly words: Messages; readonly children: ReactNode }) {
  return <Words value={words}>{children}</Words>;
}

/** One file a language, loaded when it is wanted. */
export async function loadWords(language: Language): Promise<Messages> {
  return language === "fr" ? (await import("./fr.ts")).fr : (await import("./en.ts")).en;
}
