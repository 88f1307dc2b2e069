import type { Checkable, ConfigWarning, Contact, Host, Inventory, NotifyOption, Service } from "../../model/objects.ts";

/**
 * Warnings about objects that lack what they usually have, as the verification of Nagios 4 gives them: contacts, check
 * and notification periods, notification commands, options that name more than recovery.
 */
export function* incompleteObjects({ hosts, services, contacts }: Inventory): Generator<ConfigWarning> {
  for (const host of hosts) yield* warningsOf(host, problemsOfHost(host));
  for (const service of services) yield* warningsOf(service, problemsOfService(service));
  for (const contact of contacts) yield* warningsOf(contact, problemsOfContact(contact));
}

/** Directive and message. */
type Problem = readonly [directive: string, message: string];

function* warningsOf({ source }: Host | Service | Contact, problems: Iterable<Problem>): Generator<ConfigWarning> {
  for (const [directive, message] of problems) yield { ...source, directive, message };
}

function* problemsOfHost(host: Host): Generator<Problem> {
  yield* problemsOfCheckable(host, `host '${host.hostName}'`, ["down", "unreachable"]);
}

function* problemsOfService(service: Service): Generator<Problem> {
  const name = `service '${service.description}' on host '${service.hostName}'`;
  yield* problemsOfCheckable(service, name, ["warning", "critical", "unknown"]);
  if (service.checkPeriod === null) yield ["check_period", `${name} has no check period: it is checked at all times`];
  if (service.notificationPeriod === null)
    yield ["notification_period", `${name} has no notification period: contacts are notified at all times`];
  const { notificationInterval, checkInterval } = service;
  if (notificationInterval !== null && notificationInterval > 0 && notificationInterval < (checkInterval ?? 0))
    yield [
      "notification_interval",
      `${name} has a notification interval below its check interval: notifications repeat after checks only`,
    ];
}

function* problemsOfCheckable(
  resource: Checkable,
  name: string,
  problems: readonly NotifyOption[],
): Generator<Problem> {
  if (resource.contacts.length + resource.contactGroups.length === 0)
    yield ["contacts", `${name} has no contacts and no contact groups: nobody is notified`];
  if (isRecoveryAlone(resource.notifyOn, problems))
    yield ["notification_options", `${name} is notified of recoveries, but of none of the problems before them`];
}

function* problemsOfContact(contact: Contact): Generator<Problem> {
  for (const kind of ["host", "service"] as const) {
    const { period, on, commands } = kind === "host" ? contact.hostNotifications : contact.serviceNotifications;
    const name = `contact '${contact.name}'`;
    if (commands.length === 0)
      yield [`${kind}_notification_commands`, `${name} has no commands: it is not notified of ${kind}s`];
    if (period === null)
      yield [`${kind}_notification_period`, `${name} has no notification period: it is notified at all times`];
    if (isRecoveryAlone(on, PROBLEMS[kind]))
      yield [
        `${kind}_notification_options`,
        `${name} is notified of recoveries, but of none of the problems before them`,
      ];
  }
}

const PROBLEMS: Readonly<Record<"host" | "service", readonly NotifyOption[]>> = {
  host: ["down", "unreachable"],
  service: ["warning", "critical"],
};

const isRecoveryAlone = (on: ReadonlySet<NotifyOption> | null, problems: readonly NotifyOption[]): boolean =>
  on?.has("recovery") === true && !problems.some((option) => on.has(option));
