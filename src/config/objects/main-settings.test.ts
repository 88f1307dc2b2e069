import { describe, expect, it } from "vitest";

import { MAIN_DIRECTIVES } from "./main-settings.ts";
import type { MainSettings, PerfdataOutput } from "../../model/objects.ts";
import { BASE, loadObjects } from "./configuration-folder.fixture.ts";
import { DEFAULT_HOST_PERFDATA, DEFAULT_SERVICE_PERFDATA } from "./perfdata-output.ts";

const ofHosts = (change: Partial<PerfdataOutput>) => ({ hostPerfdata: { ...DEFAULT_HOST_PERFDATA, ...change } });
const ofServices = (change: Partial<PerfdataOutput>) => ({
  servicePerfdata: { ...DEFAULT_SERVICE_PERFDATA, ...change },
});
const CALL = { name: "c", args: ["x"], raw: "c!x" };

// Every directive with a value other than its default. Directives that affect the reading have no setting.
const SET: Readonly<Record<string, readonly [written: string, setting: Partial<MainSettings>]>> = {
  accept_passive_host_checks: ["0", { acceptPassiveHostChecks: false }],
  accept_passive_service_checks: ["0", { acceptPassiveServiceChecks: false }],
  additional_freshness_latency: ["-5", { additionalFreshnessLatencySeconds: -5 }],
  admin_email: ["root@example.org", { adminEmail: "root@example.org" }],
  admin_pager: ["1", { adminPager: "1" }],
  cached_host_check_horizon: ["0", { cachedHostCheckHorizonSeconds: 0 }],
  cached_service_check_horizon: ["20", { cachedServiceCheckHorizonSeconds: 20 }],
  check_for_orphaned_hosts: ["0", { checkForOrphanedHosts: false }],
  check_for_orphaned_services: ["0", { checkForOrphanedServices: false }],
  check_host_freshness: ["1", { checkHostFreshness: true }],
  check_service_freshness: ["0", { checkServiceFreshness: false }],
  date_format: ["strict-iso8601", { dateFormat: "strict-iso8601" }],
  enable_environment_macros: ["1", { enableEnvironmentMacros: true }],
  enable_event_handlers: ["0", { enableEventHandlers: false }],
  enable_flap_detection: ["1", { enableFlapDetection: true }],
  enable_notifications: ["0", { enableNotifications: false }],
  enable_predictive_host_dependency_checks: ["0", { enablePredictiveHostDependencyChecks: false }],
  enable_predictive_service_dependency_checks: ["0", { enablePredictiveServiceDependencyChecks: false }],
  event_handler_timeout: ["11", { eventHandlerTimeoutSeconds: 11 }],
  execute_host_checks: ["0", { executeHostChecks: false }],
  execute_service_checks: ["0", { executeServiceChecks: false }],
  global_host_event_handler: ["c!x", { globalHostEventHandler: CALL }],
  global_service_event_handler: ["c", { globalServiceEventHandler: { name: "c", args: [], raw: "c" } }],
  high_host_flap_threshold: ["50.5", { highHostFlapThreshold: 50.5 }],
  high_service_flap_threshold: ["100", { highServiceFlapThreshold: 100 }],
  host_check_timeout: ["12", { hostCheckTimeoutSeconds: 12 }],
  host_down_disable_service_checks: ["1", { hostDownDisableServiceChecks: true }],
  host_freshness_check_interval: ["13", { hostFreshnessCheckIntervalSeconds: 13 }],
  host_perfdata_command: ["c!x", ofHosts({ command: CALL })],
  host_perfdata_file: ["/var/h.out", ofHosts({ file: "/var/h.out" })],
  host_perfdata_file_mode: ["w", ofHosts({ mode: "write" })],
  host_perfdata_file_processing_command: ["c!x", ofHosts({ processingCommand: CALL })],
  host_perfdata_file_processing_interval: ["20", ofHosts({ processingIntervalSeconds: 20 })],
  host_perfdata_file_template: [String.raw`$HOSTNAME$\t\n\r\q`, ofHosts({ template: "$HOSTNAME$\t\n\r\\q" })],
  host_perfdata_process_empty_results: ["0", ofHosts({ takesEmptyResults: false })],
  host_skip_check_dependency_status: ["1", { hostSkipCheckDependencyStatus: 1 }],
  secret_custom_variables: ["_login, pin", { secretVariables: ["LOGIN", "PIN"] }],
  illegal_macro_output_chars: [";#=", { illegalMacroOutputChars: ";#=" }],
  interval_length: ["1", { intervalLengthSeconds: 1 }],
  low_host_flap_threshold: ["0", { lowHostFlapThreshold: 0 }],
  low_service_flap_threshold: ["5.0", { lowServiceFlapThreshold: 5 }],
  max_concurrent_checks: ["14", { maxConcurrentChecks: 14 }],
  max_host_check_spread: ["15", { maxHostCheckSpreadMinutes: 15 }],
  max_service_check_spread: ["16", { maxServiceCheckSpreadMinutes: 16 }],
  notification_timeout: ["17", { notificationTimeoutSeconds: 17 }],
  passive_host_checks_are_soft: ["1", { passiveHostChecksAreSoft: true }],
  perfdata_timeout: ["21", { perfdataTimeoutSeconds: 21 }],
  process_performance_data: ["1", { processPerformanceData: true }],
  retain_state_information: ["0", { retainStateInformation: false }],
  send_recovery_notifications_anyways: ["1", { sendRecoveryNotificationsAnyways: true }],
  service_check_timeout: ["18", { serviceCheckTimeoutSeconds: 18 }],
  service_check_timeout_state: ["c", { serviceCheckTimeoutState: 2 }],
  freshness_check_interval: ["7", { serviceFreshnessCheckIntervalSeconds: 7 }],
  service_freshness_check_interval: ["19", { serviceFreshnessCheckIntervalSeconds: 19 }],
  service_perfdata_command: ["c!x", ofServices({ command: CALL })],
  service_perfdata_file: ["/var/s.out", ofServices({ file: "/var/s.out" })],
  service_perfdata_file_mode: ["p", ofServices({ mode: "pipe" })],
  service_perfdata_file_processing_command: ["c!x", ofServices({ processingCommand: CALL })],
  service_perfdata_file_processing_interval: ["22", ofServices({ processingIntervalSeconds: 22 })],
  service_perfdata_file_template: ["$SERVICEDESC$", ofServices({ template: "$SERVICEDESC$" })],
  service_perfdata_process_empty_results: ["0", ofServices({ takesEmptyResults: false })],
  service_skip_check_dependency_status: ["0", { serviceSkipCheckDependencyStatus: 0 }],
  service_skip_check_host_down_status: ["2", { serviceSkipCheckHostDownStatus: 2 }],
  service_skip_check_parent_status: ["3", { serviceSkipCheckParentStatus: 3 }],
  soft_state_dependencies: ["1", { softStateDependencies: true }],
  use_aggressive_host_checking: ["1", { useAggressiveHostChecking: true }],
  use_agressive_host_checking: ["1", { useAggressiveHostChecking: true }],
  use_retained_program_state: ["0", { useRetainedProgramState: false }],
  use_timezone: [":Europe/Paris", { useTimezone: ":Europe/Paris" }],
  allow_empty_hostgroup_assignment: ["1", {}],
  illegal_object_name_chars: ["(", {}],
  use_regexp_matching: ["1", {}],
  use_true_regexp_matching: ["1", {}],
};

