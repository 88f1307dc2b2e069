import { nagiosFolder } from "../support/installed-nagios.ts";

/**
 * Checks run on command only, notifications are only logged, intervals are in seconds, and all files are inside the
 * folder.
 */
export const mainFile = (folder: string): string => `${nagiosFolder(folder)}
cfg_file=${folder}/objects.cfg
status_update_interval=1
check_external_commands=1
retain_state_information=1
retention_update_interval=0
execute_service_checks=0
execute_host_checks=0
accept_passive_service_checks=1
accept_passive_host_checks=1
enable_notifications=1
log_notifications=1
enable_event_handlers=0
enable_flap_detection=1
check_service_freshness=0
check_host_freshness=0
check_for_orphaned_services=0
check_for_orphaned_hosts=0
check_workers=1
log_initial_states=0
illegal_macro_output_chars=<
interval_length=1
`;
