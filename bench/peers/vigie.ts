import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERSION } from '../../src/lib/version.ts'
import { objectFile, servicesOf, type LoadSite } from '../support/load-site.ts'
import { login, startServer } from '../support/server.ts'
import type { Peer, PeerKind } from './peer.ts'

const PAGE = 10_000

/** The whole server: its state, store and API are there as in every day's use. */
export const vigie: PeerKind = {
  name: 'Vigie',
  version: VERSION,
  async start(folder: string, site: LoadSite): Promise<Peer> {
    const configFolder = join(folder, 'config')
    mkdirSync(configFolder, { recursive: true })
    writeFileSync(join(configFolder, 'vigie.cfg'), 'cfg_file=objects.cfg\ninterval_length=1\nmax_service_check_spread=1\n')
    writeFileSync(join(configFolder, 'objects.cfg'), objectFile(site))
    const server = await startServer(configFolder, join(folder, 'data'))
    const headers = { 'X-AUTH-TOKEN': await login(server.url) }
    const get = async <T>(path: string): Promise<T> => await (await fetch(server.url + path, { headers })).json() as T
    return {
      pid: server.pid,
      checksDone: async () => (await get<{ readonly checks: { readonly done: number } }>('/api/health')).checks.done,
      async latencies() {
        const found: number[] = []
        for (let page = 1; found.length < servicesOf(site) && page * PAGE <= servicesOf(site) + PAGE; page++) {
          const { result } = await get<{ readonly result: readonly { readonly latency: number | null; readonly last_check: string | null }[] }>(
            `/centreon/api/v2.1/monitoring/services?limit=${PAGE}&page=${page}`)
          for (const { latency, last_check } of result) if (last_check !== null && latency !== null) found.push(latency)
        }
        return found
      },
      stop: () => server.stop(),
    }
  },
}
