import { existsSync } from "node:fs";
import { userInfo } from "node:os";

/** Path of Nagios 4; undefined if not installed. */
export const NAGIOS = ["/usr/sbin/nagios4", "/usr/sbin/nagios", "/usr/local/nagios/bin/nagios"].find((path) =>
  existsSync(path),
);

/** Main-file lines for a Nagios 4 that runs as this user and keeps all its files in the folder. */
export const nagiosFolder = (folder: string): string => `
log_file=${folder}/nagios.log
object_cache_file=${folder}/objects.cache
precached_object_file=${folder}/objects.precache
status_file=${folder}/status.dat
command_file=${folder}/nagios.cmd
query_socket=${folder}/nagios.qh
lock_file=${folder}/nagios.lock
temp_file=${folder}/nagios.tmp
temp_path=${folder}
check_result_path=${folder}/results
state_retention_file=${folder}/retention.dat
nagios_user=${userInfo().username}
nagios_group=${userInfo().gid}
check_for_updates=0
use_syslog=0
`;
