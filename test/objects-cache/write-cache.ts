import { dateLineText, parseDateLine } from "../../src/model/date-line.ts";
import type {
  Checkable,
  CommandCall,
  Contact,
  ContactNotifications,
  Dependency,
  Escalation,
  GroupTexts,
  Inventory,
  NotifyOption,
  Resource,
  TimePeriod,
} from "../../src/model/objects.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { WEEKDAYS } from "../../src/model/time-period-lines.ts";
import type { CachedDirective, CachedObject } from "./cached-object.ts";
import { INTERVAL_OF_RESOURCE } from "./known-differences.ts";

/** Formats an inventory like Nagios's objects.cache. Data that only Vigie has (ids, time zones) is omitted. */
export function* cachedObjectsOf(inventory: Inventory): Generator<CachedObject> {
  const names = namesOf(inventory);
  for (const period of inventory.timePeriods.values()) yield object("timeperiod", timePeriodLines(period));
  for (const { name, line } of inventory.commands.values())
    yield object("command", [
      ["command_name", name],
      ["command_line", line],
    ]);
  for (const { name, alias, contacts } of inventory.contactGroups) {
    yield object("contactgroup", [
      ["contactgroup_name", name],
      ["alias", alias],
      ["members", contacts.join(",")],
    ]);
  }
  for (const group of inventory.hostGroups) {
    yield object(
      "hostgroup",
      groupLines(
        "hostgroup",
        group,
        group.hostIds.map((id) => names.hosts.get(id) ?? ""),
      ),
    );
  }
  for (const group of inventory.serviceGroups) {
    yield object(
      "servicegroup",
      groupLines(
        "servicegroup",
        group,
        group.members.map((key) => pair(names, key).join(",")),
      ),
    );
  }
  for (const contact of inventory.contacts) yield object("contact", contactLines(contact));
  for (const host of inventory.hosts) yield object("host", resourceLines(host, inventory, names));
  for (const service of inventory.services) yield object("service", resourceLines(service, inventory, names));
  for (const dependency of inventory.dependencies) yield dependencyObject(dependency, names);
  for (const escalation of inventory.escalations) yield escalationObject(escalation, names);
}

type Line = readonly [name: string, value: string | null | undefined];

// Like Nagios, omits directives without a value.
function object(type: string, lines: readonly Line[]): CachedObject {
  return {
    type,
    directives: lines.filter(
      (line): line is CachedDirective => line[1] !== null && line[1] !== undefined && line[1] !== "",
    ),
  };
}

interface Names {
  readonly hosts: ReadonlyMap<number, string>;
  readonly resources: ReadonlyMap<ResourceKey, Resource>;
}

function namesOf({ hosts, services }: Inventory): Names {
  return {
    hosts: new Map(hosts.map(({ hostId, hostName }) => [hostId, hostName])),
    resources: new Map([...hosts, ...services].map((resource) => [resource.key, resource])),
  };
}

function pair({ resources }: Names, key: ResourceKey): [string, string] {
  const resource = resources.get(key);
  if (resource === undefined) throw new Error(`there is no resource ${key}`);
  return [resource.hostName, resource.kind === "service" ? resource.description : ""];
}

