import type { NamedFacts } from "../../data/named-facts.ts";
import { groupedNumber } from "../count.ts";
import { expectedValue } from "./expected-value.ts";
import { readFailure, yamlMistake } from "./read-failure.ts";

type Sentences = Readonly<Record<string, (facts: NamedFacts) => string>>;

/** None of a type of objects. */
const NONE: Readonly<Record<string, string>> = {
  host: "pas d’hôte",
  hostgroup: "pas de groupe d’hôtes",
  service: "pas de service",
  servicegroup: "pas de groupe de services",
  contact: "pas de contact",
  contactgroup: "pas de groupe de contacts",
  command: "pas de commande",
  timeperiod: "pas de période",
};

/** `pas d’hôte « web »`. */
export const none = ({ text }: NamedFacts): string =>
  `${NONE[text("type")] ?? `pas d’objet ${text("type")}`} « ${text("name")} »`;

const most = ({ number }: NamedFacts): string => groupedNumber(number("most"));

const circle = ({ list }: NamedFacts): string =>
  list("names")
    .map((name) => `« ${name} »`)
    .join(", ");

/** Before what is expected: the value, where there is one. */
const instead = ({ text }: NamedFacts): string => (text("value") === "" ? "" : `« ${text("value")} » : `);

/** Errors about a file as a whole, or as text. */
export const fileErrors: Sentences = {
  "folder-missing": () => "le dossier de la configuration n’existe pas",
  "folder-unreadable": (facts) => `le dossier de la configuration ne peut être lu : ${readFailure(facts)}`,
  "folder-without-files": ({ list }) =>
    `pas de fichier principal dans ce dossier ; attendu : ${list("names").join(", ")}, ou des fichiers d’objets en .cfg`,
  "path-missing": ({ text }) => `« ${text("path")} » n’existe pas`,
  "path-unreadable": (facts) => `« ${facts.text("path")} » ne peut être lu : ${readFailure(facts)}`,
  "file-unreadable": (facts) => `ne peut être lu : ${readFailure(facts)}`,
  "not-a-folder": ({ text }) => `« ${text("path")} » n’est pas un dossier`,
  "nul-byte": () => "un octet nul : ce n’est pas un fichier de texte",
  "line-too-long": () => "une ligne de plus de 1 Mio",
  "included-twice": ({ text }) => `« ${text("path")} » est inclus plusieurs fois`,
  "includes-itself": ({ text, list }) =>
    `« ${text("path")} » s’inclut lui-même${
      list("through").length === 0
        ? ""
        : ` par ${list("through")
            .map((path) => `« ${path} »`)
            .join(", ")}`
    }`,
  "too-many-parts": (facts) => `plus de ${most(facts)} fichiers sont inclus`,
  "too-many-includes": (facts) => `plus de ${most(facts)} fichiers et dossiers sont inclus`,
  "not-yaml": (facts) => `YAML non valable : ${yamlMistake(facts)}`,
  "yaml-too-deep": (facts) => `plus de ${most(facts)} niveaux d’imbrication`,
  "yaml-second-document": () => "un seul document YAML est attendu, un second commence ici",
  "yaml-key-twice": () => "la même clé est donnée deux fois",
  "more-errors": ({ number }) => `${groupedNumber(number("count"))} autres erreurs ne sont pas montrées`,
};

