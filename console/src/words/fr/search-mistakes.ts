import type { NamedFacts } from "../../data/named-facts.ts";

const TEXTS: Readonly<Record<string, string>> = {
  host: "un nom d’hôte",
  alias: "un alias",
  address: "une adresse",
  service: "le nom d’un service",
  group: "le nom d’un groupe d’hôtes",
  servicegroup: "le nom d’un groupe de services",
  contact: "le nom d’un contact",
  poller: "l’identifiant ou le nom d’un serveur de supervision",
  output: "un texte de la sortie",
  variable: "une valeur de la variable",
};

/** What a search expects at the place of a mistake, by the kind that the server gives. */
export const expectedInSearch: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  characters: ({ text }) => `au plus ${text("most")} caractères`,
  terms: ({ text }) => `au plus ${text("most")} termes`,
  values: ({ text }) => `au plus ${text("most")} valeurs`,
  regexes: ({ text }) => `au plus ${text("most")} expressions régulières`,
  word: () => "un mot",
  "word-after-minus": () => "un mot ou un champ après -",
  value: ({ text }) => `une valeur de ${text("field")}`,
  "value-after-comma": () => "une valeur après la virgule",
  "quotation-marks": ({ text }) => `${TEXTS[text("of")] ?? "un mot"} (entre guillemets s’il commence par < ou >)`,
  field: ({ list }) => `${list("fields").join(", ")} avant le deux-points, ou un mot entre guillemets`,
  "one-of": ({ list }) => `l’un de ${list("words").join(", ")}`,
  "yes-or-state": ({ list }) => `yes, no, ou l’un de ${list("words").join(", ")}`,
  number: () => "un nombre, comme 5, >5 ou 3..7",
  "duration-or-time": () =>
    "une durée ou une heure avec >, <, >= ou <=, ou une plage, comme >2h, <=30m, 1h..2h ou >2026-11-29T03:00Z",
  "rising-range": () => "une plage de la plus petite à la plus grande valeur, d’une même sorte",
  regex: () => "une expression régulière (syntaxe RE2)",
  "shorter-regex": () => "une expression régulière plus courte",
  "closing-quote": () => "un second guillemet",
  "space-after-quote": () => "une espace ou une virgule après le guillemet",
  "quotes-around-value": () => "un guillemet seulement avant et après une valeur entière",
  "open-variable": () => "une variable dont les valeurs ne sont pas secrètes",
};
