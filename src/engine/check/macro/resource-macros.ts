import type { Host, Resource, Service } from "../../../model/objects.ts";
import { PENDING, type ResourceState, type StateCode } from "../../../model/resource-state.ts";
import type { MacroContext } from "./macro-context.ts";
import { firstGroupMacro } from "./group-macros.ts";
import { namesOf } from "../../../model/inventory-index.ts";

type Reader<R> = (
  resource: R,
  state: ResourceState | null | undefined,
  context: MacroContext,
) => string | number | null | undefined;

/**
 * Value of a macro of one host or service: `HOSTADDRESS`, `LASTSERVICECHECK`, ... Undefined if this kind of resource
 * has no such macro. Numbers and times are formatted as in Nagios; times in Unix seconds, 0 for never.
 */
export function resourceMacro(name: string, resource: Resource, context: MacroContext): string | undefined {
  const pattern =
    resource.kind === "host" ? /^(LAST|LONG|MAX|TOTAL|)HOST([A-Z]+)$/ : /^(LAST|LONG|MAX|)SERVICE([A-Z]+)$/;
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const generic = `${match[1]}${match[2]}`;
  const state = context.stateOf(resource.key);
  const read = common[generic];
  if (read !== undefined) return print(read(resource, state, context));
  const readOnly =
    resource.kind === "host"
      ? hostOnly[generic]?.(resource, state, context)
      : serviceOnly[generic]?.(resource, state, context);
  return readOnly === undefined ? firstGroupMacro(name, resource, context.inventory) : print(readOnly);
}

/** Name of a state as in macros; a pending resource has its initial state, by default UP or OK. */
export const stateName = (resource: Resource, state: ResourceState | null | undefined): string =>
  nameOf(resource, stateId(resource, state));

export const stateId = (resource: Resource, state: ResourceState | null | undefined): number =>
  idOf(resource, state?.check.state);

const previousId = (resource: Resource, state: ResourceState | null | undefined): number =>
  idOf(resource, state?.check.previousState);

const idOf = ({ initialState }: Resource, code: StateCode | null | undefined): number => {
  if (code !== null && code !== undefined && code !== PENDING) return code;
  return initialState === PENDING ? 0 : initialState;
};

function nameOf({ kind }: Resource, code: number): string {
  const names = kind === "host" ? ["UP", "DOWN", "UNREACHABLE"] : ["OK", "WARNING", "CRITICAL", "UNKNOWN"];
  return names[code] ?? "";
}

const common: Readonly<Record<string, Reader<Resource>>> = {
  DISPLAYNAME: (resource) =>
    resource.displayName ?? (resource.kind === "host" ? resource.hostName : resource.description),
  ID: (resource) => (resource.kind === "host" ? resource.hostId : resource.serviceId),
  STATE: stateName,
  STATEID: stateId,
  LASTSTATE: (resource, state) => nameOf(resource, previousId(resource, state)),
  LASTSTATEID: previousId,
  EVENTID: (_resource, state) => state?.check.eventId ?? 0,
  LASTEVENTID: (_resource, state) => state?.check.lastEventId ?? 0,
  PROBLEMID: (_resource, state) => state?.check.problemId ?? 0,
  LASTPROBLEMID: (_resource, state) => state?.check.lastProblemId ?? 0,
  STATETYPE: (_resource, state) => (state?.check.stateType === 0 ? "SOFT" : "HARD"),
  ATTEMPT: (_resource, state) => state?.check.checkAttempt ?? 1,
  MAXATTEMPTS: (resource) => resource.maxCheckAttempts ?? 1,
  LATENCY: (_resource, state) => (state?.check.latency ?? 0).toFixed(3),
  EXECUTIONTIME: (_resource, state) => (state?.check.executionTime ?? 0).toFixed(3),
  DURATION: (_resource, state, context) => formatDuration(durationSeconds(state, context)),
  DURATIONSEC: (_resource, state, context) => durationSeconds(state, context),
  DOWNTIME: (_resource, state) => state?.handling.scheduledDowntimeDepth ?? 0,
  PERCENTCHANGE: (_resource, state) => (state?.check.percentStateChange ?? 0).toFixed(2),
  LASTCHECK: (_resource, state) => Math.floor(state?.check.lastCheck ?? 0),
  LASTSTATECHANGE: (_resource, state) => Math.floor(state?.check.lastStateChange ?? 0),
  CHECKTYPE: (_resource, state) => (state?.check.checkType === 1 ? "PASSIVE" : "ACTIVE"),
  OUTPUT: (_resource, state, context) => withoutIllegalCharacters(firstLine(state?.check.output ?? ""), context),
  LONGOUTPUT: (_resource, state, context) =>
    withoutIllegalCharacters(escapeLineEnds(otherLines(state?.check.output ?? ""), context), context),
  PERFDATA: (_resource, state, context) => withoutIllegalCharacters(state?.check.perfdata ?? "", context),
  NOTIFICATIONNUMBER: (_resource, state) => state?.notification.notificationNumber ?? 0,
  NOTIFICATIONID: () => 0,
  NOTIFICATIONENABLED: (resource) => (resource.notificationsEnabled === false ? "NO" : "YES"),
  IMPORTANCE: (resource) => resource.options.importance,
  INFOURL: () => "",
  CHECKCOMMAND: (resource) => resource.checkCommand?.raw,
  CHECKPERIOD: (resource) => resource.checkPeriod,
  NOTIFICATIONPERIOD: (resource) => resource.notificationPeriod,
  TIMEZONE: (resource) => resource.timezone,
  NOTES: (resource) => resource.notes,
  NOTESURL: (resource) => resource.notesUrl,
  ACTIONURL: (resource) => resource.actionUrl,
};

