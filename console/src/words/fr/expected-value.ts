import type { NamedFacts } from "../../data/named-facts.ts";

/** What the server expects of a value, by its form. */
const FORMS: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  whole: ({ text }) => `un nombre entier de ${text("min")} à ${text("max")}`,
  number: ({ text }) => `un nombre de ${text("min")} à ${text("max")}`,
  percent: ({ text }) => `un pourcentage de ${text("min")} à ${text("max")}`,
  flag: () => "0 ou 1",
  "one-of": ({ list }) => `l’un de ${list("choices").join(", ")}`,
  letters: ({ list }) => alternatives(list("choices")),
  point: () => "deux nombres : x,y",
  "point-in-space": () => "trois nombres : x,y,z",
  "time-zone": () => "un fuseau horaire, comme Europe/Paris",
  name: () => "un nom",
  "template-names": () => "des noms de modèles",
  "command-name": () => "le nom d’une commande",
  path: () => "un chemin",
  "variable-names": () => "une liste de noms de variables personnalisées",
};

/** In words that follow « attendu : ». */
export const expectedValue = (facts: NamedFacts): string => FORMS[facts.text("form")]?.(facts) ?? "une autre valeur";

/** `a, b ou c`. */
export const alternatives = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} ou ${names.at(-1)}`;
