import type { ResourceKey } from "./resource-key.ts";

/**
 * What is monitored, as configured and resolved: templates applied, groups expanded, ids given. Frozen.
 *
 * Directives whose value is the word `null` and that no other template sets show as `null` here and in the API;
 * where the engine needs a value it takes the Nagios default. An absent directive has its Nagios default.
 *
 * The inventory of the running server always says what holds now: when an operator changes a host, a service, a contact or `main`
 * (src/operations/adaptive/), its frozen object is replaced here and in `namesOf(inventory)` by another one with the same key or name. Hold the
 * inventory, keys and names; look the objects up when they are needed.
 */
export interface Inventory {
  /** In the order of host_id. */
  readonly hosts: readonly Host[];
  /** In the order of (host_id, service_id). */
  readonly services: readonly Service[];
  readonly hostGroups: readonly HostGroup[];
  readonly serviceGroups: readonly ServiceGroup[];
  readonly contacts: readonly Contact[];
  readonly contactGroups: readonly ContactGroup[];
  readonly commands: ReadonlyMap<string, Command>;
  readonly timePeriods: ReadonlyMap<string, TimePeriod>;
  /** Pair by pair: groups, lists and wildcards expanded. */
  readonly dependencies: readonly Dependency[];
  /** Resource by resource. */
  readonly escalations: readonly Escalation[];
  /** The services a service depends on as `parents` (Nagios 4); only those that have any. */
  readonly serviceParents: ReadonlyMap<ResourceKey, readonly ResourceKey[]>;
  /** Read and without effect: type and directives as written after inheritance. */
  readonly kept: readonly InertObject[];
  /** `$USERn$` of the resource files, by name without dollar signs (`USER1`). Secret: never shown. */
  readonly userMacros: ReadonlyMap<string, string>;
  readonly main: MainSettings;
}

/** What a host and a service have in common. */
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
  /** In interval units; 0 tells once. */
  readonly notificationInterval: number | null;
  readonly notificationPeriod: string | null;
  readonly firstNotificationDelay: number;
  /**
   * The letters of notification_options spelled out; null when the directive is `null`.
   * Hosts: down, unreachable, recovery, flapping, downtime. Services: warning, unknown, critical, recovery, flapping, downtime.
   */
  readonly notifyOn: ReadonlySet<NotifyOption> | null;
  readonly contacts: readonly string[];
  readonly contactGroups: readonly string[];
  readonly iconImage: string | null;
  readonly iconImageAlt: string | null;
  readonly notes: string | null;
  readonly notesUrl: string | null;
  readonly actionUrl: string | null;
  /** IANA zone with or without a leading colon, as written; '' when none is given. */
  readonly timezone: string | null;
  /** State before the first check: 4 (pending) unless `initial_state` is given. */
  readonly initialState: number;
  /** Names in upper case without the leading underscore. */
  readonly customVariables: ReadonlyMap<string, string>;
  readonly options: CheckableOptions;
  /** File and line of the definition, for messages. */
  readonly source: SourcePlace;
}

