import { inexact } from "./check-values.ts";
import type { NameMatching } from "./name-matching.ts";
import type { CommandCall, MainSettings, PerfdataOutput, SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { expectationOfNumber, readNumber } from "./numeric-values.ts";
import {
  DEFAULT_HOST_PERFDATA,
  DEFAULT_SERVICE_PERFDATA,
  perfdataFileMode,
  perfdataTemplate,
} from "./perfdata-output.ts";
import { pathFrom } from "./path-from.ts";
import { shortened } from "./shortened.ts";
import { isTimeZone } from "../../model/time-zone.ts";
import { parseCommandCall } from "./value-pool.ts";
import { type WarningText, warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";
import type { ExpectedValue } from "../../model/expected-value.ts";

/** Settings while the main file is read, with those that affect how objects are read. */
export interface MainValues {
  settings: MainSettings;
  /** `illegal_object_name_chars`; null when the main file does not set it. */
  illegalNameChars: string | null;
  /** `allow_empty_hostgroup_assignment`: no warning for a service whose host groups are all empty. */
  allowEmptyHostGroups: boolean;
  matching: NameMatching;
  /** Commands named by directives, looked up after all objects are read. */
  commands: readonly { readonly directive: string; readonly call: CommandCall; readonly place: SourcePlace }[];
}

/** Nagios's defaults; `illegal_macro_output_chars` is the set of its sample file, since an empty set is unsafe. */
export const DEFAULT_MAIN_VALUES: MainValues = {
  settings: {
    intervalLengthSeconds: 60,
    serviceCheckTimeoutSeconds: 60,
    hostCheckTimeoutSeconds: 30,
    maxConcurrentChecks: 0,
    executeHostChecks: true,
    executeServiceChecks: true,
    acceptPassiveHostChecks: true,
    acceptPassiveServiceChecks: true,
    enableNotifications: true,
    maxHostCheckSpreadMinutes: 30,
    maxServiceCheckSpreadMinutes: 30,
    useTimezone: null,
    illegalMacroOutputChars: "`~$&|'\"<>",
    checkServiceFreshness: true,
    checkHostFreshness: false,
    serviceFreshnessCheckIntervalSeconds: 60,
    hostFreshnessCheckIntervalSeconds: 60,
    additionalFreshnessLatencySeconds: 15,
    enableFlapDetection: false,
    lowServiceFlapThreshold: 20,
    highServiceFlapThreshold: 30,
    lowHostFlapThreshold: 20,
    highHostFlapThreshold: 30,
    enableEventHandlers: true,
    globalHostEventHandler: null,
    globalServiceEventHandler: null,
    eventHandlerTimeoutSeconds: 30,
    notificationTimeoutSeconds: 30,
    cachedHostCheckHorizonSeconds: 15,
    cachedServiceCheckHorizonSeconds: 15,
    enablePredictiveHostDependencyChecks: true,
    enablePredictiveServiceDependencyChecks: true,
    softStateDependencies: false,
    useAggressiveHostChecking: false,
    passiveHostChecksAreSoft: false,
    hostDownDisableServiceChecks: false,
    serviceSkipCheckDependencyStatus: -1,
    serviceSkipCheckParentStatus: -1,
    serviceSkipCheckHostDownStatus: -1,
    hostSkipCheckDependencyStatus: -1,
    serviceCheckTimeoutState: null,
    checkForOrphanedServices: true,
    checkForOrphanedHosts: true,
    retainStateInformation: true,
    useRetainedProgramState: true,
    sendRecoveryNotificationsAnyways: false,
    enableEnvironmentMacros: false,
    dateFormat: "us",
    adminEmail: "",
    adminPager: "",
    secretVariables: [],
    processPerformanceData: false,
    hostPerfdata: DEFAULT_HOST_PERFDATA,
    servicePerfdata: DEFAULT_SERVICE_PERFDATA,
    perfdataTimeoutSeconds: 5,
  },
  illegalNameChars: null,
  allowEmptyHostGroups: false,
  matching: { useRegexp: false, always: false },
  commands: [],
};

/** Applies a directive that has an effect to `values`; false for other directives. */
export function takeMainDirective(
  values: MainValues,
  name: string,
  value: string,
  place: SourcePlace,
  problems: Diagnostics,
): boolean {
  const take = MAIN_DIRECTIVES.get(name);
  if (take === undefined) return false;
  const expected = take(values, value, place, (warning) => problems.warn(place, name, warning));
  if (expected !== null) problems.error(place, name, errorOf("value-is-not", { value: shortened(value), ...expected }));
  return true;
}

/** Applies a value. Returns null, or for an invalid value what was expected. */
export type Take = (
  values: MainValues,
  value: string,
  place: SourcePlace,
  warn: (warning: WarningText) => void,
) => ExpectedValue | null;

type SettingOf<T> = {
  [K in keyof MainSettings]: MainSettings[K] extends T ? (T extends MainSettings[K] ? K : never) : never;
}[keyof MainSettings];

function set<K extends keyof MainSettings>(values: MainValues, key: K, value: MainSettings[K]): null {
  values.settings = { ...values.settings, [key]: value };
  return null;
}

const number = (key: SettingOf<number>, min: number, max: number): Take =>
  wholeNumber(min, max, (values, given) => set(values, key, given));

/** A whole number. The one at the beginning of the value counts, without one 0, as in Nagios. */
function wholeNumber(min: number, max: number, take: (values: MainValues, given: number) => void): Take {
  const expected = { form: "whole", min, max } as const;
  return (values, value, _, warn) => {
    const written = /^[+-]?\d+/.exec(value)?.[0];
    const given = Number(written ?? 0);
    if (value === "" || given < min || given > max) return expected;
    if (written !== value || value.startsWith("+")) warn(inexact(value, { number: given, expected }));
    take(values, given);
    return null;
  };
}

/** Flapping thresholds: a state cannot flap more than 100 %. */
function percent(key: SettingOf<number>): Take {
  const expected = { form: "percent", min: 0, max: 100 } as const;
  return (values, value, _, warn) => {
    const read = /^\d/.test(value) ? readNumber("interval", value) : null;
    if (read === null || read.number > 100) return expected;
    if (!read.isExact) warn(inexact(value, { number: read.number, expected }));
    return set(values, key, read.number);
  };
}

const flag = (key: SettingOf<boolean>): Take => onOff((values, isOn) => set(values, key, isOn));

function onOff(take: (values: MainValues, isOn: boolean) => void): Take {
  return (values, value, _, warn) => {
    const read = readNumber("flag", value);
    if (read === null || value === "") return expectationOfNumber("flag");
    if (!read.isExact) warn(inexact(value, read));
    take(values, read.number === 1);
    return null;
  };
}

function text(key: SettingOf<string>): Take {
  return (values, value) => set(values, key, value);
}

const command = (key: SettingOf<CommandCall | null>, directive: string): Take =>
  commandCall(directive, (values, call) => set(values, key, call));

function commandCall(directive: string, take: (values: MainValues, call: CommandCall) => void): Take {
  return (values, value, place) => {
    if (value === "") return { form: "command-name" };
    const call = parseCommandCall(value);
    values.commands = [...values.commands, { directive, call, place }];
    take(values, call);
    return null;
  };
}

function oneOf<K extends keyof MainSettings>(key: K, choices: ReadonlyMap<string, MainSettings[K]>): Take {
  return (values, value) => {
    const chosen = choices.get(value);
    return chosen === undefined ? { form: "one-of", choices: [...choices.keys()] } : set(values, key, chosen);
  };
}

/** `date_format`: every other word means `us`, as in Nagios. */
const secretVariables: Take = (values, value) => {
  const names = value.split(",").map((name) => name.trim().replace(/^_/, "").toUpperCase());
  if (names.includes("")) return { form: "variable-names" };
  return set(values, "secretVariables", [...values.settings.secretVariables, ...names]);
};

const dateFormat: Take = (values, value, _, warn) => {
  const chosen = DATE_FORMATS.get(value);
  if (chosen === undefined) {
    if (value === "") return { form: "one-of", choices: [...DATE_FORMATS.keys()] };
    warn(warningOf("choice-read", { value: shortened(value), counts: "us", choices: [...DATE_FORMATS.keys()] }));
  }
  return set(values, "dateFormat", chosen ?? "us");
};

const DAY = 86_400;

/** Directives of `hostPerfdata` and `servicePerfdata`. */
function perfdataOf(kind: "host" | "service"): Readonly<Record<string, Take>> {
  const key = `${kind}Perfdata` as const;
  const put = (values: MainValues, change: Partial<PerfdataOutput>): null =>
    set(values, key, { ...values.settings[key], ...change });
  const name = (rest: string): string => `${kind}_perfdata_${rest}`;
  return {
    [name("command")]: commandCall(name("command"), (values, call) => put(values, { command: call })),
    [name("file")]: (values, value, place) =>
      value === "" ? { form: "path" } : put(values, { file: pathFrom(place.file, value) }),
    [name("file_template")]: (values, value) => put(values, { template: perfdataTemplate(value) }),
    [name("file_mode")]: (values, value, _, warn) => put(values, { mode: perfdataFileMode(value, warn) }),
    [name("file_processing_interval")]: wholeNumber(0, DAY, (values, processingIntervalSeconds) =>
      put(values, { processingIntervalSeconds }),
    ),
    [name("file_processing_command")]: commandCall(name("file_processing_command"), (values, processingCommand) =>
      put(values, { processingCommand }),
    ),
    [name("process_empty_results")]: onOff((values, takesEmptyResults) => put(values, { takesEmptyResults })),
  };
}
const TIMEOUT_STATES = new Map<string, 0 | 1 | 2 | 3>([
  ["o", 0],
  ["w", 1],
  ["c", 2],
  ["u", 3],
  ["0", 0],
  ["1", 1],
  ["2", 2],
  ["3", 3],
]);
const DATE_FORMATS = new Map<string, MainSettings["dateFormat"]>(
  (["us", "euro", "iso8601", "strict-iso8601"] as const).map((format) => [format, format]),
);
const aggressiveHostChecking = flag("useAggressiveHostChecking");

/** Directives of the main file that have an effect, in the spellings of Nagios 4 and of Centreon Engine. */
export const MAIN_DIRECTIVES: ReadonlyMap<string, Take> = new Map<string, Take>(
  Object.entries<Take>({
    accept_passive_host_checks: flag("acceptPassiveHostChecks"),
    accept_passive_service_checks: flag("acceptPassiveServiceChecks"),
    additional_freshness_latency: number("additionalFreshnessLatencySeconds", -DAY, DAY),
    admin_email: text("adminEmail"),
    admin_pager: text("adminPager"),
    cached_host_check_horizon: number("cachedHostCheckHorizonSeconds", 0, DAY),
    cached_service_check_horizon: number("cachedServiceCheckHorizonSeconds", 0, DAY),
    check_for_orphaned_hosts: flag("checkForOrphanedHosts"),
    check_for_orphaned_services: flag("checkForOrphanedServices"),
    check_host_freshness: flag("checkHostFreshness"),
    check_service_freshness: flag("checkServiceFreshness"),
    date_format: dateFormat,
    enable_environment_macros: flag("enableEnvironmentMacros"),
    enable_event_handlers: flag("enableEventHandlers"),
    enable_flap_detection: flag("enableFlapDetection"),
    enable_notifications: flag("enableNotifications"),
    enable_predictive_host_dependency_checks: flag("enablePredictiveHostDependencyChecks"),
    enable_predictive_service_dependency_checks: flag("enablePredictiveServiceDependencyChecks"),
    event_handler_timeout: number("eventHandlerTimeoutSeconds", 1, DAY),
    execute_host_checks: flag("executeHostChecks"),
    execute_service_checks: flag("executeServiceChecks"),
    global_host_event_handler: command("globalHostEventHandler", "global_host_event_handler"),
    global_service_event_handler: command("globalServiceEventHandler", "global_service_event_handler"),
    high_host_flap_threshold: percent("highHostFlapThreshold"),
    high_service_flap_threshold: percent("highServiceFlapThreshold"),
    host_check_timeout: number("hostCheckTimeoutSeconds", 1, DAY),
    host_down_disable_service_checks: flag("hostDownDisableServiceChecks"),
    host_freshness_check_interval: number("hostFreshnessCheckIntervalSeconds", 1, DAY),
    host_skip_check_dependency_status: number("hostSkipCheckDependencyStatus", -1, 2),
    illegal_macro_output_chars: text("illegalMacroOutputChars"),
    interval_length: number("intervalLengthSeconds", 1, DAY),
    low_host_flap_threshold: percent("lowHostFlapThreshold"),
    low_service_flap_threshold: percent("lowServiceFlapThreshold"),
    max_concurrent_checks: number("maxConcurrentChecks", 0, 1_000_000),
    max_host_check_spread: number("maxHostCheckSpreadMinutes", 1, 1440),
    max_service_check_spread: number("maxServiceCheckSpreadMinutes", 1, 1440),
    notification_timeout: number("notificationTimeoutSeconds", 1, DAY),
    passive_host_checks_are_soft: flag("passiveHostChecksAreSoft"),
    perfdata_timeout: number("perfdataTimeoutSeconds", 1, DAY),
    process_performance_data: flag("processPerformanceData"),
    ...perfdataOf("host"),
    ...perfdataOf("service"),
    retain_state_information: flag("retainStateInformation"),
    secret_custom_variables: secretVariables,
    send_recovery_notifications_anyways: flag("sendRecoveryNotificationsAnyways"),
    service_check_timeout: number("serviceCheckTimeoutSeconds", 1, DAY),
    service_check_timeout_state: oneOf("serviceCheckTimeoutState", TIMEOUT_STATES),
    // Spelling of Nagios 2 and Naemon.
    freshness_check_interval: number("serviceFreshnessCheckIntervalSeconds", 1, DAY),
    service_freshness_check_interval: number("serviceFreshnessCheckIntervalSeconds", 1, DAY),
    service_skip_check_dependency_status: number("serviceSkipCheckDependencyStatus", -1, 3),
    service_skip_check_host_down_status: number("serviceSkipCheckHostDownStatus", -1, 3),
    service_skip_check_parent_status: number("serviceSkipCheckParentStatus", -1, 3),
    soft_state_dependencies: flag("softStateDependencies"),
    use_aggressive_host_checking: aggressiveHostChecking,
    // Spelling of Centreon Engine and Nagios 3.
    use_agressive_host_checking: aggressiveHostChecking,
    use_retained_program_state: flag("useRetainedProgramState"),
    use_timezone: (values, value) => (isTimeZone(value) ? set(values, "useTimezone", value) : { form: "time-zone" }),
    allow_empty_hostgroup_assignment: onOff((values, isOn) => {
      values.allowEmptyHostGroups = isOn;
    }),
    illegal_object_name_chars: (values, value) => {
      values.illegalNameChars = value;
      return null;
    },
    use_regexp_matching: onOff((values, isOn) => {
      values.matching = { ...values.matching, useRegexp: isOn };
    }),
    use_true_regexp_matching: onOff((values, isOn) => {
      values.matching = { ...values.matching, always: isOn };
    }),
  }),
);
