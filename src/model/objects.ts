import type { PollerGroup } from "./poller-group.ts";
import type { ResourceKey } from "./resource-key.ts";

/**
 * Monitored objects, as configured and resolved: templates applied, groups expanded, ids assigned. Frozen.
 *
 * Directives whose value is the word `null` and that no other template sets are `null` here and in the API; where the
 * engine needs a value it uses the Nagios default. An absent directive has its Nagios default.
 *
 * The inventory of the running server is always current: when an operator changes a host, a service, a contact or
 * `main` (src/operations/adaptive/), its frozen object is replaced here and in `namesOf(inventory)` by another one with
 * the same key or name. Hold the inventory, keys and names; look objects up when needed.
 */
export interface Inventory {
  /** Sorted by host_id. */
  readonly hosts: readonly Host[];
  /** Sorted by (host_id, service_id). */
  readonly services: readonly Service[];
  readonly hostGroups: readonly HostGroup[];
  readonly serviceGroups: readonly ServiceGroup[];
  readonly contacts: readonly Contact[];
  readonly contactGroups: readonly ContactGroup[];
  readonly commands: ReadonlyMap<string, Command>;
  readonly timePeriods: ReadonlyMap<string, TimePeriod>;
  /** One entry per pair: groups, lists and wildcards expanded. */
  readonly dependencies: readonly Dependency[];
  /** One entry per resource. */
  readonly escalations: readonly Escalation[];
  /** Services that a service depends on by `parents` (Nagios 4); no entry for a service without parents. */
  readonly serviceParents: ReadonlyMap<ResourceKey, readonly ResourceKey[]>;
  /** Templates of hosts and services, also those that are objects themselves; in reading order. */
  readonly templates: readonly Template[];
  /** Names of the templates of contacts. */
  readonly contactTemplates: readonly string[];
  /** Ids of the objects that have none of their own, by `objectIdKey`. */
  readonly objectIds: ReadonlyMap<string, number>;
  /** Pollers that were added to this server, without the server itself, by id. */
  readonly pollers: ReadonlyMap<number, string>;
  /** Groups of them, by id. */
  readonly pollerGroups: ReadonlyMap<number, PollerGroup>;
  /** What the configuration was read from. */
  readonly files: readonly SourceFile[];
  /** Objects that are read but have no effect: type and directives as written, after inheritance. */
  readonly kept: readonly InertObject[];
  /** `$USERn$` of the resource files, by name without dollar signs (`USER1`). Secret: never shown. */
  readonly userMacros: ReadonlyMap<string, string>;
  readonly main: MainSettings;
}

/** Members that hosts and services have in common. */
export interface Checkable {
  readonly key: ResourceKey;
  readonly hostId: number;
  /** 0 for a host. */
  readonly serviceId: number;
  readonly hostName: string;
  readonly displayName: string | null;
  readonly checkCommand: CommandCall | null;
  /** In interval units (`main.intervalLengthSeconds`, normally 60 s). */
  readonly checkInterval: number | null;
  readonly retryInterval: number | null;
  readonly maxCheckAttempts: number | null;
  readonly checkPeriod: string | null;
  readonly activeChecks: boolean | null;
  readonly passiveChecks: boolean | null;
  readonly isVolatile: boolean;
  readonly notificationsEnabled: boolean | null;
  /** In interval units; 0 notifies once. */
  readonly notificationInterval: number | null;
  readonly notificationPeriod: string | null;
  readonly firstNotificationDelay: number;
  /**
   * Letters of notification_options spelled out; null if the directive is `null`. Hosts: down, unreachable, recovery,
   * flapping, downtime. Services: warning, unknown, critical, recovery, flapping, downtime.
   */
  readonly notifyOn: ReadonlySet<NotifyOption> | null;
  readonly contacts: readonly string[];
  readonly contactGroups: readonly string[];
  readonly iconImage: string | null;
  readonly iconImageAlt: string | null;
  readonly notes: string | null;
  readonly notesUrl: string | null;
  readonly actionUrl: string | null;
  /** IANA zone with or without a leading colon, as written; '' if none is given. */
  readonly timezone: string | null;
  /** State before the first check: 4 (pending) unless `initial_state` is given. */
  readonly initialState: number;
  /** By name in upper case, without the leading underscore. */
  readonly customVariables: ReadonlyMap<string, string>;
  readonly options: CheckableOptions;
  /** What its definition sets itself, not a template. Equal ones share one object. */
  readonly written: Written;
  /** File and line of the definition, for error messages. */
  readonly source: SourcePlace;
}

