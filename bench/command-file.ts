// Passive results a second through the command file of the whole server, written by another process: results that change
// nothing, and results that change the state each time. Run by `node bench/command-file.ts [results] [rounds]`.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { login, startServer } from './support/server.ts'
import { machine, median, perSecond, table } from './support/report.ts'

const RESULTS = Number(process.argv[2] ?? 200_000)
const SERVICES = 10_000
const ROUNDS = Number(process.argv[3] ?? 5)
const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-command-file-'))
const configFolder = join(folder, 'config')
mkdirSync(configFolder)
writeFileSync(join(configFolder, 'vigie.cfg'), 'cfg_file=objects.cfg\n')
writeFileSync(join(configFolder, 'objects.cfg'), [
  'define command {\n  command_name  none\n  command_line  /bin/true\n}\n',
  'define host {\n  host_name  h\n  host_id  1\n  address  127.0.0.1\n  max_check_attempts  1\n}\n',
  ...Array.from({ length: SERVICES }, (_, n) => `define service {\n  host_name  h\n  service_description  s${n}\n  service_id  ${n + 1}\n`
    + '  check_command  none\n  active_checks_enabled  0\n  max_check_attempts  1\n}\n'),
].join(''))

// The writer is a process of its own, as agents are; it writes lines in blocks and ends when the FIFO has taken them.
const WRITER = `
  const { openSync, writeSync } = require('node:fs')
  const [path, results, services, code] = process.argv.slice(1)
  const fd = openSync(path, 'w')
  const now = Math.floor(Date.now() / 1000)
  let block = ''
  const write = () => { const bytes = Buffer.from(block); for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at); block = '' }
  for (let n = 0; n < results; n++) {
    const state = code === 'same' ? 0 : Math.floor(n / services) % 2 * 2
    block += '[' + now + '] PROCESS_SERVICE_CHECK_RESULT;h;s' + n % services + ';' + state + ';answered in 12 ms, result ' + n + ' | time=0.012s;1;5\\n'
    if (block.length > 60000) write()
  }
  write()`

const server = await startServer(configFolder, join(folder, 'data'))
try {
  const token = await login(server.url)
  const lastOutput = async (): Promise<string> => {
    const response = await fetch(`${server.url}/centreon/api/latest/monitoring/hosts/1/services/${(RESULTS - 1) % SERVICES + 1}`, { headers: { 'X-AUTH-TOKEN': token } })
    return (await response.json() as { readonly output: string }).output
  }
  const write = (path: string, code: 'same' | 'changing', results = RESULTS): Promise<void> => new Promise((done, failed) => {
    spawn(process.execPath, ['-e', WRITER, path, String(results), String(SERVICES), code], { stdio: 'inherit' })
      .once('exit', status => status === 0 ? done() : failed(new Error(`The writer ended with ${status}.`)))
  })
  /** From the first byte until the last result is visible, which is after it is on disk. */
  const round = async (code: 'same' | 'changing'): Promise<number> => {
    await write(join(folder, 'data/vigie.cmd'), 'same', SERVICES)
    const begun = performance.now()
    await write(join(folder, 'data/vigie.cmd'), code)
    while (!(await lastOutput()).includes(`result ${RESULTS - 1}`)) await new Promise(next => { setTimeout(next, 10) })
    return RESULTS / ((performance.now() - begun) / 1000)
  }

  console.log(`${machine()}; ${RESULTS.toLocaleString('en')} results to ${SERVICES.toLocaleString('en')} services, ${ROUNDS} rounds`)
  const rows: string[][] = []
  for (const [name, code] of [['no change of state', 'same'], ['a hard state change each', 'changing']] as const) {
    const rates: number[] = []
    for (let n = 0; n < ROUNDS; n++) rates.push(await round(code))
    const { middle, spread } = median(rates)
    rows.push([name, perSecond(middle), spread])
  }
  console.log(table(['passive results', 'results/s', 'spread'], rows))
} finally {
  await server.stop()
  rmSync(folder, { recursive: true })
}
