import type { NamedFacts } from "../../data/named-facts.ts";
import { groupedNumber } from "../count.ts";
import { expectedValue } from "./expected-value.ts";

/** Why a directive has no effect, by the name that the server gives. */
const INERT: Readonly<Record<string, string>> = {
  "broker-modules": "les modules broker ne sont pas pris en charge : l’API les remplace",
  "command-file-setting": "le fichier de commandes se règle dans les paramètres (command_file)",
  "no-syslog": "le journal va sur la sortie d’erreur ou dans un fichier, pas à syslog",
  "changes-are-kept": "les changements faits en marche sont toujours gardés",
  "check-times-are-kept": "les heures des contrôles sont toujours gardées après un redémarrage",
  "no-obsess-commands": "les commandes obsess ne sont pas prises en charge : l’API les remplace",
  "passive-hosts-not-translated": "les résultats passifs des hôtes ne sont pas traduits",
  "output-alone": "un changement de la seule sortie ne lance aucun gestionnaire d’événement et ne notifie personne",
  "escalations-count-all": "les plages des escalades comptent toutes les notifications d’un problème",
  "circles-are-refused": "les dépendances et parents circulaires sont refusés",
  "unknown-macros-are-empty": "les macros inconnues restent vides",
  "timeouts-of-main-file": "les délais du fichier principal s’appliquent",
  "severities-not-used": "les sévérités sont lues et gardées, mais ne servent pas",
  "tags-not-used": "les tags sont lus et gardés, mais ne servent pas",
  "icinga-alone": "elle n’existe que dans Icinga 1",
  "always-parallel": "les contrôles tournent toujours en parallèle",
  "rights-in-access-file": "les droits des contacts se règlent dans access.yaml",
};

const COUNTED: Readonly<Record<string, string>> = {
  both: "les deux comptent, comme dans Nagios",
  first: "la première compte",
  last: "la dernière compte",
};
const INCOMPLETE: Readonly<Record<string, string>> = { host: "l’hôte", service: "le service", contact: "le contact" };

/** A warning about the configuration, by its code. */
export const configurationWarnings: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  "directive-without-effect": ({ text }) => {
    const reason = text("reason");
    return `sans effet${text("type") === "" ? "" : ` (directive d’un objet ${text("type")})`} : ${INERT[reason] ?? reason}`;
  },
  "object-without-effect": ({ text }) => `les objets ${text("type")} sont lus et gardés, mais encore sans effet`,
  "modules-not-supported": () =>
    "les objets module sont lus et gardés, mais sans effet : les modules broker ne sont pas pris en charge, l’API les remplace",
  "number-read": (facts) =>
    `${written(facts.text("value"))} : ${facts.text("counts")} compte, comme dans Nagios (attendu : ${expectedValue(facts)})`,
  "choice-read": ({ text, list }) =>
    `${written(text("value"))} : ${text("counts")} compte, comme dans Nagios (attendu : ${list("choices").join(", ")})`,
  "empty-value": () => "vide : rien n’est réglé et rien n’est hérité",
  "given-twice": ({ text }) =>
    `donnée deux fois dans cet objet ${text("type")} (ligne ${text("line")}), ${COUNTED[text("counts")] ?? ""}`,
  "template-without-register": ({ text, list }) =>
    `${text("type")} « ${text("name")} » n’a pas de ${list("missing").join(" ni de ")} et compte comme modèle, comme dans Nagios : ajouter register 0`,
  "selects-nothing": ({ text }) => `ne choisit rien : cet objet ${text("type")} est sans effet`,
  "no-main-file": () =>
    "pas de fichier principal dans ce dossier : chaque fichier .cfg du dossier et de ses sous-dossiers est lu, avec les réglages par défaut",
  "never-open": ({ text }) =>
    `« ${text("value")} » finit avant de commencer et n’est jamais ouverte : passer minuit demande deux jours`,
  "dependency-without-states": () =>
    "sans effet : ni execution_failure_options ni notification_failure_options ne nomme un état",
  "escalation-without-contacts": () =>
    "sans effet : ni l’escalade ni son hôte ou service n’a de contacts ou de groupes de contacts",
  "escalation-never-applies": () => "absente : cette escalade ne s’applique jamais (0 veut dire sans fin)",
  "not-utf-8": () => "pas en UTF-8 : le fichier est lu comme Latin-1",
  "read-already": ({ text }) => `« ${text("path")} » est déjà lu, et n’est pas relu`,
  "service-by-groups-too": ({ text }) =>
    `le service « ${text("service")} » de l’hôte « ${text("host")} » vient aussi des groupes d’hôtes de ${text("first")} ; c’est cette définition qui compte`,
  "service-defined-twice": ({ text }) =>
    `le service « ${text("service")} » de l’hôte « ${text("host")} » est défini deux fois, d’abord à ${text("first")} ; c’est cette définition qui compte`,
  "service-without-hosts": ({ text }) => `le service « ${text("service")} » n’est affecté à aucun hôte`,
  "no-contacts": incomplete("n’a ni contacts ni groupes de contacts : personne n’est notifié"),
  "recovery-alone": incomplete("est notifié des rétablissements, mais d’aucun des problèmes qui précèdent"),
  "no-check-period": incomplete("n’a pas de période de contrôle : il est contrôlé à toute heure"),
  "no-notification-period": incomplete("n’a pas de période de notification : les contacts sont notifiés à toute heure"),
  "short-notification-interval": incomplete(
    "a un intervalle de notification plus court que celui des contrôles : les notifications ne se répètent qu’après un contrôle",
  ),
  "contact-without-commands": (facts) =>
    incomplete(`n’a pas de commandes : il n’est pas notifié des ${OF[facts.text("notified_of")] ?? "problèmes"}`)(
      facts,
    ),
  "contact-without-period": incomplete("n’a pas de période de notification : il est notifié à toute heure"),
  "program-missing": ({ text }) =>
    `le programme « ${text("program")} » de la commande « ${text("command")} » n’existe pas`,
  "command-refused": ({ text, number }) =>
    `« ${text("command")} » est refusée quand elle tourne pour ${text("used_by")}${number("others") > 0 ? ` et ${others(number("others"))}` : ""} : ${text("reason")}`,
  "access-group-empty": ({ text }) => `personne n’est dans le groupe d’accès « ${text("group")} »`,
  "access-group-shows-nothing": ({ text }) => `le groupe d’accès « ${text("group")} » ne montre rien`,
  "more-warnings": ({ number }) => `${groupedNumber(number("count"))} autres avertissements ne sont pas montrés`,
};

const OF: Readonly<Record<string, string>> = { hosts: "hôtes", services: "services" };

const others = (count: number): string => `${groupedNumber(count)} ${count > 1 ? "autres" : "autre"}`;

const written = (value: string): string => (value === "" ? "vide" : `« ${value} »`);

function incomplete(words: string): (facts: NamedFacts) => string {
  return ({ text, number }) => {
    const host = text("host");
    const count = number("others");
    const more = count === 0 ? "" : ` (et ${others(count)} ; tous avec vigie check-config --verbose)`;
    return `${INCOMPLETE[text("type")] ?? ""} « ${text("name")} »${host === "" ? "" : ` de l’hôte « ${host} »`} ${words}${more}`;
  };
}
