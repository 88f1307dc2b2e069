import { Agent, request } from 'node:https'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../support/free-port.ts'
import { HOST, outputOf, serviceOf, SERVICES } from '../support/passive-site.ts'
import { writeResults } from '../support/result-writer.ts'
import { untilAnswers } from './daemon.ts'
import { icingaVersion, makeCertificates, startIcinga } from './icinga-daemon.ts'
import type { PassivePeerKind } from './passive-peer.ts'

const PASSWORD = 'bench'

/** It keeps states in memory and writes them to disk every five minutes; its API takes one result a request. */
export const passiveIcinga: PassivePeerKind = {
  name: 'Icinga 2',
  version: icingaVersion,
  async start(folder) {
    const port = await freePort()
    makeCertificates(folder, 'bench')
    const pipe = join(folder, 'run', 'icinga2.cmd')
    writeFileSync(join(folder, 'icinga2.conf'), configuration(port, pipe))
    const daemon = startIcinga(folder)
    const agent = new Agent({ keepAlive: true, rejectUnauthorized: false })
    const url = `https://127.0.0.1:${port}`
    const headers = { 'Accept': 'application/json', 'Authorization': `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}` }
    const showsOutput = async (service: string, output: string): Promise<boolean> => {
      const sent = request(`${url}/v1/objects/services/${HOST}!${service}?attrs=last_check_result`, { agent, headers })
      sent.end()
      const [response] = await once(sent, 'response')
      return (await text(response)).includes(`${output}"`)
    }
    const answers = async (): Promise<boolean> => existsSync(pipe) && await showsOutput(serviceOf(0), '').then(() => true, () => false)
    await untilAnswers(daemon, answers, { name: 'Icinga 2', askEveryMs: 250, longestMs: 60_000 })
    return {
      async takeByFile(load, results) {
        await writeResults(pipe, load, results)
        while (!await showsOutput(serviceOf((results - 1) % SERVICES), outputOf(results - 1))) await delay(10)
      },
      single: {
        url, headers, path: `'/v1/actions/process-check-result'`,
        item: `'{"type":"Service","service":"${HOST}!s' .. s .. '","exit_status":' .. state .. ',"plugin_output":"' .. text .. '","performance_data":["time=0.012s;1;5"]}'`,
      },
      several: null,
      async stop() {
        agent.destroy()
        await daemon.stop()
      },
    }
  },
}

const configuration = (port: number, pipe: string): string => `
const NodeName = "bench"
const TicketSalt = ""
object Endpoint "bench" { }
object Zone "bench" { endpoints = [ "bench" ] }
object ApiListener "api" { bind_host = "127.0.0.1"; bind_port = ${port} }
object ApiUser "admin" { password = "${PASSWORD}"; permissions = [ "*" ] }
object ExternalCommandListener "pipe" { command_path = "${pipe}" }
object CheckCommand "none" { command = [ "/bin/true" ] }
object Host "${HOST}" { check_command = "none"; enable_active_checks = false; max_check_attempts = 1 }
for (i in range(${SERVICES})) {
  object Service "s" + i { host_name = "${HOST}"; check_command = "none"; enable_active_checks = false; max_check_attempts = 1 }
}
`
