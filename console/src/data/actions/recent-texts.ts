const MOST = 5;
const NAME = "vigie-texts";

/** The last texts that were entered with actions in this browser, the newest first. */
export function recentTexts(
  storage: Pick<Storage, "getItem"> | undefined = globalThis.localStorage,
): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberText(
  text: string,
  storage: Pick<Storage, "getItem" | "setItem"> | undefined = globalThis.localStorage,
): void {
  const texts = [text, ...recentTexts(storage).filter((other) => other !== text)].slice(0, MOST);
  try {
    storage?.setItem(NAME, JSON.stringify(texts));
  } catch {
    // Without storage there is nothing to remember.
  }
}

/** Another account uses this browser now. */
export function forgetTexts(): void {
  try {
    globalThis.localStorage?.removeItem(NAME);
  } catch {
    // Without storage there is nothing to forget.
  }
}
