import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Fastify from 'fastify'
import { LARGE, writeLargeConfiguration } from './support/large-configuration.ts'
import { writeLargeStore } from './support/large-store.ts'
import { machine, median, perSecond, table } from './support/report.ts'
import { login, startServer } from './support/server.ts'

// Requests per second for common API reads at 10,000 hosts and 100,000 services, 8 connections, through the whole server.
// The measure beside them: a bare Fastify that answers a fixed body of the size of the default service page.
const ROUNDS = 5
const SECONDS = 3

const READS = [
  ['services, default page', '/centreon/api/latest/monitoring/services'],
  ['services with a problem by host name, 50', `/centreon/api/latest/monitoring/services?limit=50&sort_by=${json({ 'host.name': 'ASC' })}&search=${json({ 'service.state': { $in: [1, 2, 3] } })}`],
  ['services by host-name pattern', `/centreon/api/latest/monitoring/services?search=${json({ 'host.name': { $lk: 'srv-0123%' } })}`],
  ['one host', '/centreon/api/latest/monitoring/hosts/1'],
  ['one service', '/centreon/api/latest/monitoring/hosts/1/services/1'],
  ['host groups with hosts and services', '/centreon/api/latest/monitoring/hostgroups?show_host=true&show_service=true'],
] as const

function json(value: object): string {
  return encodeURIComponent(JSON.stringify(value))
}

interface Load { readonly perSecond: number; readonly p99: string }

async function load(url: string, token: string): Promise<Load> {
  const { stdout: output } = await promisify(execFile)('wrk', ['-t1', '-c8', `-d${SECONDS}s`, '--latency', '-H', `X-AUTH-TOKEN: ${token}`, url])
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(`${url} was not answered well:\n${output}`)
  return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)![1]), p99: /^\s+99%\s+(\S+)/m.exec(output)![1]! }
}

const memoryOf = (pid: number): string =>
  `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)} MB`

const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'))
try {
  writeLargeConfiguration(join(folder, 'config'), LARGE)
  await writeLargeStore(join(folder, 'config'), join(folder, 'data'))
  const server = await startServer(join(folder, 'config'), join(folder, 'data'))
  const token = await login(server.url)
  const body = await (await fetch(server.url + READS[0][1], { headers: { 'X-AUTH-TOKEN': token } })).text()
  const { meta } = JSON.parse(body) as { meta: { total: number } }
  if (meta.total !== LARGE.hosts * LARGE.servicesPerHost) throw new Error(`${meta.total} services, not ${LARGE.hosts * LARGE.servicesPerHost}`)

  const bare = Fastify()
  bare.get('/', (_, reply) => reply.type('application/json').send(body))
  const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 })

  console.log(`${machine()}; ${LARGE.hosts} hosts, ${meta.total} services; ${ROUNDS} rounds of ${SECONDS} s, 8 connections`)
  console.log(`start until the API answers: ${server.startSeconds.toFixed(1)} s; memory then: ${memoryOf(server.pid)}`)
  const baseline = median((await rounds(() => load(bareUrl, token))).map(each => each.perSecond))
  const rows = [['bare Fastify, fixed body', perSecond(baseline.middle), baseline.spread, '', '1.00']]
  for (const [name, path] of READS) {
    const loads = await rounds(() => load(server.url + path, token))
    const { middle, spread } = median(loads.map(each => each.perSecond))
    rows.push([name, perSecond(middle), spread, loads[Math.floor(ROUNDS / 2)]!.p99, (middle / baseline.middle).toFixed(2)])
  }
  console.log(table(['read', 'requests/s', 'spread', 'p99', 'to bare'], rows))
  console.log(`memory after the reads: ${memoryOf(server.pid)}`)
  await bare.close()
  await server.stop()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function rounds(run: () => Promise<Load>): Promise<Load[]> {
  const loads: Load[] = []
  for (let round = 0; round < ROUNDS; round++) loads.push(await run())
  return loads
}
