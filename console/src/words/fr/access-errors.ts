import type { NamedFacts } from "../../data/named-facts.ts";
import { none } from "./object-errors.ts";

const EXPECTED: Readonly<Record<string, string>> = {
  text: "un texte",
  list: "une liste",
  service: "un hôte et un service (host, service)",
  flag: "true ou false",
};

const FOUND: Readonly<Record<string, (text: string) => string>> = {
  alias: (text) => `l’alias *${text} (les alias ne sont pas lus)`,
  list: () => "une liste",
  map: () => "des clés",
  nothing: () => "rien",
  number: (text) => text,
};

const found = ({ text }: NamedFacts): string =>
  FOUND[text("found")]?.(text("found_text")) ?? `« ${text("found_text")} »`;

/** Errors of access.yaml, and of names that it has. */
export const accessErrors: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  "access-groups-expected": () => "attendu : la clé access_groups avec une liste de groupes",
  "access-list-expected": () => "attendu : une liste de groupes",
  "access-group-expected": () => "attendu : un groupe, avec id, name et ce qu’il montre",
  "node-expected": (facts) =>
    `attendu : ${EXPECTED[facts.text("expected")] ?? "autre chose"} ; trouvé : ${found(facts)}`,
  "id-expected": (facts) => `attendu : un nombre entier de 1 à ${facts.text("max")} ; trouvé : ${found(facts)}`,
  "text-too-long": ({ text }) => `attendu : ${text("most")} caractères au plus ; trouvé : ${text("length")}`,
  "unknown-key": ({ list }) => `clé inconnue ; les clés possibles ici : ${list("keys").join(", ")}`,
  "key-missing": () => "absente",
  "part-missing": ({ text }) => `il manque ${text("part")}`,
  "taken-by-group": ({ text }) => `« ${text("value")} » est déjà pris par le groupe de la ligne ${text("line")}`,
  "no-role": ({ text, list }) => `« ${text("role")} » n’est pas un rôle ; les rôles : ${list("roles").join(", ")}`,
  "no-object": (facts) => `il n’y a ${none(facts)}`,
  "no-service": ({ text }) => `l’hôte « ${text("host")} » n’a pas de service « ${text("service")} »`,
  "further-errors": () => "d’autres erreurs ne sont pas montrées",
};