/** What of an object comes from its definition itself. */
export interface Written {
  /** Names of `use`, in that order. */
  readonly templates: readonly string[];
  /** Names of its directives; custom variables with their underscore. */
  readonly directives: ReadonlySet<string>;
}

/** Members of a definition of a host or a service, also of a template. */
export type Definable = Omit<Checkable, "key" | "hostId" | "serviceId" | "hostName">;

/** Template of hosts or services: only what it sets itself, so that its other members have the defaults. */
export interface Template extends Definable {
  readonly kind: "host-template" | "service-template";
  /** The directive `name`. */
  readonly name: string;
  readonly alias: string;
}

/** File or folder of the configuration, with a digest of its content as it was read. */
export interface SourceFile {
  readonly path: string;
  readonly kind: "file" | "folder";
  /** Null: it did not exist. */
  readonly digest: string | null;
}

/** Options that few resources set. Equal options share one object, so that they take no memory per service. */
export interface CheckableOptions {
  readonly eventHandler: CommandCall | null;
  readonly eventHandlerEnabled: boolean;
  readonly flapDetectionEnabled: boolean;
  /** Percent; 0 uses the value of the main file. */
  readonly lowFlapThreshold: number;
  readonly highFlapThreshold: number;
  /** State codes that count for flapping. */
  readonly flapDetectionOn: ReadonlySet<number>;
  readonly checkFreshness: boolean;
  /** 0: computed from the check interval. */
  readonly freshnessThresholdSeconds: number;
  /** State codes in which a changed output is recorded in the history. */
  readonly stalkOn: ReadonlySet<number>;
  /** Centreon Engine only, in interval units: a shorter recovery is not notified. */
  readonly recoveryNotificationDelay: number;
  /** Centreon Engine only, in interval units: lifetime of an acknowledgement; 0: unlimited. */
  readonly acknowledgementTimeout: number;
  /** `hourly_value`, `importance`. */
  readonly importance: number;
  /** Performance data goes to the commands and files of the main file. The time series take it regardless. */
  readonly processPerfData: boolean;
  readonly retainStatus: boolean;
  readonly retainNonstatus: boolean;
  /** Nagios directives that have no effect here (`obsess`, coordinates, …), if given. */
  readonly unused: ReadonlyMap<string, string>;
}

export type NotifyOption =
  | "down"
  | "unreachable"
  | "warning"
  | "unknown"
  | "critical"
  | "recovery"
  | "flapping"
  | "downtime";

export interface Host extends Checkable {
  readonly kind: "host";
  readonly alias: string | null;
  readonly address: string | null;
  /** Poller, or group of pollers, that checks it; the server itself if there is none with this id. */
  readonly pollerId: number;
  readonly pollerName: string;
  readonly parents: readonly string[];
}

export interface Service extends Checkable {
  readonly kind: "service";
  readonly description: string;
}

export type Resource = Host | Service;

/** `check_command name!arg1!arg2`. `raw` is the directive as written (the API shows it). */
export interface CommandCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly raw: string;
}

export interface Command {
  readonly name: string;
  readonly line: string;
  readonly source: SourcePlace;
}

