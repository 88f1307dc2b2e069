import { hostKey, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { CONTACT_OPTIONS, type PlannedResource, type Sequence, type StepTarget } from "./sequence.ts";

/** Name of the check command; the harness provides its answers. */
export const CHECK_COMMAND = "vigie-check";

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

const COMMON = `
define command {
  command_name  ${NOTIFY_COMMAND}
  command_line  ${CHECK_COMMAND} of a notification
}
define command {
  command_name  ${CHECK_COMMAND}
  command_line  ${CHECK_COMMAND} $HOSTNAME$ $SERVICEDESC$
}
define timeperiod {
  timeperiod_name  always
  alias            always
  sunday           00:00-24:00
  monday           00:00-24:00
  tuesday          00:00-24:00
  wednesday        00:00-24:00
  thursday         00:00-24:00
  friday           00:00-24:00
  saturday         00:00-24:00
}
${Object.entries(CONTACT_OPTIONS)
  .map(
    ([name, [ofHosts, ofServices]]) => `
define contact {
  contact_name                   ${name}
  host_notification_period       always
  service_notification_period    always
  host_notification_options      ${ofHosts}
  service_notification_options   ${ofServices}
  host_notification_commands     ${NOTIFY_COMMAND}
  service_notification_commands  ${NOTIFY_COMMAND}
}`,
  )
  .join("")}`;

const checked = ({ maxCheckAttempts, flapping, notifications }: PlannedResource): string => `
  check_command          ${CHECK_COMMAND}
  check_interval         5
  retry_interval         1
  active_checks_enabled  0
  check_period           always
  max_check_attempts     ${maxCheckAttempts}
  flap_detection_enabled ${flapping === null ? 0 : 1}
  low_flap_threshold     ${flapping?.low ?? 0}
  high_flap_threshold    ${flapping?.high ?? 0}
  flap_detection_options ${flapping?.on ?? "o"}
  notifications_enabled  ${notifications.isEnabled ? 1 : 0}
  notification_interval  ${notifications.interval}
  first_notification_delay ${notifications.firstDelay}
  notification_options   ${notifications.on}
  notification_period    always
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
  contacts               escalated
}`;

function definitionsOf({ hosts, services }: Sequence, plot: number): string[] {
  return [
    ...hosts.map((planned, host) => {
      const { host: name, key } = nameOf(plot, { host, service: null });
      const parentNames = planned.parents.map((parent) => nameOf(plot, { host: parent, service: null }).host);
      const parents = parentNames.length > 0 ? `\n  parents                ${parentNames.join(",")}` : "";
      return `
define host {
  host_name              ${name}
  _HOST_ID               ${key / hostKey(1)}
  address                127.0.0.1${parents}${checked(planned)}
}${escalation("host", `host_name              ${name}`, planned)}`;
    }),
    ...services.map(
      (planned, service) => `
define service {
  host_name              ${nameOf(plot, { host: planned.host, service }).host}
  service_description    s${service}
  _SERVICE_ID            ${service + 1}
  is_volatile            ${planned.isVolatile ? 1 : 0}${checked(planned)}
}${escalation(
        "service",
        `host_name              ${nameOf(plot, { host: planned.host, service }).host}
  service_description    s${service}`,
        planned,
      )}`,
    ),
  ];
}
