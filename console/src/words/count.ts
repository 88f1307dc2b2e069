import type { Language } from "../data/preferences.ts";

export interface Forms {
  readonly one: string;
  readonly other: string;
}

/** A number with thin grouping and the word in its form: `1 host`, `12 400 hosts`. */
export function countOf(count: number, language: Language, forms: Forms): string {
  const form = rulesOf(language).select(count) === "one" ? forms.one : forms.other;
  return `${groupedNumber(count)}\u00a0${form}`;
}

let decimalMark = ".";

/** Sets how numbers are written: as in the language that is shown. */
export function writeNumbersIn(language: Language): void {
  decimalMark = language === "fr" ? "," : ".";
}

/** Digits in groups of three with a narrow space, and the decimal mark of the language: `100 000`, `2.5`. */
export function groupedNumber(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, "\u202f");
  return fraction === undefined ? grouped : `${grouped}${decimalMark}${fraction}`;
}

const rules = new Map<Language, Intl.PluralRules>();

function rulesOf(language: Language): Intl.PluralRules {
  const made = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, made);
  return made;
}
