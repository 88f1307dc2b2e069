import type { ContactChange, ProgramChange, ResourceChange } from "../../operations/adaptive/adaptive.ts";
import type { ArgumentName, ArgumentValue } from "./command-arguments.ts";
import { SCOPES, type ScopeName } from "./command-scopes.ts";
import type { CommandTargets } from "./command-targets.ts";
import type { CommandRule } from "./supported-commands.ts";

/** External command that overrides the configuration while the server runs. */
export interface AdaptiveRule extends CommandRule {
  readonly scope: ScopeName;
  /** Change for its arguments. Refuses with `command-target-unknown` if they name an unknown command or period. */
  change(values: Readonly<Record<string, unknown>>, targets: CommandTargets): AdaptiveChange;
}

/** Change of resources, contacts or the program, depending on the scope. */
export type AdaptiveChange = ResourceChange & ContactChange & ProgramChange;

type Values<A extends readonly ArgumentName[]> = { readonly [Name in A[number]]: ArgumentValue<Name> };

const rules: (readonly [name: string, rule: AdaptiveRule])[] = [];

/** Commands for groups. `HOST` in the name means hosts, `SVC` means services. */
const GROUPS = [
  ["HOSTGROUP", "hostgroup"],
  ["SERVICEGROUP", "servicegroup"],
] as const;
const KINDS = [
  ["HOST", "hosts", "host"],
  ["SVC", "services", "service"],
] as const;

function changes<const A extends readonly ArgumentName[]>(
  name: string,
  scope: ScopeName,
  args: A,
  does: string,
  change: (values: Values<A>, targets: CommandTargets) => AdaptiveChange,
): void {
  const { args: scopeArgs, label } = SCOPES[scope];
  rules.push([name, { scope, args: [...scopeArgs, ...args], does: does.replace("{}", label), change }]);
}

/** Adds the pair of commands of one switch. */
function switches(
  name: string,
  scope: ScopeName,
  what: string,
  change: (isOn: boolean) => AdaptiveChange,
  [on, off]: readonly [string, string] = ["ENABLE", "DISABLE"],
): void {
  for (const [verb, says, isOn] of [
    [on, "on", true],
    [off, "off", false],
  ] as const) {
    changes(`${verb}_${name}`, scope, [], `switches ${what} ${says}${scope === "program" ? "" : " for {}"}`, () =>
      change(isOn),
    );
  }
}

const activeChecks = (activeChecks: boolean): AdaptiveChange => ({ activeChecks });
const passiveChecks = (passiveChecks: boolean): AdaptiveChange => ({ passiveChecks });
const notificationsEnabled = (notificationsEnabled: boolean): AdaptiveChange => ({ notificationsEnabled });

for (const [kind, , scope] of KINDS) {
  switches(`${kind}_CHECK`, scope, "active checks", activeChecks);
  switches(`PASSIVE_${kind}_CHECKS`, scope, "passive checks", passiveChecks);
  switches(`${kind}_NOTIFICATIONS`, scope, "notifications", notificationsEnabled);
  switches(`${kind}_EVENT_HANDLER`, scope, "event handlers", (eventHandlerEnabled) => ({ eventHandlerEnabled }));
  switches(`${kind}_FLAP_DETECTION`, scope, "flap detection", (flapDetectionEnabled) => ({ flapDetectionEnabled }));
}
switches("HOST_SVC_CHECKS", "services-of-host", "active checks", activeChecks);
switches("HOST_SVC_NOTIFICATIONS", "services-of-host", "notifications", notificationsEnabled);
switches("HOST_AND_CHILD_NOTIFICATIONS", "host-and-behind", "notifications", notificationsEnabled);
switches("ALL_NOTIFICATIONS_BEYOND_HOST", "all-behind-host", "notifications", notificationsEnabled);
for (const [group, groupScope] of GROUPS) {
  for (const [kind, members] of KINDS) {
    const scope = `${members}-of-${groupScope}` as const;
    switches(`${group}_${kind}_CHECKS`, scope, "active checks", activeChecks);
    switches(`${group}_PASSIVE_${kind}_CHECKS`, scope, "passive checks", passiveChecks);
    switches(`${group}_${kind}_NOTIFICATIONS`, scope, "notifications", notificationsEnabled);
  }
}
for (const [who, scope] of [
  ["CONTACT", "contact"],
  ["CONTACTGROUP", "contacts-of-group"],
] as const) {
  switches(`${who}_HOST_NOTIFICATIONS`, scope, "notifications about hosts", (hostNotificationsEnabled) => ({
    hostNotificationsEnabled,
  }));
  switches(`${who}_SVC_NOTIFICATIONS`, scope, "notifications about services", (serviceNotificationsEnabled) => ({
    serviceNotificationsEnabled,
  }));
}
switches("NOTIFICATIONS", "program", "all notifications", (enableNotifications) => ({ enableNotifications }));
switches("EVENT_HANDLERS", "program", "all event handlers", (enableEventHandlers) => ({ enableEventHandlers }));
switches("FLAP_DETECTION", "program", "all flap detection", (enableFlapDetection) => ({ enableFlapDetection }));
switches("PERFORMANCE_DATA", "program", "commands and files for performance data", (processPerformanceData) => ({
  processPerformanceData,
}));
switches("HOST_FRESHNESS_CHECKS", "program", "freshness checks of hosts", (checkHostFreshness) => ({
  checkHostFreshness,
}));
switches("SERVICE_FRESHNESS_CHECKS", "program", "freshness checks of services", (checkServiceFreshness) => ({
  checkServiceFreshness,
}));
const START_STOP = ["START", "STOP"] as const;
switches(
  "EXECUTING_HOST_CHECKS",
  "program",
  "all active checks of hosts",
  (executeHostChecks) => ({ executeHostChecks }),
  START_STOP,
);
switches(
  "EXECUTING_SVC_CHECKS",
  "program",
  "all active checks of services",
  (executeServiceChecks) => ({ executeServiceChecks }),
  START_STOP,
);
switches(
  "ACCEPTING_PASSIVE_HOST_CHECKS",
  "program",
  "all passive checks of hosts",
  (acceptPassiveHostChecks) => ({ acceptPassiveHostChecks }),
  START_STOP,
);
switches(
  "ACCEPTING_PASSIVE_SVC_CHECKS",
  "program",
  "all passive checks of services",
  (acceptPassiveServiceChecks) => ({ acceptPassiveServiceChecks }),
  START_STOP,
);

