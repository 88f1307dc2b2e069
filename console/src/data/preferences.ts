import { forgetTexts } from "./actions/recent-texts.ts";
import { put } from "./client.ts";
import { keepText, keptText, keptValue } from "./kept-text.ts";
import { createStore } from "./store.ts";

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ["dense", "normal", "roomy"] as const;
export type Density = (typeof DENSITIES)[number];

export interface Sound {
  readonly isOn: boolean;
  /** States that sound, and of which notices are shown. */
  readonly states: readonly string[];
  /** Until acknowledged. */
  readonly repeats: boolean;
}

/** Taste of an account, kept by the server (`/api/me/preferences`). Members that are not known here are kept. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly density: Density;
  /** IANA name; null: the zone of the browser. */
  readonly zone: string | null;
  /** Whether single letters act (WCAG 2.1.4). */
  readonly hasLetterKeys: boolean;
  readonly sound: Sound;
  /** Whether the browser shows notices of the states that sound. */
  readonly hasNotices: boolean;
  /** Columns of the resources list; null: those of the console. */
  readonly columns: readonly string[] | null;
  readonly [other: string]: unknown;
}

const KEPT = "vigie-preferences";
/** Login of the account that used this browser last. */
const ACCOUNT = "vigie-account";

const DEFAULTS: Preferences = {
  language: guessedLanguage(),
  theme: "system",
  density: "normal",
  zone: null,
  hasLetterKeys: true,
  sound: { isOn: false, states: ["DOWN", "CRITICAL"], repeats: false },
  hasNotices: false,
  columns: null,
};

/** What was chosen, as it was told or changed: no default and no guess is among it. */
let chosen = kept();

/** Preferences in effect: those of the account, before sign-in those that this browser had last. */
export const preferences = createStore<Preferences>(preferencesOf(chosen));

/**
 * Takes what the server told of an account, with defaults for what it did not, beside what was chosen here before it
 * signed in. What another account chose and typed in this browser is forgotten.
 */
export function takePreferences(told: Readonly<Record<string, unknown>>, login: string): void {
  const last = keptText(ACCOUNT);
  const isOfAnother = last !== null && last !== login;
  if (isOfAnother) forgetTexts();
  choose(isOfAnother ? told : { ...kept(), ...told });
  keepText(ACCOUNT, login);
}

/** Calls back when another account signs in in another tab: this one would act as that account. Returns its end. */
export function onOtherAccount(login: string, call: () => void): () => void {
  const look = ({ key, newValue }: StorageEvent): void => {
    if (key === ACCOUNT && newValue !== null && newValue !== login) call();
  };
  window.addEventListener("storage", look);
  return () => window.removeEventListener("storage", look);
}

/** Changes some of them, at once here and then on the server, which gets no more than what was chosen. */
export async function changePreferences(changed: Partial<Preferences>): Promise<void> {
  // Another tab may have changed others since.
  choose({ ...chosen, ...kept(), ...changed });
  await put("/api/me/preferences", chosen);
}

/** The same for this browser alone: nobody is signed in. */
export function changePreferencesHere(changed: Partial<Preferences>): void {
  choose({ ...chosen, ...changed });
}

function choose(all: Readonly<Record<string, unknown>>): void {
  chosen = all;
  preferences.set(preferencesOf(all));
  keepText(KEPT, JSON.stringify(chosen));
}

/** Zone in which times are shown. */
export const zoneOf = ({ zone }: Preferences): string => zone ?? BROWSER_ZONE;

/** Asked once: a list asks for it with every time that it shows. */
const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Preferences of any object; members of another type than expected are the default's. */
export function preferencesOf(told: Readonly<Record<string, unknown>>): Preferences {
  const oneOf = <T extends string>(all: readonly T[], value: unknown, otherwise: T): T =>
    all.includes(value as T) ? (value as T) : otherwise;
  return {
    ...told,
    language: oneOf(LANGUAGES, told["language"], DEFAULTS.language),
    theme: oneOf(THEMES, told["theme"], DEFAULTS.theme),
    density: oneOf(DENSITIES, told["density"], DEFAULTS.density),
    zone: isZone(told["zone"]) ? told["zone"] : null,
    hasLetterKeys: told["hasLetterKeys"] !== false,
    sound: soundOf(told["sound"]),
    hasNotices: told["hasNotices"] === true,
    columns: isTexts(told["columns"]) ? told["columns"] : null,
  };
}

function soundOf(told: unknown): Sound {
  const { isOn, states, repeats } = (told ?? {}) as Readonly<Record<string, unknown>>;
  return {
    isOn: isOn === true,
    states: isTexts(states) ? states : DEFAULTS.sound.states,
    repeats: repeats === true,
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isZone(value: unknown): value is string {
  if (typeof value !== "string") return false;
  try {
    Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

function guessedLanguage(): Language {
  const wanted = globalThis.navigator?.languages ?? [];
  for (const tag of wanted) {
    const language = LANGUAGES.find((one) => tag.toLowerCase().startsWith(one));
    if (language !== undefined) return language;
  }
  return "en";
}

function kept(): Readonly<Record<string, unknown>> {
  const value = keptValue(KEPT);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
