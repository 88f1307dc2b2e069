import type { NamedFacts } from "../../data/named-facts.ts";
import { groupedNumber } from "../count.ts";

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

  // Settings
  "single-value": () => "une seule valeur",
  "single-value-each": () => "une seule valeur pour chaque nom",
  "value-list": () => "une liste de valeurs",
  "name-lines": () => "des lignes « nom: valeur »",
  "key-lines": () => "des lignes « clé: valeur »",
  "item-lines": () => "une liste d’éléments avec des lignes « clé: valeur »",
  "channels-section": () => "les canaux, par leur nom",
  "tls-section": () => "les clés certificate et key",
  "history-section": () => "le nombre de jours où les événements sont gardés, comme states_days: 730",
  "metrics-section": () => "combien de temps les données de performance sont gardées",
  "poller-groups-section": () => "des groupes de collecteurs par nom, chacun avec ses membres (members)",
  "poller-members": () => "une liste de collecteurs, chacun un nom ou les clés poller et weight",
  "poller-name": () => "1 à 63 lettres, chiffres, ., _ et -, le premier une lettre ou un chiffre",
  "remote-write-list": () => "une liste de cibles, chacune avec son url",
  "reports-list": () => "une liste de rapports, chacun avec son nom (name)",
  "host-and-port": () => "HÔTE:PORT, comme 127.0.0.1:8080 ou [::1]:8080",
  "http-address": () => "une adresse en https:// ou http://",
  "address-without-user": () => "une adresse sans nom d’utilisateur ; secret_headers le remplace",
  "one-line": () => "un texte sur une ligne",
  "path-or-none": () => "un chemin, ou none",
  origin: () => "une adresse, comme https://panel.example.org:8443",
  origins: () => "des origines, comme https://panel.example.org:8443",
  networks: () => "des adresses ou des réseaux, comme 127.0.0.1,10.0.0.0/8",
  "size-or-off": () => "off, ou une taille à partir de 16MB, comme 500MB ou 20GB",
  "time-or-size": () => "une durée de 10m à 30d, comme 24h, ou une taille de 1MB à 1024GB",
  "target-name": () => "de 1 à 64 lettres, chiffres, -, _, . et :",
  "plain-name": () => "de 1 à 64 lettres, chiffres, -, _ et .",
  "mail-address": () => "une adresse, comme ada@example.org",
  "iana-zone": () => "un fuseau horaire de l’IANA, comme Europe/Paris",
  "group-mode": () => "all, any, mean, ou le plus petit nombre de bons membres",
  reported: () => "l’un de host, host avec service, hostgroup, servicegroup",
  "only-with-group": () => "seulement avec hostgroup ou servicegroup",
  cron: () => "une expression cron de cinq champs, comme « 0 7 1 * * »",
  "time-that-comes": () => "une heure qui arrive",
  "at-most-hourly": () => "une fois par heure au plus",
  json: () => "du JSON, les macros entre guillemets",
  regex: () => "une expression régulière (RE2)",
  "database-address": () => "postgres://UTILISATEUR@HÔTE[:PORT]/BASE",
  "no-password": () => "une adresse sans mot de passe : store_password_file en donne le fichier",
  "schema-name": () => "un schéma de minuscules, chiffres et _",
  "ssl-mode": () => "sslmode=verify-full ou sslmode=disable",
  "short-name": ({ text }) => `un nom de 1 à ${text("most")} caractères sur une ligne`,
  "at-most-characters": (facts) => atMost(facts, "caractères"),
  "at-most-targets": (facts) => atMost(facts, "cibles"),
  "at-most-labels": (facts) => atMost(facts, "étiquettes"),
  "at-most-reports": (facts) => atMost(facts, "rapports"),
  "at-most-items": (facts) => atMost(facts, "éléments"),
  "at-most-addresses": (facts) => atMost(facts, "adresses"),
};

const atMost = ({ number }: NamedFacts, counted: string): string =>
  `${groupedNumber(number("most"))} ${counted} au plus`;

/** In words that follow « attendu : ». */
export const expectedValue = (facts: NamedFacts): string => FORMS[facts.text("form")]?.(facts) ?? "une autre valeur";

/** `a, b ou c`. */
export const alternatives = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} ou ${names.at(-1)}`;
