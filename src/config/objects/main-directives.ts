/** Directives of the main file without effect in Vigie, by reason. Nagios 4 or Centreon Engine know each of them. */
const BY_REASON: Readonly<Record<string, string>> = {
  "Vigie keeps its state, history and lists in its own data folder": `
    aggregate_status_updates comment_file downtime_file object_cache_file precached_object_file state_retention_file
    status_file status_update_interval temp_file temp_path xcddefault_comment_file xdddefault_downtime_file`,
  "state is stored with every result, not at intervals": "retention_update_interval retention_scheduling_horizon",
  "changes made at run time are always kept": `
    retained_contact_host_attribute_mask retained_contact_service_attribute_mask retained_host_attribute_mask
    retained_process_host_attribute_mask retained_process_service_attribute_mask retained_service_attribute_mask`,
  "check times are always kept over a restart": "use_retained_scheduling_info",
  "the log is written to standard error at the level of the settings": `
    daemon_dumps_core debug_file debug_level debug_verbosity log_archive_path log_current_states log_event_handlers
    log_external_commands log_file log_flush_period log_host_retries log_initial_states log_legacy_enabled
    log_level_checks log_level_commands log_level_comments log_level_config log_level_downtimes
    log_level_eventbroker log_level_events log_level_external_command log_level_functions log_level_macros
    log_level_notifications log_level_otl log_level_process log_level_runtime log_notifications log_passive_checks
    log_pid log_rotation_method log_service_retries log_v2_enabled log_v2_logger max_debug_file_size
    max_log_file_size use_syslog`,
  "the command file is set in the settings": `
    check_external_commands command_check_interval command_file external_command_buffer_slots`,
  "the service manager sets the user, group and limits of the process": `
    lock_file max_file_descriptors nagios_group nagios_user loadctl_options`,
  "plugins are started by a pool of helper processes": `
    check_result_path check_result_reaper_frequency check_workers child_processes_fork_twice
    free_child_process_memory max_check_result_file_age max_check_result_reaper_time query_socket
    service_reaper_frequency sleep_time use_setpgid use_large_installation_tweaks`,
  "there is no embedded Perl": "auth_file enable_embedded_perl p1_file use_embedded_perl_implicitly",
  "broker modules are not supported: use the API": `
    broker_module broker_module_cfg_file broker_module_directory event_broker_options`,
  "performance data is always taken and stored, not given to commands or files": `
    host_perfdata_command host_perfdata_file host_perfdata_file_mode host_perfdata_file_processing_command
    host_perfdata_file_processing_interval host_perfdata_file_template host_perfdata_process_empty_results
    perfdata_timeout process_performance_data service_perfdata_command service_perfdata_file
    service_perfdata_file_mode service_perfdata_file_processing_command service_perfdata_file_processing_interval
    service_perfdata_file_template service_perfdata_process_empty_results`,
  "obsess commands are not supported: use the API": `
    obsess_over_hosts obsess_over_services ochp_command ochp_timeout ocsp_command ocsp_timeout`,
  "first checks are always spread evenly, and checks that pile up are spread again": `
    auto_reschedule_checks auto_rescheduling_interval auto_rescheduling_window host_inter_check_delay_method
    service_inter_check_delay_method service_interleave_factor`,
  "clock changes are always detected": "time_change_threshold",
  "failure prediction was removed from Nagios": "enable_failure_prediction",
  "passive host results are not translated": "translate_passive_host_checks",
  "Vigie does not look for updates": "bare_update_check check_for_updates",
  "macros are always filtered by illegal_macro_output_chars": "enable_macros_filter macros_filter",
  "belongs to parts of Centreon that Vigie replaces": `
    config_version credentials_encryption grpc_port instance_heartbeat_interval poller_id poller_name
    rpc_listen_address rpc_port`,
  "belongs to the web interface of Nagios": "website_url",
};

/**
 * Reasons by directive of the main file that is accepted without effect, each with one warning, so that an existing
 * main file can be used unchanged.
 */
export const MAIN_DIRECTIVES_WITHOUT_EFFECT: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_REASON).flatMap(([reason, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, reason] as const),
  ),
);