export interface HostGroup extends GroupTexts {
  readonly id: number;
  readonly name: string;
  readonly alias: string;
  readonly hostIds: readonly number[];
}
export interface ServiceGroup extends GroupTexts {
  readonly id: number;
  readonly name: string;
  readonly alias: string;
  readonly members: readonly ResourceKey[];
}
/** Texts of a group that macros show; absent if not given. */
export interface GroupTexts {
  readonly notes?: string;
  readonly notesUrl?: string;
  readonly actionUrl?: string;
}
export interface ContactGroup {
  readonly name: string;
  readonly alias: string;
  readonly contacts: readonly string[];
}

/** Contact of the object files. `name` is also the login name (the API's `contact.alias`). */
export interface Contact {
  readonly name: string;
  readonly alias: string;
  readonly email: string;
  readonly pager: string;
  /** IANA zone as written; '' if none is given. */
  readonly timezone: string;
  readonly hostNotifications: ContactNotifications;
  readonly serviceNotifications: ContactNotifications;
  /** Resources of lower importance are not notified. */
  readonly minimumImportance: number;
  readonly canSubmitCommands: boolean;
  /** All directives after inheritance, for macros. */
  readonly directives: ReadonlyMap<string, string>;
  readonly customVariables: ReadonlyMap<string, string>;
  readonly source: SourcePlace;
}

/** Notification preferences of a contact for hosts, or for services. */
export interface ContactNotifications {
  readonly enabled: boolean;
  /** Null: always. */
  readonly period: string | null;
  readonly on: ReadonlySet<NotifyOption>;
  readonly commands: readonly CommandCall[];
}

/** `dependent` is not checked, or not notified, while `master` is in one of the states of `failOn` (4 is pending). */
export interface Dependency {
  readonly kind: "execution" | "notification";
  readonly dependent: ResourceKey;
  readonly master: ResourceKey;
  readonly failOn: ReadonlySet<number>;
  readonly inheritsParent: boolean;
  /** Applies only while this period is open; null: always. */
  readonly period: string | null;
  readonly source: SourcePlace;
}

export interface Escalation {
  readonly key: ResourceKey;
  readonly firstNotification: number;
  /** 0: no upper bound. */
  readonly lastNotification: number;
  /** In interval units; null: the interval of the resource. */
  readonly notificationInterval: number | null;
  readonly period: string | null;
  /** State codes; 0 is the recovery. */
  readonly on: ReadonlySet<number>;
  readonly contacts: readonly string[];
  readonly contactGroups: readonly string[];
  readonly source: SourcePlace;
}

export interface TimePeriod {
  readonly name: string;
  readonly alias: string;
  /** Minutes since midnight, `from` included, `to` excluded (1440 = midnight at the end), Sunday first. */
  readonly weekdays: readonly (readonly { readonly from: number; readonly to: number }[])[];
  /** Names of excluded periods. */
  readonly exclude: readonly string[];
  /** Date exceptions as written, for the full time-period rules. */
  readonly exceptions: readonly { readonly days: string; readonly ranges: string }[];
}

export interface InertObject {
  readonly type: string;
  readonly directives: ReadonlyMap<string, string>;
  readonly source: SourcePlace;
}

