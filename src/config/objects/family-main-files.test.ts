import { describe, expect, it } from "vitest";
import { loadFiles } from "./configuration-folder.fixture.ts";

// Documented directives of the main files; those of one family are not repeated in the next.
const NAGIOS_4 = `
    accept_passive_host_checks accept_passive_service_checks additional_freshness_latency admin_email
    admin_pager aggregate_status_updates allow_empty_hostgroup_assignment auth_file auto_reschedule_checks
    auto_rescheduling_interval auto_rescheduling_window bare_update_check broker_module
    cached_host_check_horizon cached_service_check_horizon cfg_dir cfg_file check_external_commands
    check_for_orphaned_hosts check_for_orphaned_services check_for_updates check_host_freshness
    check_result_path check_result_reaper_frequency check_service_freshness check_workers
    child_processes_fork_twice command_check_interval command_file comment_file daemon_dumps_core date_format
    debug_file debug_level debug_verbosity downtime_file enable_embedded_perl enable_environment_macros
    enable_event_handlers enable_failure_prediction enable_flap_detection enable_notifications
    enable_predictive_host_dependency_checks enable_predictive_service_dependency_checks event_broker_options
    event_handler_timeout execute_host_checks execute_service_checks external_command_buffer_slots
    free_child_process_memory global_host_event_handler global_service_event_handler high_host_flap_threshold
    high_service_flap_threshold host_check_timeout host_down_disable_service_checks
    host_freshness_check_interval host_inter_check_delay_method host_perfdata_command host_perfdata_file
    host_perfdata_file_mode host_perfdata_file_processing_command host_perfdata_file_processing_interval
    host_perfdata_file_template host_perfdata_process_empty_results host_skip_check_dependency_status
    illegal_macro_output_chars illegal_object_name_chars interval_length loadctl_options lock_file
    log_archive_path log_current_states log_event_handlers log_external_commands log_file log_host_retries
    log_initial_states log_notifications log_passive_checks log_rotation_method log_service_retries
    low_host_flap_threshold low_service_flap_threshold max_check_result_file_age max_check_result_reaper_time
    max_concurrent_checks max_debug_file_size max_host_check_spread max_service_check_spread nagios_group
    nagios_user notification_timeout object_cache_file obsess_over_hosts obsess_over_services ochp_command
    ochp_timeout ocsp_command ocsp_timeout p1_file passive_host_checks_are_soft perfdata_timeout
    precached_object_file process_performance_data query_socket resource_file retain_state_information
    retained_contact_host_attribute_mask retained_contact_service_attribute_mask retained_host_attribute_mask
    retained_process_host_attribute_mask retained_process_service_attribute_mask retained_service_attribute_mask
    retention_scheduling_horizon retention_update_interval service_check_timeout service_check_timeout_state
    service_freshness_check_interval service_inter_check_delay_method service_interleave_factor
    service_perfdata_command service_perfdata_file service_perfdata_file_mode
    service_perfdata_file_processing_command service_perfdata_file_processing_interval
    service_perfdata_file_template service_perfdata_process_empty_results service_reaper_frequency
    service_skip_check_dependency_status service_skip_check_host_down_status service_skip_check_parent_status
    sleep_time soft_state_dependencies state_retention_file status_file status_update_interval temp_file
    temp_path time_change_threshold translate_passive_host_checks use_aggressive_host_checking
    use_agressive_host_checking use_embedded_perl_implicitly use_large_installation_tweaks use_regexp_matching
    use_retained_program_state use_retained_scheduling_info use_syslog use_timezone use_true_regexp_matching
    website_url`;

const ICINGA_1 = `
    dump_retained_host_service_states_to_neb enable_state_based_escalation_ranges event_profiling_enabled
    icinga_group icinga_user keep_unknown_macros log_anonymized_external_command_author
    log_external_commands_user log_long_plugin_output max_check_result_list_items
    stalking_event_handlers_for_hosts stalking_event_handlers_for_services stalking_notifications_for_hosts
    stalking_notifications_for_services sync_retention_file syslog_local_facility use_daemon_log
    use_syslog_local_facility`;

const NAEMON = `
    allow_circular_dependencies config_rel_path freshness_check_interval include_dir include_file naemon_group
    naemon_user retained_scheduling_randomize_window`;

const CENTREON_ENGINE = `
    broker_module_cfg_file broker_module_directory config_version credentials_encryption enable_macros_filter
    grpc_port instance_heartbeat_interval log_file_line log_flush_period log_legacy_enabled log_level_checks
    log_level_commands log_level_comments log_level_config log_level_downtimes log_level_eventbroker
    log_level_events log_level_external_command log_level_functions log_level_macros log_level_notifications
    log_level_otl log_level_process log_level_runtime log_pid log_v2_enabled log_v2_logger macros_filter
    max_log_file_size poller_id poller_name rpc_listen_address rpc_port send_recovery_notifications_anyways
    use_setpgid xcddefault_comment_file xdddefault_downtime_file`;

