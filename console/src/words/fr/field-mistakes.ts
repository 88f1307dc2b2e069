import type { FieldMistake } from "../../data/field-mistake.ts";
import { schemaDifference } from "./schema-differences.ts";

/** What is wrong with a field of a request, by the sentences of the server (`src/interfaces/api/`). */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^This field is missing\.$/, "il manque"],
  [/^This field was not expected\.$/, "il n’est pas attendu"],
  // What a schema expected has words of its own, with what was found.
  [/^This value should .*$/, "la valeur n’est pas de la forme attendue"],
  [/^(?:This|The end) should be in the future\.$/, "la fin doit être dans le futur"],
  [/^The end should be after the start\.$/, "la fin doit suivre le début"],
  [/^Either this or `(\w+)` is needed\.$/, "il faut soit ce champ, soit `$1`"],
  [/^A fixed downtime should have either this or `(\w+)`\.$/, "une maintenance fixe a soit ce champ, soit `$1`"],
  [
    /^A flexible downtime should have this: the end of its window\.$/,
    "une maintenance flexible l’exige : la fin de sa fenêtre",
  ],
  [
    /^A flexible downtime should have this: how long it lasts from the first problem\.$/,
    "une maintenance flexible l’exige : sa durée à partir du premier problème",
  ],
  [/^At least one setting is needed\.$/, "il faut au moins un réglage"],
  [/^`(\w+)` needs (.+)\.$/, "`$1` exige $2"],
  [
    /^This should be a local date and time such as (\S+), without an offset\.$/,
    "une date et une heure locales, comme $1, sans décalage",
  ],
  [/^This should be an IANA time zone such as (\S+)\.$/, "un fuseau horaire, comme $1"],
  [/^The rule cannot be followed: (.+)$/, "la règle ne peut pas être suivie : $1"],
  [/^The rule has no occurrence from now on\.$/, "la règle n’a plus d’occurrence à venir"],
  [
    /^(\S+) occurrences would run or be planned at once; at most (\S+) may\.$/,
    "$1 occurrences seraient en cours ou prévues à la fois ; $2 au plus",
  ],
  [/^Nothing is named\.$/, "rien n’est nommé"],
  [/^There is no (?:host group|hostgroup) '(.+)'\.$/, "il n’y a pas de groupe d’hôtes « $1 »"],
  [/^There is no (?:service group|servicegroup) '(.+)'\.$/, "il n’y a pas de groupe de services « $1 »"],
  [/^There is no host '(.+)'\.$/, "il n’y a pas d’hôte « $1 »"],
  [/^There is no (?:\w+ ?)+ '(.+)'\.$/, "« $1 » n’existe pas"],
  [/^There are more than (\S+) patterns\.$/, "$1 motifs au plus"],
  [/^There may be at most (\S+) fields\.$/, "$1 champs au plus"],
  [/^Values of this variable are secret\.$/, "les valeurs de cette variable sont secrètes"],
  [/^This may have at most (\S+) characters\.$/, "$1 caractères au plus"],
  [/^This should have from (\S+) to (\S+) characters\.$/, "de $1 à $2 caractères"],
  [/^There is no field (\S+); there are (.+) and (\S+)\.$/, "il n’y a pas de champ $1 ; il y a $2 et $3"],
  [
    /^Without an object or a window of time, this should be from (\S+) to (\S+) words\.$/,
    "sans objet ni période, de $1 à $2 mots",
  ],
  [
    /^This should be a time such as (\S+) or (\S+), or Unix seconds\.$/,
    "une date et une heure, comme $1 ou $2, ou des secondes Unix",
  ],
  [/^This should be a time such as (\S+)\.$/, "une date et une heure, comme $1"],
  [/^This should be within a year from now\.$/, "à un an de maintenant au plus"],
  [/^This should be a key such as (\S+)\.$/, "une clé, comme $1"],
  [/^This should be a whole number from (\S+) to (\S+)\.$/, "un nombre entier de $1 à $2"],
  [/^Times should be from (\d+) to (\d+)\.$/, "de $1 à $2"],
  [/^This should be before `(\w+)`\.$/, "avant `$1`"],
  [/^This should be (?:after|later than) `(\w+)`\.$/, "après `$1`"],
  [/^This should be at most (?:eleven|\S+) (?:years|days) (?:before|after) `(\w+)`\.$/, "trop loin de `$1`"],
  [/^These kinds are known: (.+)\.$/, "l’un de : $1"],
  [/^(?:Of a \w+ this|This) should be one of (.+)\.$/, "l’un de : $1"],
  [/^This should be (\w+) or (\w+)\.$/, "$1 ou $2"],
  [/^This cannot be combined with `(\w+)`\.$/, "pas avec `$1`"],
  [/^This needs `(\w+)`\.$/, "pas sans `$1`"],
  [/^This should be `meta.next` of the page before\.$/, "le `meta.next` de la page d’avant"],
  [/^This should be the `id` of a change\.$/, "l’`id` d’un changement"],
];

/** Fields of forms, by the last part of their names. */
const FIELDS: Readonly<Record<string, string>> = {
  comment: "commentaire",
  end: "fin",
  expires_at: "fin",
  fields: "colonne",
  for: "durée",
  label: "nom",
  login: "identifiant",
  name: "nom",
  password: "mot de passe",
  q: "recherche",
  rrule: "répétition",
  start: "début",
  targets: "quoi",
  until: "fin",
  zone: "fuseau horaire",
};

/** A mistake in a field, in French; in the words of the server where there are no others. */
export function fieldMistake({ field, text, difference }: FieldMistake): string {
  const found = SENTENCES.find(([pattern]) => pattern.test(text));
  const said = schemaDifference(difference) ?? (found === undefined ? text : text.replace(found[0], found[1]));
  const name = FIELDS[field.split(".").at(-1) ?? ""] ?? field;
  return name === "" ? said : `${name} : ${said}`;
}
