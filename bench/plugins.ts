// Sustained plugin checks a second of whole servers, ours and the peers that are installed, turn by turn in one run: more
// services are due than can be checked. Then the lag between due and started when 400 checks a second are due.
// Run by `node bench/plugins.ts [rounds] [seconds a round]`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { icinga } from './peers/icinga.ts'
import { nagios } from './peers/nagios.ts'
import type { PeerKind } from './peers/peer.ts'
import { vigie } from './peers/vigie.ts'
import { servicesOf, type LoadSite } from './support/load-site.ts'
import { useOfTree } from './support/process-tree.ts'
import { machine, median, perSecond, table } from './support/report.ts'

const ROUNDS = Number(process.argv[2] ?? 5)
const SECONDS = Number(process.argv[3] ?? 10)
const WARM_UP_SECONDS = 5
const PLUGIN = '/usr/lib/nagios/plugins/check_dummy'

const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-plugins-'))
const wrapper = join(folder, 'wrapped')
writeFileSync(wrapper, `#!/bin/sh\n${PLUGIN} "$@"\n`, { mode: 0o755 })

const kinds: readonly PeerKind[] = [vigie, nagios, icinga].filter(({ version }) => version !== undefined)
const saturating: LoadSite = { hosts: 400, servicesPerHost: 10, command: `${PLUGIN} 0`, intervalSeconds: 1 }
// 400 checks a second.
const paced: LoadSite = { hosts: 5_000, servicesPerHost: 10, command: `${PLUGIN} 0`, intervalSeconds: 125 }

interface Measured { readonly rate: number; readonly cpuMs: number; readonly lag: readonly number[]; readonly residentMb: number }

console.log(`${machine()}; ${kinds.map(({ name, version }) => `${name} ${version}`).join(', ')}; ${ROUNDS} rounds of ${SECONDS} s`)
try {
  await compare('check_dummy as often as possible', saturating)
  await compare('check_dummy through a sh wrapper', { ...saturating, command: `${wrapper} 0` })
  await compare('400 checks a second are due, of 50,000 services', paced)
} finally {
  rmSync(folder, { recursive: true })
}

async function compare(title: string, site: LoadSite): Promise<void> {
  const measured = new Map(kinds.map(kind => [kind, [] as Measured[]]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of [...kinds.slice(round % kinds.length), ...kinds.slice(0, round % kinds.length)]) measured.get(kind)!.push(await measure(kind, site))
  }
  const rateOf = (kind: PeerKind): number => median(measured.get(kind)!.map(({ rate }) => rate)).middle
  console.log(`\n${title} (${servicesOf(site).toLocaleString('en')} services)`)
  console.log(table(['server', 'checks/s', 'spread', 'Vigie to it', 'cpu ms/check', 'lag p50', 'lag p99', 'memory'], kinds.map(kind => {
    const rounds = measured.get(kind)!
    const lag = rounds.flatMap(({ lag }) => lag).sort((a, b) => a - b)
    const at = (share: number): string => lag.length === 0 ? '-' : `${lag[Math.floor(lag.length * share)]!.toFixed(3)} s`
    return [
      kind.name, perSecond(rateOf(kind)), median(rounds.map(({ rate }) => rate)).spread, `${(rateOf(vigie) / rateOf(kind)).toFixed(2)} ×`,
      median(rounds.map(({ cpuMs }) => cpuMs)).middle.toFixed(2), at(0.5), at(0.99), `${Math.round(median(rounds.map(({ residentMb }) => residentMb)).middle)} MB`,
    ]
  })))
}

async function measure(kind: PeerKind, site: LoadSite): Promise<Measured> {
  const place = mkdtempSync(join(folder, 'site-'))
  const peer = await kind.start(place, site)
  try {
    await untilRunning(peer.checksDone)
    await delay(WARM_UP_SECONDS * 1000)
    await peer.latencies()
    const [cpuBefore, before, begun] = [useOfTree(peer.pid).cpuSeconds, await peer.checksDone(), performance.now()]
    await delay(SECONDS * 1000)
    const [use, after, seconds] = [useOfTree(peer.pid), await peer.checksDone(), (performance.now() - begun) / 1000]
    const checks = after - before
    return { rate: checks / seconds, cpuMs: (use.cpuSeconds - cpuBefore) * 1000 / checks, lag: await peer.latencies(), residentMb: use.residentMb }
  } finally {
    await peer.stop()
    rmSync(place, { recursive: true, force: true })
  }
}

async function untilRunning(checksDone: () => Promise<number>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (await checksDone() === 0) {
    if (performance.now() > deadline) throw new Error('No check was done in a minute.')
    await delay(100)
  }
}