const hostOnly: Readonly<Record<string, Reader<Host>>> = {
  NAME: (host) => host.hostName,
  ALIAS: (host) => host.alias ?? host.hostName,
  ADDRESS: (host) => host.address ?? host.hostName,
  PARENTS: (host) => host.parents.join(","),
  CHILDREN: (host, _state, { inventory }) =>
    inventory.hosts
      .filter((other) => other.parents.includes(host.hostName))
      .map((other) => other.hostName)
      .join(","),
  ANDSERVICESIMPORTANCE: (host, _state, context) =>
    servicesOf(host, context).reduce((sum, service) => sum + service.options.importance, host.options.importance),
  LASTUP: (_host, state) => Math.floor(state?.check.lastTimeInState0 ?? 0),
  LASTDOWN: (_host, state) => Math.floor(state?.check.lastTimeInState1 ?? 0),
  LASTUNREACHABLE: (_host, state) => Math.floor(state?.check.lastTimeInState2 ?? 0),
  TOTALSERVICES: (host, _state, context) => servicesOf(host, context).length,
  TOTALSERVICESOK: (host, _state, context) => servicesIn(0, host, context),
  TOTALSERVICESWARNING: (host, _state, context) => servicesIn(1, host, context),
  TOTALSERVICESCRITICAL: (host, _state, context) => servicesIn(2, host, context),
  TOTALSERVICESUNKNOWN: (host, _state, context) => servicesIn(3, host, context),
};

const serviceOnly: Readonly<Record<string, Reader<Service>>> = {
  DESC: (service) => service.description,
  ISVOLATILE: (service) => (service.isVolatile ? 1 : 0),
  LASTOK: (_service, state) => Math.floor(state?.check.lastTimeInState0 ?? 0),
  LASTWARNING: (_service, state) => Math.floor(state?.check.lastTimeInState1 ?? 0),
  LASTCRITICAL: (_service, state) => Math.floor(state?.check.lastTimeInState2 ?? 0),
  LASTUNKNOWN: (_service, state) => Math.floor(state?.check.lastTimeInState3 ?? 0),
};

const print = (value: string | number | null | undefined): string => `${value ?? ""}`;

const servicesOf = (host: Host, { inventory }: MacroContext) =>
  namesOf(inventory).servicesOfHost.get(host.hostId) ?? [];

const servicesIn = (state: number, host: Host, context: MacroContext): number =>
  servicesOf(host, context).filter((service) => stateId(service, context.stateOf(service.key)) === state).length;

const firstLine = (output: string): string => output.split("\n", 1)[0]!;

const otherLines = (output: string): string => output.slice(firstLine(output).length + 1);

/** Escapes line ends for programs as Nagios does: `\\n`, for `printf %b`. */
const escapeLineEnds = (text: string, { form }: MacroContext): string =>
  form === "text" ? text : text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");

/** Removes `illegal_macro_output_chars` from text of plugins and people before it is passed to a program. */
export function withoutIllegalCharacters(text: string, { inventory, form }: MacroContext): string {
  const illegal = inventory.main.illegalMacroOutputChars;
  return illegal === "" || form !== undefined
    ? text
    : [...text].filter((character) => !illegal.includes(character)).join("");
}

function durationSeconds(state: ResourceState | null | undefined, { now }: MacroContext): number {
  const since = state?.check.lastStateChange ?? null;
  return since === null ? 0 : Math.max(0, Math.floor(now - since));
}

function formatDuration(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  return `${days}d ${hours}h ${minutes}m ${seconds % 60}s`;
}
