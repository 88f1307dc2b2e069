import { userInfo } from 'node:os'

/** Nothing is checked but on command, what is told is only noted, intervals are in seconds, and everything stays inside the folder. */
export const mainFile = (folder: string): string => `
cfg_file=${folder}/objects.cfg
log_file=${folder}/nagios.log
object_cache_file=${folder}/objects.cache
precached_object_file=${folder}/objects.precache
status_file=${folder}/status.dat
status_update_interval=1
command_file=${folder}/nagios.cmd
query_socket=${folder}/nagios.qh
lock_file=${folder}/nagios.lock
temp_file=${folder}/nagios.tmp
temp_path=${folder}
check_result_path=${folder}/results
state_retention_file=${folder}/retention.dat
nagios_user=${userInfo().username}
nagios_group=${userInfo().gid}
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
check_for_updates=0
check_workers=1
log_initial_states=0
use_syslog=0
illegal_macro_output_chars=<
interval_length=1
`
