import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { LoadSite } from '../support/load-site.ts'
import type { Peer, PeerKind } from './peer.ts'
import { readLatencyLines } from './perfdata-file.ts'

const PROGRAM = '/usr/sbin/icinga2'

/** Icinga 2 as Debian ships it, with nothing switched on but what counts its checks. */
export const icinga: PeerKind = {
  name: 'Icinga 2',
  version: existsSync(PROGRAM) ? /version: r([\d.]+)/.exec(spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' }).stdout)?.[1] : undefined,
  async start(folder: string, site: LoadSite): Promise<Peer> {
    for (const name of ['data', 'log', 'cache', 'spool', 'run', 'perfdata']) mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, 'icinga2.conf'), configuration(folder, site))
    const { username } = userInfo()
    const constants = {
      DataDir: 'data', LogDir: 'log', CacheDir: 'cache', SpoolDir: 'spool', InitRunDir: 'run', PidPath: 'run/pid', StatePath: 'data/state',
      VarsPath: 'cache/vars', ObjectsPath: 'cache/objects', ModAttrPath: 'data/modified.conf',
    }
    const flags = Object.entries(constants).flatMap(([name, path]) => ['-D', `${name}=${join(folder, path)}`])
    const server = spawn(PROGRAM, [
      'daemon', '-c', join(folder, 'icinga2.conf'), '-x', 'critical', '-D', `RunAsUser=${username}`, '-D', `RunAsGroup=${username}`, ...flags,
    ], { stdio: 'ignore' })
    const lines = readLatencyLines(join(folder, 'perfdata', 'services.now'))
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

const configuration = (folder: string, { hosts, servicesPerHost, command, intervalSeconds }: LoadSite): string => `
object CheckerComponent "checker" { }
object PerfdataWriter "perfdata" {
  host_perfdata_path = "${folder}/perfdata/hosts"
  service_perfdata_path = "${folder}/perfdata/services"
  host_temp_path = "${folder}/perfdata/hosts.now"
  service_temp_path = "${folder}/perfdata/services.now"
  host_format_template = "-"
  service_format_template = "$service.latency$"
  rotation_interval = 1d
}
const MaxConcurrentChecks = 1024
object CheckCommand "load" { command = [ ${command.split(' ').map(word => JSON.stringify(word)).join(', ')} ] }
for (i in range(${hosts})) {
  object Host "srv-" + i { check_command = "load"; enable_active_checks = false }
  for (j in range(${servicesPerHost})) {
    object Service "service-" + j use(i) {
      host_name = "srv-" + i
      check_command = "load"
      check_interval = ${intervalSeconds}s
      retry_interval = ${intervalSeconds}s
    }
  }
}
`
