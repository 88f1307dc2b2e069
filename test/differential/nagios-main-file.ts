import { nagiosFolder } from "../support/installed-nagios.ts";

/**
 * Notifications are only logged, and all files are inside the folder. Predictive checks of masters are off: Nagios 4.4.6
 * makes those of hosts only.
 */
export const mainFile = (folder: string): string => `${nagiosFolder(folder)}
cfg_file=${folder}/objects.cfg
status_update_interval=1
check_external_commands=1
retention_update_interval=0
execute_service_checks=1
execute_host_checks=1
accept_passive_service_checks=1
accept_passive_host_checks=1
log_notifications=1
enable_event_handlers=0
check_for_orphaned_services=0
check_for_orphaned_hosts=0
check_workers=1
log_initial_states=0
illegal_macro_output_chars=<
${CHECK_SETTINGS}`;

/** Settings of both engines. */
export const CHECK_SETTINGS = `
retain_state_information=1
use_retained_program_state=1
use_retained_scheduling_info=1
interval_length=1
enable_flap_detection=1
enable_notifications=1
max_host_check_spread=1
max_service_check_spread=1
check_service_freshness=1
service_freshness_check_interval=1
check_host_freshness=1
host_freshness_check_interval=1
cached_host_check_horizon=3
cached_service_check_horizon=3
enable_predictive_host_dependency_checks=0
enable_predictive_service_dependency_checks=0
`;