/** Names of Nagios 2 and 3 whose beginning alone decides. */
const EXTERNAL_DATA =
  "xodtemplate_config_file xsddefault_status_file xrddefault_retention_file xpddefault_perfdata_timeout";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

describe("a documented directive of the main file", () => {
  it.each([
    ["Nagios 4", "nagios.cfg", NAGIOS_4],
    ["Icinga 1", "icinga.cfg", ICINGA_1],
    ["Naemon", "naemon.cfg", NAEMON],
    ["Centreon Engine", "centengine.cfg", CENTREON_ENGINE],
    ["data modules", "nagios.cfg", EXTERNAL_DATA],
  ])("is known: %s", (_, file, names) => {
    const { errors } = loadFiles({
      [file]: words(names)
        .map((name) => `${name}=1\n`)
        .join(""),
    });

    expect(errors.filter((error) => error.includes("unknown directive"))).toEqual([]);
  });

  it("is unknown otherwise", () => {
    expect(loadFiles({ "icinga.cfg": "icinga_usr=x\nxfoo=1\n" }).errors).toEqual([
      "icinga.cfg:1: icinga_usr: unknown directive of the main file",
      "icinga.cfg:2: xfoo: unknown directive of the main file",
    ]);
  });
});

describe("a main file of Naemon", () => {
  it("may be in several files, with paths from a folder of its own", () => {
    const { inventory, errors } = loadFiles({
      "naemon.cfg": "include_dir=module-conf.d\ninclude_file=more.cfg\nconfig_rel_path=objects\ncfg_file=o.cfg\n",
      "module-conf.d/a.cfg": "interval_length=30\n",
      "module-conf.d/.hidden.cfg": "wrong\n",
      "module-conf.d/notes.txt": "wrong\n",
      "more.cfg": "admin_email=a@example.org\n",
      "objects/o.cfg": "define command {\n command_name c\n command_line x\n}\n",
    });

    expect(errors).toEqual([]);
    expect(inventory.main).toMatchObject({ intervalLengthSeconds: 30, adminEmail: "a@example.org" });
    expect([...inventory.commands.keys()]).toEqual(["c"]);
  });

  it("may change what it includes: the last value counts", () => {
    const { inventory } = loadFiles({
      "vigie.cfg": "include_file=nagios.cfg\nenable_notifications=0\n",
      "nagios.cfg": "enable_notifications=1\nadmin_email=a@example.org\n",
    });

    expect(inventory.main).toMatchObject({ enableNotifications: false, adminEmail: "a@example.org" });
  });

  it("may be below a folder of object files", () => {
    const { inventory } = loadFiles({
      "naemon.cfg": "include_file=conf/main.cfg\ncfg_dir=conf\n",
      "conf/main.cfg": "interval_length=30\n",
      "conf/o.cfg": "define command {\n command_name c\n command_line x\n}\n",
    });

    expect([...inventory.commands.keys()]).toEqual(["c"]);
  });

  it("names its part and line in errors, and may not include itself or what does not exist", () => {
    const { errors } = loadFiles({
      "naemon.cfg": "include_file=a.cfg\ninclude_file=none.cfg\ninclude_dir=none\n",
      "a.cfg": "wrong=1\ninclude_file=naemon.cfg\ninclude_file=a.cfg\n",
    });

    expect(errors).toEqual([
      "a.cfg:1: wrong: unknown directive of the main file",
      "a.cfg:2: include_file: 'naemon.cfg' is included more than once",
      "a.cfg:3: include_file: 'a.cfg' is included more than once",
      "naemon.cfg:2: include_file: 'none.cfg' does not exist",
      "naemon.cfg:3: include_dir: 'none' is not a folder",
    ]);
  });
});

describe("an object of Icinga 1", () => {
  it("may be a module, which has no effect", () => {
    const { inventory, warnings } = loadFiles({
      "icinga.cfg": "cfg_file=o.cfg\n",
      "o.cfg":
        "define module {\n module_name ido\n module_type neb\n path /usr/lib/ido.so\n args config_file=/etc/ido.cfg\n}\n",
    });

    expect(inventory.kept.map(({ type }) => type)).toEqual(["module"]);
    expect(warnings).toEqual([
      "o.cfg:1: module objects are read and kept but have no effect: broker modules are not supported: use the API",
    ]);
  });
});
