import type { ReasonFacts } from "../../data/reason-facts.ts";
import type { Messages } from "../messages.ts";

export const reasonSentences: Messages["reasonSentences"] = {
  told: ({ isNow, commands }) => `${isNow ? "à notifier" : "notifié"}${by(commands)}`,
  soft: ({ number }) => `le problème n’est pas encore confirmé${attempt(number)} : on notifie à partir de l’état hard`,
  "notifications-disabled": () => "les notifications sont désactivées (enable_notifications)",
  "service-parents-failed": () => "tous ses services parents ont un problème",
  "period-closed": (facts) => `notification_period${period(facts)}`,
  "resource-notifications-disabled": ({ text }) =>
    `les notifications ${text("resource") === undefined ? "" : `de ${text("resource")} `}sont désactivées (notifications_enabled)`,
  "no-problem": ({ text }) =>
    text("event") === "recovery"
      ? "il n’est pas rétabli"
      : text("event") === "acknowledgement"
        ? "il n’y a aucun problème à acquitter"
        : "il n’y a aucun problème hard",
  "not-a-notification-option": ({ type, text }) =>
    `notification_options ${type === undefined ? "" : type === "host" ? "de l’hôte " : "du service "}ne contient pas ${option(text)}`,
  acknowledged: ({ text }) => (text("author") === undefined ? "acquitté" : `acquitté par ${text("author")}`),
  "dependency-failed": ({ text }) => `il dépend de ${text("resource") ?? "une autre ressource"}, qui a un problème`,
  "problem-not-told": () => "personne n’a été notifié du problème",
  "recovery-delay": ({ until }) =>
    `le rétablissement sera notifié s’il dure${until === null ? " assez longtemps" : ` encore à ${until}`}`,
  "first-notification-delay": ({ until }) =>
    `la première notification est retardée${until === null ? "" : `, échéance ${until}`}`,
  flapping: ({ number }) =>
    `l’état oscille (flapping${percent(number)}) : ni problème ni rétablissement ne sont notifiés pendant ce temps`,
  "told-once": () => "notifié une fois, et notification_interval vaut 0",
  "host-down": ({ isBehind, text }) =>
    isBehind
      ? `derrière ${anotherHost(text)}, qui est ${text("state")}`
      : `${host(text)} ${text("state") === undefined ? "n’est pas UP" : `est ${text("state")}`}`,
  "host-soft": ({ text, number }) =>
    `${host(text)} ${text("state") === undefined ? "n’est pas UP" : `est ${text("state")}`}, pas encore confirmé${attempt(number)}`,
  "not-rechecked": ({ text }) => `${host(text)} avait un problème lors du dernier contrôle`,
  "named-with-host": ({ text }) => `cité dans le message sur ${anotherHost(text)}, qui est DOWN`,
  interval: ({ until }) => `déjà notifié${until === null ? "" : `, prochaine fois ${until}`} si le problème persiste`,
  "in-downtime": (facts) => `en ${downtime(facts)}`,
  "host-in-downtime": (facts) => `${host(facts.text)} est en ${downtime(facts)}`,
  "downtime-awaited": () => "une maintenance flexible attend un problème",
  "results-late": ({ text }) =>
    `les résultats du collecteur${text("poller") === undefined ? "" : ` ${text("poller")}`} arrivent en retard`,
  "waiting-for-host-check": ({ text }) => {
    const awaited = text("awaited");
    if (awaited === "parents") return "ses parents sont en cours de contrôle";
    return `son ${awaited === "parent" ? "parent" : "hôte"} est en cours de contrôle`;
  },
  "no-contacts": () => "aucun contact n’est configuré",
  "contact-importance": ({ number }) =>
    `l’importance${value(number("importance"))} est inférieure à son minimum_importance${value(number("minimum_importance"))}`,
  "contact-disabled": ({ type }) => `ses notifications sont désactivées (${of(type)}notifications_enabled)`,
  "contact-period-closed": (facts) => `${of(facts.type)}notification_period${period(facts)}`,
  "contact-option": ({ type, text }) => `${of(type)}notification_options ne contient pas ${option(text)}`,
  "contact-told-of-host": ({ text }) => `cité dans le message sur la maintenance de ${host(text)}`,
  "contact-not-told-of-problem": () => "pas notifié du problème, donc pas de sa fin non plus",
  "contact-without-command": ({ type }) => `il n’a pas de commande de notification (${of(type)}notification_commands)`,
};

export const recoveryOwed: Messages["recoveryOwed"] = (sentence, since) =>
  `${sentence} ; le rétablissement reste à notifier, depuis ${since}`;

const by = (commands: readonly string[]): string => (commands.length === 0 ? "" : ` par ${commands.join(" et ")}`);

const host = (text: ReasonFacts["text"]): string =>
  text("host") === undefined ? "son hôte" : `l’hôte ${text("host")}`;

/** Its name is missing where the account does not see it. */
const anotherHost = (text: ReasonFacts["text"]): string =>
  text("host") === undefined ? "un autre hôte" : `l’hôte ${text("host")}`;

const value = (number: number | undefined): string => (number === undefined ? "" : ` ${number}`);

const attempt = (number: ReasonFacts["number"]): string =>
  number("attempt") === undefined ? "" : ` (essai ${number("attempt")} sur ${number("max_attempts")})`;

/** Directives of a contact begin with the type of what is notified. */
const of = (type: ReasonFacts["type"]): string => (type === undefined ? "" : `${type}_`);

const percent = (number: ReasonFacts["number"]): string =>
  number("percent_state_change") === undefined ? "" : `, ${number("percent_state_change")} % de changements`;

const option = (text: ReasonFacts["text"]): string => (text("option") === undefined ? "cela" : `« ${text("option")} »`);

const period = ({ text, until }: ReasonFacts): string =>
  `${text("period") === undefined ? "" : ` « ${text("period")} »`} ${until === null ? "ne s’ouvre jamais" : `est fermée, ouverture ${until}`}`;

const downtime = ({ number, until }: ReasonFacts): string =>
  `maintenance${number("downtime") === undefined ? "" : ` ${number("downtime")}`}${until === null ? "" : `, fin ${until}`}`;
