import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'

const PROGRAM = '/usr/sbin/nagios4'

/** The release that is installed; undefined when none is. */
export const nagiosVersion = existsSync(PROGRAM) ? /Core (\S+)/.exec(spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' }).stdout)?.[1] : undefined

export interface NagiosDaemon { readonly pid: number; stop(): Promise<void> }

/** Nagios 4 as Debian ships it, tuned as its documentation says for many checks, with these objects and further lines of the main file. */
export function startNagios(folder: string, objects: string, main: string): NagiosDaemon {
  mkdirSync(join(folder, 'results'), { recursive: true })
  chmodSync(folder, 0o777)
  writeFileSync(join(folder, 'objects.cfg'), objects)
  writeFileSync(join(folder, 'nagios.cfg'), mainFile(folder) + main)
  // In a group of its own: Nagios ends its whole process group when it stops.
  const server = spawn(PROGRAM, [join(folder, 'nagios.cfg')], { stdio: 'ignore', detached: true, cwd: folder })
  return {
    pid: server.pid!,
    async stop() {
      const ended = once(server, 'exit')
      if (server.exitCode !== null || !server.kill('SIGTERM')) return
      await ended
    },
  }
}

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
use_large_installation_tweaks=1
enable_environment_macros=0
check_for_updates=0
log_initial_states=0
use_syslog=0
`
