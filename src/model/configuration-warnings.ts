import { expectedWords, type ExpectedNumber } from "./expected-value.ts";
import type { ConfigProblem } from "./objects.ts";
import type { ReasonParams } from "./reason-params.ts";

/** An accepted part of the configuration that has no effect, or another than it seems to have. */
export interface ConfigWarning extends ConfigProblem {
  readonly code: WarningCode;
  /** What the sentence names, so that a client can say it in another language. */
  readonly params: ReasonParams;
}

type Nothing = Readonly<Record<never, never>>;

/** An object that lacks something. `others`: how many more lack the same, and have no warning of their own. */
interface Incomplete {
  readonly type: "host" | "service" | "contact";
  readonly name: string;
  /** Of a service. */
  readonly host: string | null;
  readonly others: number;
}

interface OfContact extends Incomplete {
  readonly notified_of: "hosts" | "services";
}

/** What each warning names, apart from its place and its directive. */
export interface WarningParamsOf {
  /** `type`: of the object; null in the main file. */
  "directive-without-effect": { readonly type: string | null; readonly reason: InertReason };
  "object-without-effect": { readonly type: string };
  "modules-not-supported": Nothing;
  "number-read": { readonly value: string; readonly counts: number } & ExpectedNumber;
  "choice-read": { readonly value: string; readonly counts: string; readonly choices: readonly string[] };
  "empty-value": Nothing;
  "given-twice": { readonly type: string; readonly line: number; readonly counts: "both" | "first" | "last" };
  "template-without-register": { readonly type: string; readonly name: string; readonly missing: readonly string[] };
  "selects-nothing": { readonly type: string };
  "no-main-file": Nothing;
  "never-open": { readonly value: string };
  "dependency-without-states": Nothing;
  "escalation-without-contacts": Nothing;
  "escalation-never-applies": Nothing;
  "not-utf-8": Nothing;
  "read-already": { readonly path: string };
  /** `first`: file and line of the other definition. */
  "service-by-groups-too": { readonly service: string; readonly host: string; readonly first: string };
  "service-defined-twice": { readonly service: string; readonly host: string; readonly first: string };
  "service-without-hosts": { readonly service: string };
  "no-contacts": Incomplete;
  "recovery-alone": Incomplete;
  "no-check-period": Incomplete;
  "no-notification-period": Incomplete;
  "short-notification-interval": Incomplete;
  "contact-without-commands": OfContact;
  "contact-without-period": OfContact;
  "program-missing": { readonly program: string; readonly command: string };
  /** `used_by`: the first one; `others`: how many more. `reason`: what the check says when it runs. */
  "command-refused": {
    readonly command: string;
    readonly used_by: string;
    readonly others: number;
    readonly reason: string;
  };
  "access-group-empty": { readonly group: string };
  "access-group-shows-nothing": { readonly group: string };
  "more-warnings": { readonly count: number };
}

export type WarningCode = keyof WarningParamsOf;

/** Why a directive has no effect. */
export const INERT_REASONS = {
  "broker-modules": "broker modules are not supported: use the API",
  "command-file-setting": "the command file is set in the settings (command_file)",
  "no-syslog": "the log is written to standard error or a file, not to syslog",
  "changes-are-kept": "changes made at run time are always kept",
  "check-times-are-kept": "check times are always kept over a restart",
  "no-obsess-commands": "obsess commands are not supported: use the API",
  "passive-hosts-not-translated": "passive host results are not translated",
  "output-alone": "a change of the output alone runs no event handler and notifies nobody",
  "escalations-count-all": "the ranges of escalations count all notifications of a problem",
  "circles-are-refused": "circular dependencies and parents are refused",
  "unknown-macros-are-empty": "unknown macros are left empty",
  "timeouts-of-main-file": "the timeouts of the main file apply",
  "severities-not-used": "severities are read and kept, but not used",
  "tags-not-used": "tags are read and kept, but not used",
  "icinga-alone": "exists in Icinga 1 only",
  "always-parallel": "checks always run in parallel",
  "rights-in-access-file": "the rights of contacts are set in access.yaml",
} as const;

export type InertReason = keyof typeof INERT_REASONS;

/** Code, params and message of a warning. */
export type WarningText = Pick<ConfigWarning, "code" | "params" | "message">;

