import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { objectFile, type LoadSite } from '../support/load-site.ts'
import type { Peer, PeerKind } from './peer.ts'
import { readLatencyLines } from './perfdata-file.ts'

const PROGRAM = '/usr/sbin/nagios4'

/** Nagios 4 as Debian ships it, tuned as its documentation says for many checks. */
export const nagios: PeerKind = {
  name: 'Nagios 4',
  version: existsSync(PROGRAM) ? /Core (\S+)/.exec(spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' }).stdout)?.[1] : undefined,
  async start(folder: string, site: LoadSite): Promise<Peer> {
    mkdirSync(join(folder, 'results'), { recursive: true })
    chmodSync(folder, 0o777)
    writeFileSync(join(folder, 'objects.cfg'), objectFile(site))
    writeFileSync(join(folder, 'nagios.cfg'), mainFile(folder))
    // In a group of its own: Nagios ends its whole process group when it stops.
    const server = spawn(PROGRAM, [join(folder, 'nagios.cfg')], { stdio: 'ignore', detached: true, cwd: folder })
    const lines = readLatencyLines(join(folder, 'perfdata'))
    return {
      pid: server.pid!,
      checksDone: async () => lines.count(),
      latencies: async () => lines.latest(),
      async stop() {
        const ended = once(server, 'exit')
        server.kill('SIGTERM')
        await ended
      },
    }
  },
}

// A line of perfdata for each check counts it; the file costs Nagios little beside the check. Of 4 (its own choice on two cores), 8, 16
// and 32 workers, 16 did the most check_dummy a second: 1,540, where 4 did 1,020.
const mainFile = (folder: string): string => `
cfg_file=${folder}/objects.cfg
log_file=${folder}/nagios.log
object_cache_file=${folder}/objects.cache
status_file=${folder}/status.dat
status_update_interval=60
command_file=${folder}/nagios.cmd
query_socket=${folder}/nagios.qh
lock_file=${folder}/nagios.lock
temp_file=${folder}/nagios.tmp
temp_path=${folder}
check_result_path=${folder}/results
state_retention_file=${folder}/retention.dat
retention_update_interval=0
nagios_user=${userInfo().username}
nagios_group=${userInfo().gid}
interval_length=1
check_workers=16
service_inter_check_delay_method=s
service_interleave_factor=s
max_service_check_spread=3
max_concurrent_checks=0
use_large_installation_tweaks=1
enable_environment_macros=0
check_for_updates=0
log_initial_states=0
use_syslog=0
process_performance_data=1
service_perfdata_file=${folder}/perfdata
service_perfdata_file_template=$SERVICELATENCY$
service_perfdata_file_mode=a
service_perfdata_process_empty_results=1
`
