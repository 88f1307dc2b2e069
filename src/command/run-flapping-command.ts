import type { Decider } from '../decision/decision.ts'
import type { Ledger } from '../intake/ledger.ts'
import type { Inventory, Resource } from '../inventory/objects.ts'
import type { Clock } from '../lib/clock.ts'
import type { CommandRuns } from './command-runs.ts'
import type { CommandTargets } from './command-targets.ts'

export interface FlappingCommandParts {
  readonly targets: () => CommandTargets
  readonly inventory: () => Inventory
  readonly ledger: Ledger
  readonly decider: Decider
  readonly clock: Clock
}

/** Ends the flapping of those that flap, and tells that flap detection was switched off (Nagios). */
export function createFlapDetectionOff({ inventory, ledger, decider, clock }: FlappingCommandParts): (resources: readonly Resource[] | 'all') => Promise<void> {
  return async resources => {
    const all = resources === 'all' ? [...inventory().hosts, ...inventory().services] : resources
    const changes = all.flatMap(resource => {
      const state = ledger.state(resource.key)
      if (state?.isFlapping !== true) return []
      const at = Math.floor(clock.now())
      const ended = Object.freeze({ ...state, isFlapping: false, percentStateChange: 0 })
      const told = decider.decide({ key: resource.key, at, kind: 'flapping-disabled', author: null, comment: '' }, resource, ended)
      return [{ kind: 'state', key: resource.key, state: told.state } as const, ...told.changes]
    })
    if (changes.length > 0) await ledger.commit(changes)
  }
}

export function flappingCommands({ targets, ledger }: FlappingCommandParts): CommandRuns<'CLEAR_HOST_FLAPPING_STATE' | 'CLEAR_SVC_FLAPPING_STATE'> {
  const clear = async ({ key }: Resource): Promise<void> => {
    const state = ledger.state(key)
    if (state === null) return
    await ledger.commit([{ kind: 'state', key, state: Object.freeze({ ...state, isFlapping: false, percentStateChange: 0, recentStates: 0 }) }])
  }
  return {
    CLEAR_HOST_FLAPPING_STATE: async ({ host }) => clear(targets().host(host)),
    CLEAR_SVC_FLAPPING_STATE: async ({ host, service }) => clear(targets().service(host, service)),
  }
}
