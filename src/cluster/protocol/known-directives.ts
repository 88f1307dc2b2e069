import type {
  Checkable,
  CheckableOptions,
  Command,
  Dependency,
  Host,
  Inventory,
  MainSettings,
  Service,
  TimePeriod,
} from "../../model/objects.ts";
import { resourceName, type Resource } from "../../model/objects.ts";

type Names<Value> = Readonly<Record<keyof Value, true>>;

/*
 * All that this release knows of a configuration; the types ask for each. A release that adds a directive gives it a
 * default that says nothing (null, false, 0, or an empty text or list): the releases before it then take every
 * configuration that does not use it.
 */
const CHECKABLE: Names<Checkable> = {
  key: true,
  hostId: true,
  serviceId: true,
  hostName: true,
  displayName: true,
  checkCommand: true,
  checkInterval: true,
  retryInterval: true,
  maxCheckAttempts: true,
  checkPeriod: true,
  activeChecks: true,
  passiveChecks: true,
  isVolatile: true,
  notificationsEnabled: true,
  notificationInterval: true,
  notificationPeriod: true,
  firstNotificationDelay: true,
  notifyOn: true,
  contacts: true,
  contactGroups: true,
  iconImage: true,
  iconImageAlt: true,
  notes: true,
  notesUrl: true,
  actionUrl: true,
  timezone: true,
  initialState: true,
  customVariables: true,
  options: true,
  written: true,
  source: true,
};
const HOST: Names<Host> = {
  ...CHECKABLE,
  kind: true,
  alias: true,
  address: true,
  pollerId: true,
  pollerName: true,
  parents: true,
};
const SERVICE: Names<Service> = { ...CHECKABLE, kind: true, description: true };
const OPTIONS: Names<CheckableOptions> = {
  eventHandler: true,
  eventHandlerEnabled: true,
  flapDetectionEnabled: true,
  lowFlapThreshold: true,
  highFlapThreshold: true,
  flapDetectionOn: true,
  checkFreshness: true,
  freshnessThresholdSeconds: true,
  stalkOn: true,
  recoveryNotificationDelay: true,
  acknowledgementTimeout: true,
  importance: true,
  processPerfData: true,
  retainStatus: true,
  retainNonstatus: true,
  unused: true,
};
const COMMAND: Names<Command> = { name: true, line: true, source: true };
const TIME_PERIOD: Names<TimePeriod> = { name: true, alias: true, weekdays: true, exclude: true, exceptions: true };
const DEPENDENCY: Names<Dependency> = {
  kind: true,
  dependent: true,
  master: true,
  failOn: true,
  inheritsParent: true,
  period: true,
  source: true,
};
const MAIN: Names<MainSettings> = {
  intervalLengthSeconds: true,
  serviceCheckTimeoutSeconds: true,
  hostCheckTimeoutSeconds: true,
  maxConcurrentChecks: true,
  executeHostChecks: true,
  executeServiceChecks: true,
  acceptPassiveHostChecks: true,
  acceptPassiveServiceChecks: true,
  enableNotifications: true,
  maxHostCheckSpreadMinutes: true,
  maxServiceCheckSpreadMinutes: true,
  useTimezone: true,
  illegalMacroOutputChars: true,
  checkServiceFreshness: true,
  checkHostFreshness: true,
  serviceFreshnessCheckIntervalSeconds: true,
  hostFreshnessCheckIntervalSeconds: true,
  additionalFreshnessLatencySeconds: true,
  enableFlapDetection: true,
  lowServiceFlapThreshold: true,
  highServiceFlapThreshold: true,
  lowHostFlapThreshold: true,
  highHostFlapThreshold: true,
  enableEventHandlers: true,
  globalHostEventHandler: true,
  globalServiceEventHandler: true,
  eventHandlerTimeoutSeconds: true,
  notificationTimeoutSeconds: true,
  cachedHostCheckHorizonSeconds: true,
  cachedServiceCheckHorizonSeconds: true,
  enablePredictiveHostDependencyChecks: true,
  enablePredictiveServiceDependencyChecks: true,
  softStateDependencies: true,
  useAggressiveHostChecking: true,
  passiveHostChecksAreSoft: true,
  hostDownDisableServiceChecks: true,
  serviceSkipCheckDependencyStatus: true,
  serviceSkipCheckParentStatus: true,
  serviceSkipCheckHostDownStatus: true,
  hostSkipCheckDependencyStatus: true,
  serviceCheckTimeoutState: true,
  checkForOrphanedServices: true,
  checkForOrphanedHosts: true,
  retainStateInformation: true,
  useRetainedProgramState: true,
  sendRecoveryNotificationsAnyways: true,
  enableEnvironmentMacros: true,
  dateFormat: true,
  adminEmail: true,
  adminPager: true,
  secretVariables: true,
  processPerformanceData: true,
  hostPerfdata: true,
  servicePerfdata: true,
  perfdataTimeoutSeconds: true,
};
type Rest = Omit<Inventory, "hosts" | "services">;
const REST: Names<Rest> = {
  hostGroups: true,
  serviceGroups: true,
  contacts: true,
  contactGroups: true,
  commands: true,
  timePeriods: true,
  dependencies: true,
  escalations: true,
  serviceParents: true,
  templates: true,
  contactTemplates: true,
  objectIds: true,
  pollers: true,
  pollerGroups: true,
  files: true,
  kept: true,
  userMacros: true,
  main: true,
};

/** Directives of a resource that this release does not know and that say something, each with where it is. */
export const unknownOfResource = (resource: Resource): readonly string[] => [
  ...unknownIn(resource, resource.kind === "host" ? HOST : SERVICE, () => resourceName(resource)),
  ...unknownIn(resource.options, OPTIONS, () => resourceName(resource)),
];

/** The same of what is not a resource. */
export const unknownOfRest = (rest: Rest): readonly string[] => [
  ...unknownIn(rest, REST, () => "the configuration"),
  ...unknownIn(rest.main, MAIN, () => "the main file"),
  ...[...rest.commands].flatMap(([name, command]) => unknownIn(command, COMMAND, () => `command ${name}`)),
  ...[...rest.timePeriods].flatMap(([name, period]) => unknownIn(period, TIME_PERIOD, () => `timeperiod ${name}`)),
  ...rest.dependencies.flatMap((dependency) =>
    unknownIn(dependency, DEPENDENCY, () => `the dependency in ${dependency.source.file}:${dependency.source.line}`),
  ),
];

function unknownIn(object: object, known: Readonly<Record<string, true>>, where: () => string): readonly string[] {
  const unknown = Object.keys(object).filter((name) => !Object.hasOwn(known, name) && says((object as never)[name]));
  return unknown.map((name) => `${directiveOf(name)} of ${where()}`);
}

/** `maxLag`: `max_lag`. */
const directiveOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function says(value: unknown): boolean {
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  if (Array.isArray(value)) return value.length > 0;
  return Boolean(value);
}
