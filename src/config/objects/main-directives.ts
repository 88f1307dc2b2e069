import type { InertReason } from "../../model/configuration-warnings.ts";
import { harmless, warned, type InertDirective } from "./inert-directive.ts";

// Directives of Nagios 2 to 4, Icinga 1, Naemon and Centreon Engine.
const HARMLESS: Readonly<Record<string, string>> = {
  "Vigie keeps its state, history and lists in its own data folder": `
    aggregate_status_updates comment_file downtime_file object_cache_file precached_object_file state_retention_file
    status_file status_update_interval sync_retention_file temp_file temp_path`,
  "state is stored with every result, not at intervals": `
    retained_scheduling_randomize_window retention_scheduling_horizon retention_update_interval`,
  "the log is written where and how the settings of the server say": `
    daemon_dumps_core debug_file debug_level debug_verbosity event_profiling_enabled log_anonymized_external_command_author
    log_archive_path log_current_states log_event_handlers log_external_commands log_external_commands_user log_file
    log_file_line log_flush_period log_host_retries log_initial_states log_legacy_enabled log_level_checks
    log_level_commands log_level_comments log_level_config log_level_downtimes log_level_eventbroker log_level_events
    log_level_external_command log_level_functions log_level_macros log_level_notifications log_level_otl
    log_level_process log_level_runtime log_long_plugin_output log_notifications log_passive_checks log_pid
    log_rotation_method log_service_retries log_v2_enabled log_v2_logger logger_version max_debug_file_size
    max_log_file_size syslog_local_facility use_daemon_log use_syslog_local_facility`,
  "commands are read when they arrive": `
    check_external_commands command_check_interval external_command_buffer_slots`,
  "the service manager sets the user, group and limits of the process": `
    icinga_group icinga_user loadctl_options lock_file max_file_descriptors naemon_group naemon_user nagios_group
    nagios_user`,
  "plugins are started by a pool of helper processes": `
    check_result_path check_result_reaper_frequency check_workers child_processes_fork_twice
    free_child_process_memory max_check_result_file_age max_check_result_list_items max_check_result_reaper_time
    query_socket service_reaper_frequency sleep_time use_large_installation_tweaks use_setpgid`,
  "there is no embedded Perl": "auth_file enable_embedded_perl p1_file use_embedded_perl_implicitly",
  "they belong to a broker module":
    "broker_module_directory dump_retained_host_service_states_to_neb event_broker_options",
  "they belong to commands that are not supported": "ochp_timeout ocsp_timeout",
  "it belongs to the web interface of Icinga": "pnp_path",
  "first checks are always spread evenly, and checks that pile up are spread again": `
    auto_reschedule_checks auto_rescheduling_interval auto_rescheduling_window host_inter_check_delay_method
    service_inter_check_delay_method service_interleave_factor`,
  "clock changes are always detected": "time_change_threshold",
  "failure prediction was removed from Nagios": "enable_failure_prediction",
  "Vigie does not look for updates": "bare_update_check check_for_updates",
  "macros are always filtered by illegal_macro_output_chars": "enable_macros_filter macros_filter",
  "they belong to parts of Centreon that Vigie replaces": `
    config_version credentials_encryption grpc_port instance_heartbeat_interval poller_id poller_name
    rpc_listen_address rpc_port`,
  "it belongs to the web interface of Nagios": "website_url",
};

/** `name=value`: no warning for this value. */
const WARNED: Readonly<Partial<Record<InertReason, string>>> = {
  "broker-modules": "broker_module broker_module_cfg_file",
  "command-file-setting": "command_file",
  "no-syslog": "use_syslog=0",
  "changes-are-kept": `
    retained_contact_host_attribute_mask=0 retained_contact_service_attribute_mask=0 retained_host_attribute_mask=0
    retained_process_host_attribute_mask=0 retained_process_service_attribute_mask=0 retained_service_attribute_mask=0`,
  "check-times-are-kept": "use_retained_scheduling_info=1",
  "no-obsess-commands": `
    obsess_over_hosts=0 obsess_over_services=0 ochp_command ocsp_command`,
  "passive-hosts-not-translated": "translate_passive_host_checks=0",
  "output-alone": `
    stalking_event_handlers_for_hosts=0 stalking_event_handlers_for_services=0 stalking_notifications_for_hosts=0
    stalking_notifications_for_services=0`,
  "escalations-count-all": "enable_state_based_escalation_ranges=0",
  "circles-are-refused": "allow_circular_dependencies=0",
  "unknown-macros-are-empty": "keep_unknown_macros=0",
};

/**
 * Directives of the main file that are accepted without effect, so that an existing main file can be used unchanged.
 */
export const MAIN_DIRECTIVES_WITHOUT_EFFECT: ReadonlyMap<string, InertDirective> = new Map([
  ...read(HARMLESS, harmless),
  ...read(WARNED, warned),
]);

/** The directive without effect of this name; undefined for others. */
export function inertDirective(name: string): InertDirective | undefined {
  return MAIN_DIRECTIVES_WITHOUT_EFFECT.get(name) ?? (EXTERNAL_DATA.test(name) ? OF_EXTERNAL_DATA : undefined);
}

// Settings of the data modules of Nagios 2 and 3; Nagios 4 skips them by their prefix.
const EXTERNAL_DATA = /^x(odtemplate|object|[cdprs]ddefault)_/;
const OF_EXTERNAL_DATA = harmless("Vigie keeps its data in its own folder");

function read<Reason extends string>(
  table: Readonly<Partial<Record<Reason, string>>>,
  inert: (reason: Reason, ...values: readonly string[]) => InertDirective,
): (readonly [string, InertDirective])[] {
  return (Object.entries(table) as [Reason, string][]).flatMap(([reason, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((written) => {
        const [name = "", ...values] = written.split("=");
        return [name, inert(reason, ...values)] as const;
      }),
  );
}