describe("a directive of the main file", () => {
  const defaults = loadObjects(BASE).inventory.main;

  it("is in this table, with a value other than its default", () => {
    const given = Object.values(SET).flatMap(([, setting]) => Object.entries(setting));
    const isDefault = ([name, value]: readonly [string, unknown]): boolean =>
      Object.entries(defaults).some(([key, each]) => key === name && each === value);

    expect(Object.keys(SET).sort()).toEqual([...MAIN_DIRECTIVES.keys()].sort());
    expect(given.filter(isDefault)).toEqual([]);
  });

  it.each(Object.entries(SET).map(([name, [written, setting]]) => ({ name, written, setting })))(
    "sets what it says: $name",
    ({ name, written, setting }) => {
      const { inventory, warnings } = loadObjects(BASE, `${name}=${written}`);

      expect(inventory.main).toEqual({ ...defaults, ...setting });
      expect(warnings).toEqual([]);
    },
  );

  it.each([
    ["low_host_flap_threshold=101", `'101' is not a percentage from 0 to 100`],
    ["cached_host_check_horizon=-1", `'-1' is not a whole number from 0 to 86400`],
    ["service_skip_check_parent_status=4", `'4' is not a whole number from -1 to 3`],
    ["service_check_timeout_state=x", `'x' is not one of o, w, c, u, 0, 1, 2, 3`],
    ["global_host_event_handler=", `'' is not the name of a command`],
    ["global_host_event_handler=nope!1", `command 'nope' is not defined`],
    ["use_timezone=Mars", `'Mars' is not a time zone such as Europe/Paris`],
    ["use_regexp_matching=", `'' is not 0 or 1`],
    ["host_perfdata_file=", `'' is not a path`],
    ["perfdata_timeout=0", `'0' is not a whole number from 1 to 86400`],
    ["service_perfdata_command=nope", `command 'nope' is not defined`],
    ["interval_length=0", `'0' is not a whole number from 1 to 86400`],
  ])("%s is an error", (line, message) => {
    expect(loadObjects(BASE, line).errors).toEqual([`vigie.cfg:2: ${line.slice(0, line.indexOf("="))}: ${message}`]);
  });

  it.each([
    ["enable_flap_detection=yes", { enableFlapDetection: false }, `'yes': 0 counts, as in Nagios (expected 0 or 1)`],
    [
      "enable_notifications=0 # off",
      { enableNotifications: false },
      `'0 # off': 0 counts, as in Nagios (expected 0 or 1)`,
    ],
    ["enable_flap_detection=2", { enableFlapDetection: true }, `'2': 1 counts, as in Nagios (expected 0 or 1)`],
    [
      "service_check_timeout=90s",
      { serviceCheckTimeoutSeconds: 90 },
      `'90s': 90 counts, as in Nagios (expected a whole number from 1 to 86400)`,
    ],
    [
      "low_host_flap_threshold=5.5 %",
      { lowHostFlapThreshold: 5.5 },
      `'5.5 %': 5.5 counts, as in Nagios (expected a percentage from 0 to 100)`,
    ],
    [
      "date_format=iso",
      { dateFormat: "us" },
      `'iso': us counts, as in Nagios (expected one of us, euro, iso8601, strict-iso8601)`,
    ],
    [
      "host_perfdata_file_mode=append",
      ofHosts({ mode: "pipe" }),
      `'append': pipe counts, as in Nagios (expected one of a, w, p)`,
    ],
  ])("%s counts as far as Nagios reads it, with a warning", (line, setting, message) => {
    const { inventory, warnings } = loadObjects(BASE, line);

    expect(inventory.main).toEqual({ ...defaults, ...setting });
    expect(warnings).toEqual([`vigie.cfg:2: ${line.slice(0, line.indexOf("="))}: ${message}`]);
  });
});
