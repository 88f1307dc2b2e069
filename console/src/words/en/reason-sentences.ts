import type { ReasonFacts, ReasonSentence } from "../../data/reason-facts.ts";

/** The sentence of each reason code of a notification decision. */
export const reasonSentences = {
  told: ({ isNow, commands }) => `${isNow ? "to be notified" : "notified"}${by(commands)}`,
  soft: ({ number }) => `the problem is not confirmed yet${attempt(number)}: notifications start when it is hard`,
  "notifications-disabled": () => "notifications are switched off (enable_notifications)",
  "service-parents-failed": () => "all its parent services have a problem",
  "period-closed": (facts) => `notification_period${period(facts)}`,
  "resource-notifications-disabled": ({ text }) =>
    `notifications about ${text("resource") ?? "it"} are switched off (notifications_enabled)`,
  "no-problem": ({ text }): string =>
    text("event") === "recovery"
      ? "it did not recover"
      : text("event") === "acknowledgement"
        ? "there is no problem to acknowledge"
        : "there is no hard problem",
  "not-a-notification-option": ({ type, text }) =>
    `notification_options of the ${type ?? "host or service"} do not include ${option(text)}`,
  acknowledged: ({ text }) => (text("author") === undefined ? "acknowledged" : `acknowledged by ${text("author")}`),
  "dependency-failed": ({ text }) => `it depends on ${text("resource") ?? "another resource"}, which has a problem`,
  "problem-not-told": () => "nobody was notified of the problem",
  "recovery-delay": ({ until }) => `the recovery is notified if it lasts until ${until ?? "the end of its delay"}`,
  "first-notification-delay": ({ until }) =>
    `the first notification is delayed${until === null ? "" : ` until ${until}`}`,
  flapping: ({ number }) =>
    `the state is flapping${percent(number)}: problems and recoveries are not notified meanwhile`,
  "told-once": () => "notified once, and notification_interval is 0",
  "host-down": ({ isBehind, text }) =>
    isBehind
      ? `behind ${anotherHost(text)}, which is ${text("state")}`
      : `${host(text)} is ${text("state") ?? "not UP"}`,
  "host-soft": ({ text, number }) =>
    `${host(text)} is ${text("state") ?? "not UP"}, not confirmed yet${attempt(number)}`,
  "not-rechecked": ({ text }) => `${host(text)} had a problem when this was last checked`,
  "named-with-host": ({ text }) => `named in the message about ${anotherHost(text)}, which is DOWN`,
  interval: ({ until }) => `notified already${until === null ? "" : `, next at ${until}`} if the problem lasts`,
  "in-downtime": (facts) => `in ${downtime(facts)}`,
  "host-in-downtime": (facts) => `${host(facts.text)} is in ${downtime(facts)}`,
  "downtime-awaited": () => "a flexible downtime waits for a problem",
  "results-late": ({ text }) =>
    `results of poller${text("poller") === undefined ? "" : ` ${text("poller")}`} come late, and are all awaited`,
  "waiting-for-host-check": ({ text }) => {
    const awaited = text("awaited") ?? "host";
    return `its ${awaited} ${awaited === "parents" ? "are" : "is"} being checked`;
  },
  "no-contacts": () => "no contacts are configured",
  "contact-importance": ({ number }) =>
    `importance${value(number("importance"))} is less than its minimum_importance${value(number("minimum_importance"))}`,
  "contact-disabled": ({ type }) => `its notifications are switched off (${of(type)}notifications_enabled)`,
  "contact-period-closed": (facts) => `${of(facts.type)}notification_period${period(facts)}`,
  "contact-option": ({ type, text }) => `${of(type)}notification_options do not include ${option(text)}`,
  "contact-told-of-host": ({ text }) => `named in the message about the downtime of ${host(text)}`,
  "contact-not-told-of-problem": () => "not notified of the problem, so not of its end either",
  "contact-without-command": ({ type }) => `it has no notification commands (${of(type)}notification_commands)`,
} satisfies Readonly<Record<string, ReasonSentence>>;

/** A sentence, and that a recovery waits for it. */
export const recoveryOwed = (sentence: string, since: string): string =>
  `${sentence}; the recovery is still to be notified, since ${since}`;

const by = (commands: readonly string[]): string => (commands.length === 0 ? "" : ` by ${commands.join(" and ")}`);

const host = (text: ReasonFacts["text"]): string => (text("host") === undefined ? "its host" : `host ${text("host")}`);

/** Its name is missing where the account does not see it. */
const anotherHost = (text: ReasonFacts["text"]): string =>
  text("host") === undefined ? "another host" : `host ${text("host")}`;

const value = (number: number | undefined): string => (number === undefined ? "" : ` ${number}`);

const attempt = (number: ReasonFacts["number"]): string =>
  number("attempt") === undefined ? "" : ` (attempt ${number("attempt")} of ${number("max_attempts")})`;

/** Directives of a contact begin with the type of what is notified. */
const of = (type: ReasonFacts["type"]): string => (type === undefined ? "" : `${type}_`);

const percent = (number: ReasonFacts["number"]): string =>
  number("percent_state_change") === undefined ? "" : ` (${number("percent_state_change")} % change)`;

const option = (text: ReasonFacts["text"]): string => (text("option") === undefined ? "it" : `'${text("option")}'`);

const period = ({ text, until }: ReasonFacts): string =>
  `${text("period") === undefined ? "" : ` '${text("period")}'`} ${until === null ? "never opens" : `is closed until ${until}`}`;

const downtime = ({ number, until }: ReasonFacts): string =>
  `downtime${number("downtime") === undefined ? "" : ` ${number("downtime")}`}${until === null ? "" : ` until ${until}`}`;