/** A warning without its place, with the message that an operator reads on the command line and in the log. */
export function warningOf<Code extends WarningCode>(code: Code, params: WarningParamsOf[Code]): WarningText {
  return { code, params: params as ReasonParams, message: SENTENCES[code](params) };
}

const SENTENCES: { readonly [Code in WarningCode]: (params: WarningParamsOf[Code]) => string } = {
  "directive-without-effect": ({ type, reason }) =>
    `has no effect${type === null ? "" : ` (a ${type} directive)`}: ${INERT_REASONS[reason]}`,
  "object-without-effect": ({ type }) => `${type} objects are read and kept but have no effect yet`,
  "modules-not-supported": () =>
    "module objects are read and kept but have no effect: broker modules are not supported: use the API",
  "number-read": ({ value, counts, ...expected }) =>
    `${written(value)}: ${counts} counts, as in Nagios (expected ${expectedWords(expected)})`,
  "choice-read": ({ value, counts, choices }) =>
    `${written(value)}: ${counts} counts, as in Nagios (expected one of ${choices.join(", ")})`,
  "empty-value": () => "is empty: nothing is set, and nothing is inherited",
  "given-twice": ({ type, line, counts }) =>
    `given twice in this ${type} (line ${line}), ${counts === "both" ? "both count, as in Nagios" : `the ${counts} one counts`}`,
  "template-without-register": ({ type, name, missing }) =>
    `${type} '${name}' has no ${missing.join(" or ")} and counts as a template, as in Nagios: add register 0`,
  "selects-nothing": ({ type }) => `selects nothing: this ${type} has no effect`,
  "no-main-file": () =>
    "no main file in this folder: every .cfg file in it and below is read, with the default settings",
  "never-open": ({ value }) => `'${value}' ends before it starts and is never open: past midnight needs two days`,
  "dependency-without-states": () =>
    "has no effect: neither execution_failure_options nor notification_failure_options names a state",
  "escalation-without-contacts": () =>
    "has no effect: neither the escalation nor its host or service has contacts or contact groups",
  "escalation-never-applies": () => "missing: this escalation never applies (0 means without end)",
  "not-utf-8": () => "not UTF-8, the file is read as Latin-1",
  "read-already": ({ path }) => `'${path}' has already been read and is not read again`,
  "service-by-groups-too": ({ service, host, first }) =>
    `service '${service}' on host '${host}' also comes from the host groups of ${first}, this definition counts`,
  "service-defined-twice": ({ service, host, first }) =>
    `service '${service}' on host '${host}' is defined twice, first at ${first}, this definition counts`,
  "service-without-hosts": ({ service }) => `service '${service}' is not assigned to any host`,
  "no-contacts": (of) => incomplete(of, "has no contacts and no contact groups: nobody is notified"),
  "recovery-alone": (of) => incomplete(of, "is notified of recoveries, but of none of the problems before them"),
  "no-check-period": (of) => incomplete(of, "has no check period: it is checked at all times"),
  "no-notification-period": (of) => incomplete(of, "has no notification period: contacts are notified at all times"),
  "short-notification-interval": (of) =>
    incomplete(of, "has a notification interval below its check interval: notifications repeat after checks only"),
  "contact-without-commands": (of) => incomplete(of, `has no commands: it is not notified of ${of.notified_of}`),
  "contact-without-period": (of) => incomplete(of, "has no notification period: it is notified at all times"),
  "program-missing": ({ program, command }) => `the program '${program}' of command '${command}' does not exist`,
  "command-refused": ({ command, used_by, others, reason }) =>
    `'${command}' is refused when it runs for ${used_by}${others === 0 ? "" : ` and ${others} more`}: ${reason}`,
  "access-group-empty": ({ group }) => `nobody is in the access group "${group}"`,
  "access-group-shows-nothing": ({ group }) => `the access group "${group}" shows nothing`,
  "more-warnings": ({ count }) => `${count} more warnings are not shown`,
};

/** Every code of a warning. */
export const WARNING_CODES = Object.keys(SENTENCES) as readonly WarningCode[];

/** Text about the others of a group; empty for none. */
export const otherWarnings = (others: number): string =>
  others === 0 ? "" : ` (and ${others} more like this; all with vigie check-config --verbose)`;

const written = (value: string): string => (value === "" ? "is empty" : `'${value}'`);

const incomplete = ({ type, name, host, others }: Incomplete, words: string): string =>
  `${type} '${name}'${host === null ? "" : ` on host '${host}'`} ${words}${otherWarnings(others)}`;