/** Errors of main, resource and object files. */
export const objectErrors: Sentences = {
  "not-a-main-directive": ({ text }) => `« ${text("text")} » n’est pas une directive ; attendu : nom=valeur`,
  "unknown-main-directive": () => "directive inconnue du fichier principal",
  "path-expected": () => "un chemin est attendu",
  "resource-line": () => "attendu : $USERn$=valeur",
  "macro-name": () => "attendu : $USER1$ à $USER256$, ou un nom de lettres, chiffres, _ et -",
  "definition-inside": ({ text }) =>
    `une nouvelle définition commence dans l’objet ${text("type")} de la ligne ${text("line")}, auquel il manque « } »`,
  "definition-not-closed": ({ text }) => `il manque « } » à la définition de cet objet ${text("type")}`,
  "outside-definitions": ({ text }) =>
    `« ${text("text")} » est en dehors de toute définition ; attendu : define <type> {`,
  "define-line": ({ text }) => `« ${text("text")} » ; attendu : define <type> { sur une ligne`,
  "text-behind-brace": ({ text }) => `« ${text("text")} » suit « { », et devrait être sur sa propre ligne`,
  "unknown-type": ({ text, list }) =>
    `« ${text("text")} » n’est pas un type d’objet ; attendu : l’un de ${list("types").join(", ")}`,
  "unknown-directive": ({ text }) =>
    `un objet ${text("type")} n’a pas cette directive${
      text("has_custom_variables") === "true" ? " (les variables personnalisées commencent par _)" : ""
    }`,

  "value-expected": (facts) => `${instead(facts)}attendu : ${expectedValue(facts)}`,
  "value-is-not": (facts) =>
    `${facts.text("value") === "" ? "vide" : `« ${facts.text("value")} »`} ; attendu : ${expectedValue(facts)}`,
  "not-a-day": () => "ni un jour de la semaine, ni une date, ni une directive d’un objet timeperiod",
  "times-expected": (facts) => `${instead(facts)}attendu : des heures, comme 09:00-12:00,13:00-24:00`,
  "pairs-expected": () => "attendu : des paires d’un hôte et d’un service : hôte,service,hôte,service",
  "not-a-regex": ({ text }) => `« ${text("text")} » n’est pas une expression régulière valable`,
  "characters-not-allowed": ({ text, list }) =>
    `« ${text("name")} » contient ${list("characters").join(" ")}, interdit dans le nom d’un objet ${text("type")}`,

  "name-missing": ({ text }) => `absente : chaque objet ${text("type")} l’exige (ou register 0 pour un modèle)`,
  "directive-missing": ({ text }) => `absente : l’objet ${text("type")} « ${text("name")} » l’exige`,
  "service-without-host": ({ text }) =>
    `absente : il faut host_name ou hostgroup_name au service « ${text("service")} »`,
  "targets-missing": ({ text, list }) => `absente : il faut ${list("names").join(" ou ")} à un objet ${text("type")}`,
  "nothing-selected": () => "ne choisit rien (seulement un avertissement avec allow_empty_hostgroup_assignment=1)",
  "command-line-missing": ({ text }) => `il manque une ligne de commande à la commande « ${text("command")} »`,

  "not-defined": (facts) => `il n’y a ${none(facts)}`,
  "service-not-defined": ({ text }) => `il n’y a pas de service « ${text("service")} » de l’hôte « ${text("host")} »`,
  "template-not-defined": ({ text }) => `il n’y a pas de modèle ${text("type")} « ${text("name")} »`,
  "no-poller": ({ text }) =>
    `il n’y a pas de collecteur « ${text("name")} » : l’ajouter par « vigie poller add ${text("name")} »`,
  "defined-twice": ({ text }) =>
    `l’objet ${text("type")} « ${text("name")} » est défini deux fois, d’abord à ${text("first")}`,
  "template-defined-twice": ({ text }) =>
    `le modèle ${text("type")} « ${text("name")} » est défini deux fois, d’abord à ${text("first")}`,

  "no-id-left": ({ text }) =>
    `il n’y a plus d’identifiant libre d’objets ${text("type")} : le plus grand est ${text("largest")}`,
  "ids-differ": ({ text }) => `donne ${text("id")}, mais ${text("other_directive")} donne ${text("other_id")}`,
  "host-id-differs": ({ text }) =>
    `donne ${text("id")}, mais le host_id de l’hôte « ${text("host")} » est ${text("host_id")}`,
  "id-taken": ({ text }) =>
    `${text("id")}, de l’objet ${text("type")} « ${text("name")} », est aussi l’identifiant de « ${text("holder")} », à ${text("at")}`,
  "id-of-other": ({ text }) =>
    `l’objet ${text("type")} « ${text("name")} » a déjà l’identifiant ${text("id")}, que la configuration donne maintenant à « ${text("holder")} », à ${text("at")}`,

  "template-cycle": (facts) => `des modèles forment un cercle : ${circle(facts)}`,
  "templates-too-deep": (facts) => `plus de ${most(facts)} modèles imbriqués`,
  "group-cycle": (facts) => `des objets ${facts.text("type")} forment un cercle : ${circle(facts)}`,
  "groups-too-deep": (facts) => `plus de ${most(facts)} objets ${facts.text("type")} imbriqués`,
  "parent-cycle": (facts) =>
    `les parents ${facts.text("type") === "host" ? "d’hôtes" : "de services"} forment un cercle : ${circle(facts)}`,
  "dependency-cycle": (facts) =>
    `les dépendances ${facts.text("kind") === "execution" ? "de contrôle" : "de notification"} forment un cercle : ${circle(facts)}`,
  "excludes-itself": ({ text }) => `la période « ${text("name")} » s’exclut elle-même`,
  "exclusions-too-deep": (facts) => `plus de ${most(facts)} périodes exclues imbriquées`,
  "too-many-services": (facts) =>
    `plus de ${most(facts)} services avec cette définition de « ${facts.text("service")} »`,
  "too-many-dependencies": (facts) => `plus de ${most(facts)} dépendances avec cette définition`,
  "too-many-escalations": (facts) => `plus de ${most(facts)} escalades avec cette définition`,
};