for (const [kind, , scope] of KINDS) {
  changes(
    `CHANGE_${kind}_CHECK_COMMAND`,
    scope,
    ["command"],
    "changes the check command of {}",
    ({ command }, targets) => ({ checkCommand: targets.commandCall(command) }),
  );
  changes(
    `CHANGE_${kind}_EVENT_HANDLER`,
    scope,
    ["event_handler"],
    "changes the event handler of {}; none when it is empty",
    ({ event_handler }, targets) => ({
      eventHandler: event_handler === null ? null : targets.commandCall(event_handler),
    }),
  );
  changes(
    `CHANGE_${kind}_CHECK_TIMEPERIOD`,
    scope,
    ["timeperiod"],
    "changes the check period of {}",
    ({ timeperiod }, targets) => ({ checkPeriod: targets.timePeriod(timeperiod) }),
  );
  changes(
    `CHANGE_${kind}_NOTIFICATION_TIMEPERIOD`,
    scope,
    ["timeperiod"],
    "changes the notification period of {}",
    ({ timeperiod }, targets) => ({ notificationPeriod: targets.timePeriod(timeperiod) }),
  );
  changes(
    `CHANGE_NORMAL_${kind}_CHECK_INTERVAL`,
    scope,
    ["interval"],
    "changes the check interval of {}",
    ({ interval }) => ({ checkInterval: interval }),
  );
  changes(
    `CHANGE_RETRY_${kind}_CHECK_INTERVAL`,
    scope,
    ["interval"],
    "changes the retry interval of {}",
    ({ interval }) => ({ retryInterval: interval }),
  );
  changes(
    `CHANGE_MAX_${kind}_CHECK_ATTEMPTS`,
    scope,
    ["attempts"],
    "changes the number of attempts of {}",
    ({ attempts }) => ({ maxCheckAttempts: attempts }),
  );
  changes(
    `CHANGE_CUSTOM_${kind}_VAR`,
    scope,
    ["variable", "value"],
    "changes a custom variable that {} has",
    customVariable,
  );
}
changes(
  "CHANGE_CUSTOM_CONTACT_VAR",
  "contact",
  ["variable", "value"],
  "changes a custom variable that {} has",
  customVariable,
);
changes(
  "CHANGE_CONTACT_HOST_NOTIFICATION_TIMEPERIOD",
  "contact",
  ["timeperiod"],
  "changes the period in which {} is notified about hosts",
  ({ timeperiod }, targets) => ({ hostNotificationPeriod: targets.timePeriod(timeperiod) }),
);
changes(
  "CHANGE_CONTACT_SVC_NOTIFICATION_TIMEPERIOD",
  "contact",
  ["timeperiod"],
  "changes the period in which {} is notified about services",
  ({ timeperiod }, targets) => ({ serviceNotificationPeriod: targets.timePeriod(timeperiod) }),
);
changes(
  "CHANGE_GLOBAL_HOST_EVENT_HANDLER",
  "program",
  ["event_handler"],
  "changes the event handler of all hosts; none when it is empty",
  ({ event_handler }, targets) => ({
    globalHostEventHandler: event_handler === null ? null : targets.commandCall(event_handler),
  }),
);
changes(
  "CHANGE_GLOBAL_SVC_EVENT_HANDLER",
  "program",
  ["event_handler"],
  "changes the event handler of all services; none when it is empty",
  ({ event_handler }, targets) => ({
    globalServiceEventHandler: event_handler === null ? null : targets.commandCall(event_handler),
  }),
);

/** Adaptive commands by name. Names and order of arguments are as documented for Nagios Core 4. */
export const ADAPTIVE_COMMANDS: ReadonlyMap<string, AdaptiveRule> = new Map(rules);

/** Change of a custom variable. Its name is in any case, with or without the underscore of the object files. */
function customVariable({ variable, value }: { readonly variable: string; readonly value: string }): AdaptiveChange {
  return { customVariable: { name: variable.replace(/^_/, "").toUpperCase(), value } };
}
