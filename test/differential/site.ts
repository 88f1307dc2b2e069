import { hostKey, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { CONTACTS, PERIODS, type PlannedResource } from "./plan.ts";
import type { Sequence, StepTarget } from "./sequence.ts";

/** Name of the check command; the harness provides its answers. */
export const CHECK_COMMAND = "vigie-check";

/** Host that belongs to no sequence. */
export const SPARE_HOST = "spare";

/** Names of a resource of the `plot`th sequence in both engines. */
export interface Name {
  readonly host: string;
  readonly service: string | null;
  readonly key: ResourceKey;
}

export function nameOf(plot: number, { host, service }: StepTarget): Name {
  const hostId = plot * 100 + host + 1;
  const hostName = `p${plot}-h${host}`;
  if (service === null) return { host: hostName, service: null, key: hostKey(hostId) };
  return { host: hostName, service: `s${service}`, key: serviceKey(hostId, service + 1) };
}

export const targetsOf = ({ hosts, services }: Sequence): StepTarget[] => [
  ...hosts.map((_, host) => ({ host, service: null })),
  ...services.map(({ host }, service) => ({ host, service })),
];

/** Object file of all sequences: each has its own hosts, so that they do not affect each other. */
export const objectFile = (sequences: readonly Sequence[]): string =>
  [COMMON, ...sequences.flatMap(definitionsOf)].join("\n");

// Different from the check command: the harness identifies jobs by their command line.
const NOTIFY_COMMAND = "vigie-notify";

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const COMMON = `
define command {
  command_name  ${NOTIFY_COMMAND}
  command_line  ${CHECK_COMMAND} of a notification
}
define command {
  command_name  ${CHECK_COMMAND}
  command_line  ${CHECK_COMMAND} $HOSTNAME$ $SERVICEDESC$
}
define host {
  host_name              ${SPARE_HOST}
  address                127.0.0.1
  check_command          ${CHECK_COMMAND}
  max_check_attempts     1
  active_checks_enabled  0
  notifications_enabled  0
  check_period           always
  notification_period    always
  contacts               everything
}
${Object.entries(PERIODS)
  .map(
    ([name, ranges]) => `
define timeperiod {
  timeperiod_name  ${name}
  alias            ${name}
${DAYS.map((day) => `  ${day}  ${ranges}`).join("\n")}
}`,
  )
  .join("")}
${Object.entries(CONTACTS)
  .map(
    ([name, [ofHosts, ofServices, period]]) => `
define contact {
  contact_name                   ${name}
  host_notification_period       ${period}
  service_notification_period    ${period}
  host_notification_options      ${ofHosts}
  service_notification_options   ${ofServices}
  host_notification_commands     ${NOTIFY_COMMAND}
  service_notification_commands  ${NOTIFY_COMMAND}
}`,
  )
  .join("")}`;

/** Checks happen when commanded, on demand, or when a result is stale, but not by their interval of months. */
const checked = ({ maxCheckAttempts, flapping, notifications, checks }: PlannedResource): string => `
  check_command          ${CHECK_COMMAND}
  check_interval         10000000
  retry_interval         10000000
  active_checks_enabled  ${checks.areActive ? 1 : 0}
  check_period           ${checks.period}
  check_freshness        ${checks.freshnessThreshold === null ? 0 : 1}
  freshness_threshold    ${checks.freshnessThreshold ?? 0}
  max_check_attempts     ${maxCheckAttempts}
  flap_detection_enabled ${flapping === null ? 0 : 1}
  low_flap_threshold     ${flapping?.low ?? 0}
  high_flap_threshold    ${flapping?.high ?? 0}
  flap_detection_options ${flapping?.on ?? "o"}
  notifications_enabled  ${notifications.isEnabled ? 1 : 0}
  notification_interval  ${notifications.interval}
  first_notification_delay ${notifications.firstDelay}
  notification_options   ${notifications.on}
  notification_period    ${notifications.period}
  contacts               ${notifications.contacts.join(",")}`;

const escalation = (kind: "host" | "service", of: string, { escalation: rule }: PlannedResource): string =>
  rule === null
    ? ""
    : `
define ${kind}escalation {
  ${of}
  first_notification     ${rule.first}
  last_notification      ${rule.last}
  notification_interval  ${rule.interval}
  escalation_period      ${rule.period}
  escalation_options     ${rule.on ?? (kind === "host" ? "d,u,r" : "w,u,c,r")}
  contacts               escalated
}`;

const dependency = (
  kind: "host" | "service",
  { dependency: rule }: PlannedResource,
  pairWith: (master: number) => string,
): string =>
  rule === null
    ? ""
    : `
define ${kind}dependency {${pairWith(rule.master)}
  execution_failure_criteria     ${rule.execution}
  notification_failure_criteria  ${rule.notification}
  inherits_parent                ${rule.inheritsParent ? 1 : 0}
  dependency_period              ${rule.period}
}`;

function definitionsOf({ hosts, services }: Sequence, plot: number): string[] {
  const nameOfService = (service: number): { readonly host: string; readonly service: string | null } =>
    nameOf(plot, { host: services[service]!.host, service });
  return [
    ...hosts.map((planned, host) => {
      const { host: name, key } = nameOf(plot, { host, service: null });
      const hostName = (index: number): string => nameOf(plot, { host: index, service: null }).host;
      const parentNames = planned.parents.map(hostName);
      const parents = parentNames.length > 0 ? `\n  parents                ${parentNames.join(",")}` : "";
      return `
define host {
  host_name              ${name}
  _HOST_ID               ${key / hostKey(1)}
  address                127.0.0.1${parents}${checked(planned)}
}${escalation("host", `host_name              ${name}`, planned)}${dependency(
        "host",
        planned,
        (master) => `
  host_name                      ${hostName(master)}
  dependent_host_name            ${name}`,
      )}`;
    }),
    ...services.map((planned, index) => {
      const { host, service } = nameOfService(index);
      const named = `host_name              ${host}
  service_description    ${service}`;
      return `
define service {
  ${named}
  _SERVICE_ID            ${index + 1}
  is_volatile            ${planned.isVolatile ? 1 : 0}${checked(planned)}
}${escalation("service", named, planned)}${dependency(
        "service",
        planned,
        (master) => `
  host_name                      ${nameOfService(master).host}
  service_description            ${nameOfService(master).service}
  dependent_host_name            ${host}
  dependent_service_description  ${service}`,
      )}`;
    }),
  ];
}