/** Main-file directives that have an effect. Times in seconds. */
export interface MainSettings {
  readonly intervalLengthSeconds: number;
  readonly serviceCheckTimeoutSeconds: number;
  readonly hostCheckTimeoutSeconds: number;
  /** 0: no limit here (that of the settings applies). */
  readonly maxConcurrentChecks: number;
  readonly executeHostChecks: boolean;
  readonly executeServiceChecks: boolean;
  readonly acceptPassiveHostChecks: boolean;
  readonly acceptPassiveServiceChecks: boolean;
  readonly enableNotifications: boolean;
  readonly maxHostCheckSpreadMinutes: number;
  readonly maxServiceCheckSpreadMinutes: number;
  readonly useTimezone: string | null;
  readonly illegalMacroOutputChars: string;
  readonly checkServiceFreshness: boolean;
  readonly checkHostFreshness: boolean;
  readonly serviceFreshnessCheckIntervalSeconds: number;
  readonly hostFreshnessCheckIntervalSeconds: number;
  readonly additionalFreshnessLatencySeconds: number;
  readonly enableFlapDetection: boolean;
  /** Percent. */
  readonly lowServiceFlapThreshold: number;
  readonly highServiceFlapThreshold: number;
  readonly lowHostFlapThreshold: number;
  readonly highHostFlapThreshold: number;
  readonly enableEventHandlers: boolean;
  readonly globalHostEventHandler: CommandCall | null;
  readonly globalServiceEventHandler: CommandCall | null;
  readonly eventHandlerTimeoutSeconds: number;
  readonly notificationTimeoutSeconds: number;
  readonly cachedHostCheckHorizonSeconds: number;
  readonly cachedServiceCheckHorizonSeconds: number;
  readonly enablePredictiveHostDependencyChecks: boolean;
  readonly enablePredictiveServiceDependencyChecks: boolean;
  readonly softStateDependencies: boolean;
  readonly useAggressiveHostChecking: boolean;
  readonly passiveHostChecksAreSoft: boolean;
  readonly hostDownDisableServiceChecks: boolean;
  /** State of a resource whose check is skipped; -1 leaves the state unchanged. */
  readonly serviceSkipCheckDependencyStatus: number;
  readonly serviceSkipCheckParentStatus: number;
  readonly serviceSkipCheckHostDownStatus: number;
  readonly hostSkipCheckDependencyStatus: number;
  /** Null: default of the engine, UNKNOWN in Centreon Engine and CRITICAL in Nagios 4. */
  readonly serviceCheckTimeoutState: 0 | 1 | 2 | 3 | null;
  readonly checkForOrphanedServices: boolean;
  readonly checkForOrphanedHosts: boolean;
  readonly retainStateInformation: boolean;
  readonly useRetainedProgramState: boolean;
  /** Centreon Engine only: a recovery is notified even if a dependency or a period suppressed it before. */
  readonly sendRecoveryNotificationsAnyways: boolean;
  readonly enableEnvironmentMacros: boolean;
  readonly dateFormat: "us" | "euro" | "iso8601" | "strict-iso8601";
  readonly adminEmail: string;
  readonly adminPager: string;
  /** Custom variables whose values are secrets besides those whose names suggest it; in upper case. */
  readonly secretVariables: readonly string[];
  /** False: no performance data goes to commands and files. */
  readonly processPerformanceData: boolean;
  readonly hostPerfdata: PerfdataOutput;
  readonly servicePerfdata: PerfdataOutput;
  readonly perfdataTimeoutSeconds: number;
}

/** Where the performance data of hosts, or of services, goes for an external grapher. */
export interface PerfdataOutput {
  /** Run for each result. */
  readonly command: CommandCall | null;
  readonly file: string | null;
  /** Text of each entry of the file, with macros. */
  readonly template: string;
  /** `write` empties the file whenever it is opened. */
  readonly mode: "append" | "write" | "pipe";
  /** 0: never. */
  readonly processingIntervalSeconds: number;
  /** Run at this interval; the file is opened again afterwards. */
  readonly processingCommand: CommandCall | null;
  /** True: also results without performance data. */
  readonly takesEmptyResults: boolean;
}

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** An error or a warning about the configuration. `directive` is null if the whole object or file is meant. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly directive: string | null;
  readonly message: string;
}

/** `file:line: directive: message`; without a line for the whole file, without a directive if none is concerned. */
export function placedText({ file, line, directive, message }: ConfigProblem): string {
  const place = line > 0 ? `${file}:${line}` : file;
  return directive === null ? `${place}: ${message}` : `${place}: ${directive}: ${message}`;
}

/** Name of a resource for operators, the same everywhere: `host web`, `service web/page`. */
export const resourceName = (resource: Resource): string =>
  resource.kind === "host" ? `host ${resource.hostName}` : `service ${resource.hostName}/${resource.description}`;
