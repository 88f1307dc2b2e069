import { keepText, keptValue } from "../kept-text.ts";

const MOST = 5;
const NAME = "vigie-texts";

/** The last texts that were entered with actions in this browser, the newest first. */
export function recentTexts(): readonly string[] {
  const kept = keptValue(NAME);
  return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST) : [];
}

export function rememberText(text: string): void {
  keepText(NAME, JSON.stringify([text, ...recentTexts().filter((other) => other !== text)].slice(0, MOST)));
}

/** Another account uses this browser now. */
export const forgetTexts = (): void => keepText(NAME, null);