/** What few resources set. Equal options are one object, so that 100,000 services cost no more for them. */
export interface CheckableOptions {
  readonly eventHandler: CommandCall | null;
  readonly eventHandlerEnabled: boolean;
  readonly flapDetectionEnabled: boolean;
  /** Percent; 0 takes the one of the main file. */
  readonly lowFlapThreshold: number;
  readonly highFlapThreshold: number;
  /** State codes that count for flapping. */
  readonly flapDetectionOn: ReadonlySet<number>;
  readonly checkFreshness: boolean;
  /** 0: reckoned from the check interval. */
  readonly freshnessThresholdSeconds: number;
  /** State codes in which a changed output is written to the history. */
  readonly stalkOn: ReadonlySet<number>;
  /** Of Centreon Engine, in interval units: a recovery that lasts less is not told. */
  readonly recoveryNotificationDelay: number;
  /** Of Centreon Engine, in interval units: an acknowledgement ends after it; 0 never. */
  readonly acknowledgementTimeout: number;
  /** `hourly_value`, `importance`. */
  readonly importance: number;
  readonly retainStatus: boolean;
  readonly retainNonstatus: boolean;
  /** Directives of Nagios that nothing here acts on (`obsess`, coordinates, …), those that are given. */
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
  readonly pollerId: number;
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
/** What macros show of a group; absent when not given. */
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

/** A contact of the object files. `name` is the login name where it may log in (the API's `contact.alias`). */
export interface Contact {
  readonly name: string;
  readonly alias: string;
  readonly email: string;
  readonly pager: string;
  /** IANA zone as written; '' when none is given. */
  readonly timezone: string;
  readonly hostNotifications: ContactNotifications;
  readonly serviceNotifications: ContactNotifications;
  /** Resources of less importance are not told. */
  readonly minimumImportance: number;
  readonly canSubmitCommands: boolean;
  /** All directives after inheritance, for macros. */
  readonly directives: ReadonlyMap<string, string>;
  readonly customVariables: ReadonlyMap<string, string>;
}

/** What a contact wants to be told about hosts, or about services. */
export interface ContactNotifications {
  readonly enabled: boolean;
  /** Null: always. */
  readonly period: string | null;
  readonly on: ReadonlySet<NotifyOption>;
  readonly commands: readonly CommandCall[];
}

/** `dependent` is not checked, or not told about, while `master` is in one of the states of `failOn` (4 is pending). */
export interface Dependency {
  readonly kind: "execution" | "notification";
  readonly dependent: ResourceKey;
  readonly master: ResourceKey;
  readonly failOn: ReadonlySet<number>;
  readonly inheritsParent: boolean;
  /** Holds only while this period is open; null: always. */
  readonly period: string | null;
  readonly source: SourcePlace;
}

export interface Escalation {
  readonly key: ResourceKey;
  readonly firstNotification: number;
  /** 0: for ever. */
  readonly lastNotification: number;
  /** In interval units; null: that of the resource. */
  readonly notificationInterval: number | null;
  readonly period: string | null;
  /** State codes, 0 for the recovery. */
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
  /** Date exceptions as written, kept for the full time-period rules. */
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
  /** 0 = no limit of its own (the settings' limit holds). */
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
  /** State a skipped check gives its resource; -1 leaves the state as it is. */
  readonly serviceSkipCheckDependencyStatus: number;
  readonly serviceSkipCheckParentStatus: number;
  readonly serviceSkipCheckHostDownStatus: number;
  readonly hostSkipCheckDependencyStatus: number;
  /** Null: as the engine has it, UNKNOWN in Centreon Engine and CRITICAL in Nagios 4. */
  readonly serviceCheckTimeoutState: 0 | 1 | 2 | 3 | null;
  readonly checkForOrphanedServices: boolean;
  readonly checkForOrphanedHosts: boolean;
  readonly retainStateInformation: boolean;
  readonly useRetainedProgramState: boolean;
  /** Of Centreon Engine: a recovery is told though a dependency or a period had kept it back. */
  readonly sendRecoveryNotificationsAnyways: boolean;
  readonly enableEnvironmentMacros: boolean;
  readonly dateFormat: "us" | "euro" | "iso8601" | "strict-iso8601";
  readonly adminEmail: string;
  readonly adminPager: string;
}

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** One thing wrong in the configuration. `directive` is null when the whole object or file is meant. */
export interface ConfigError {
  readonly file: string;
  readonly line: number;
  readonly directive: string | null;
  readonly message: string;
}
/** Same shape: something accepted that has no effect, told once. */
export type ConfigWarning = ConfigError;

/** A resource in words, the same wherever an operator reads it: `host web`, `service web/page`. */
export const resourceName = (resource: Resource): string =>
  resource.kind === "host" ? `host ${resource.hostName}` : `service ${resource.hostName}/${resource.description}`;