function timePeriodLines({ name, alias, exclude, exceptions, weekdays }: TimePeriod): Line[] {
  return [
    ["timeperiod_name", name],
    ["alias", alias],
    ["exclude", exclude.join(",")],
    ...exceptions.map(({ days, ranges }): Line => {
      const line = parseDateLine(days);
      return [line === null ? days : dateLineText(line), ranges];
    }),
    ...weekdays.map((ranges, day): Line => [
      WEEKDAYS[day] ?? "",
      ranges.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(","),
    ]),
  ];
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function groupLines(
  type: string,
  group: GroupTexts & { readonly name: string; readonly alias: string },
  members: readonly string[],
): Line[] {
  return [
    [`${type}_name`, group.name],
    ["alias", group.alias],
    ["members", members.join(",")],
    ["notes", group.notes],
    ["notes_url", group.notesUrl],
    ["action_url", group.actionUrl],
  ];
}

const ADDRESSES = ["address1", "address2", "address3", "address4", "address5", "address6"];

function contactLines(contact: Contact): Line[] {
  const given = (name: string): string | undefined => contact.directives.get(name);
  return [
    ["contact_name", contact.name],
    ["alias", contact.alias],
    ...notificationLines("service", contact.serviceNotifications),
    ...notificationLines("host", contact.hostNotifications),
    ["email", contact.email],
    ["pager", contact.pager],
    ...ADDRESSES.map((name): Line => [name, given(name)]),
    ["minimum_importance", String(contact.minimumImportance)],
    ["can_submit_commands", contact.canSubmitCommands ? "1" : "0"],
    ["retain_status_information", given("retain_status_information") ?? "1"],
    ["retain_nonstatus_information", given("retain_nonstatus_information") ?? "1"],
    ...customLines(contact.customVariables),
  ];
}

function notificationLines(kind: "host" | "service", { enabled, period, on, commands }: ContactNotifications): Line[] {
  return [
    [`${kind}_notification_period`, period],
    [`${kind}_notification_options`, notifyLetters(on)],
    [`${kind}_notification_commands`, commands.map(({ raw }) => raw).join(",")],
    [`${kind}_notifications_enabled`, flag(enabled)],
  ];
}

function resourceLines(resource: Resource, inventory: Inventory, names: Names): Line[] {
  const isHost = resource.kind === "host";
  const parents = isHost
    ? resource.parents
    : (inventory.serviceParents.get(resource.key) ?? []).map((key) => pair(names, key).join(","));
  return [
    ["host_name", resource.hostName],
    ...(isHost
      ? ([
          ["alias", resource.alias ?? resource.hostName],
          ["address", resource.address ?? resource.hostName],
        ] as const)
      : ([
          ["service_description", resource.description],
          ["is_volatile", flag(resource.isVolatile)],
        ] as const)),
    ["display_name", resource.displayName],
    ["parents", parents.join(",")],
    ["initial_state", INITIAL_LETTERS[resource.kind][resource.initialState] ?? "o"],
    ...checkLines(resource),
    ...notifyLines(resource),
    ...optionLines(resource, isHost),
    ["icon_image", resource.iconImage],
    ["icon_image_alt", resource.iconImageAlt],
    ["notes", resource.notes],
    ["notes_url", resource.notesUrl],
    ["action_url", resource.actionUrl],
    ...customLines(resource.customVariables),
  ];
}

function checkLines(resource: Checkable): Line[] {
  return [
    ["check_period", resource.checkPeriod],
    ["check_command", call(resource.checkCommand)],
    ["check_interval", decimal(resource.checkInterval ?? 5)],
    ["retry_interval", decimal(resource.retryInterval ?? 1)],
    ["max_check_attempts", String(resource.maxCheckAttempts ?? 1)],
    ["active_checks_enabled", flag(resource.activeChecks ?? true)],
    ["passive_checks_enabled", flag(resource.passiveChecks ?? true)],
  ];
}

function notifyLines(resource: Resource): Line[] {
  return [
    ["contacts", resource.contacts.join(",")],
    ["contact_groups", resource.contactGroups.join(",")],
    ["notification_period", resource.notificationPeriod],
    ["notification_options", resource.notifyOn === null ? "a" : notifyLetters(resource.notifyOn)],
    ["notifications_enabled", flag(resource.notificationsEnabled ?? true)],
    ["notification_interval", decimal(resource.notificationInterval ?? 30)],
    ["first_notification_delay", decimal(resource.firstNotificationDelay)],
  ];
}

function optionLines({ kind, options }: Resource, isHost: boolean): Line[] {
  const unused = (name: string, absent: string | null): Line => [name, options.unused.get(name) ?? absent];
  return [
    ["importance", String(options.importance)],
    ["event_handler", call(options.eventHandler)],
    ["event_handler_enabled", flag(options.eventHandlerEnabled)],
    ["low_flap_threshold", decimal(options.lowFlapThreshold)],
    ["high_flap_threshold", decimal(options.highFlapThreshold)],
    ["flap_detection_enabled", flag(options.flapDetectionEnabled)],
    ["flap_detection_options", stateLetters(kind, options.flapDetectionOn)],
    ["freshness_threshold", String(options.freshnessThresholdSeconds)],
    ["check_freshness", flag(options.checkFreshness)],
    ["stalking_options", stateLetters(kind, options.stalkOn)],
    ["retain_status_information", flag(options.retainStatus)],
    ["retain_nonstatus_information", flag(options.retainNonstatus)],
    ["process_perf_data", flag(options.processPerfData)],
    unused("obsess", "1"),
    unused("vrml_image", null),
    unused("statusmap_image", null),
    ...(isHost ? [unused("2d_coords", null), unused("3d_coords", null)] : [unused("parallelize_check", "1")]),
  ];
}

function dependencyObject(
  { kind, master, dependent, failOn, inheritsParent, period }: Dependency,
  names: Names,
): CachedObject {
  const [masterHost, masterService] = pair(names, master);
  const [host, service] = pair(names, dependent);
  const of = service === "" ? "host" : "service";
  return object(`${of}dependency`, [
    ["host_name", masterHost],
    ["service_description", masterService],
    ["dependent_host_name", host],
    ["dependent_service_description", service],
    ["dependency_period", period],
    ["inherits_parent", flag(inheritsParent)],
    [`${kind}_failure_options`, stateLetters(of, failOn)],
  ]);
}

function escalationObject(escalation: Escalation, names: Names): CachedObject {
  const [host, service] = pair(names, escalation.key);
  const of = service === "" ? "host" : "service";
  return object(`${of}escalation`, [
    ["host_name", host],
    ["service_description", service],
    ["first_notification", String(escalation.firstNotification)],
    ["last_notification", String(escalation.lastNotification)],
    [
      "notification_interval",
      escalation.notificationInterval === null ? INTERVAL_OF_RESOURCE : decimal(escalation.notificationInterval),
    ],
    ["escalation_period", escalation.period],
    ["escalation_options", stateLetters(of, escalation.on).replace("o", "r")],
    ["contacts", escalation.contacts.join(",")],
    ["contact_groups", escalation.contactGroups.join(",")],
  ]);
}

const customLines = (variables: ReadonlyMap<string, string>): Line[] =>
  [...variables].map(([name, value]) => [`_${name}`, value === "" ? "null" : value]);

const flag = (value: boolean): string => (value ? "1" : "0");
const decimal = (value: number): string => value.toFixed(6);
const call = (command: CommandCall | null): string | null => command?.raw ?? null;

const NOTIFY_LETTERS: Readonly<Record<NotifyOption, string>> = {
  down: "d",
  unreachable: "u",
  warning: "w",
  unknown: "u",
  critical: "c",
  recovery: "r",
  flapping: "f",
  downtime: "s",
};
const INITIAL_LETTERS = { host: ["o", "d", "u"], service: ["o", "w", "c", "u"] } as const;
const STATE_LETTERS = { host: ["o", "d", "u", "", "p"], service: ["o", "w", "c", "u", "p"] } as const;

const letters = (all: readonly string[]): string => (all.length === 0 ? "n" : all.join(","));
const notifyLetters = (on: ReadonlySet<NotifyOption>): string =>
  letters([...on].map((option) => NOTIFY_LETTERS[option]));
const stateLetters = (kind: "host" | "service", states: ReadonlySet<number>): string =>
  letters([...states].map((state) => STATE_LETTERS[kind][state] ?? ""));
