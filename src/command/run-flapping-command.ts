import { commitWithComments } from '../comment/commit-with-comments.ts'
import type { Comments } from '../comment/comments.ts'
import { decideAll } from '../decision/decide-all.ts'
import type { Decider } from '../decision/decider.ts'
import { flappingComments } from '../intake/flapping-comments.ts'
import type { Ledger } from '../intake/ledger.ts'
import { flapRulesOf } from '../intake/rules-of.ts'
import type { Inventory, Resource } from '../inventory/objects.ts'
import type { Clock } from '../lib/clock.ts'
import { eventBesideResult } from '../state/event-beside-result.ts'
import { flapDetectionSwitchedOff, flapDetectionSwitchedOn, type FlapChange } from '../state/flap-change.ts'
import { SLOTS } from '../state/flapping.ts'
import type { ResourceState } from '../state/resource-state.ts'
import type { Change } from '../store/store.ts'
import type { CommandRuns } from './command-runs.ts'
import type { CommandTargets } from './command-targets.ts'

export interface FlappingCommandParts {
  readonly targets: () => CommandTargets
  readonly inventory: () => Inventory
  readonly ledger: Ledger
  readonly comments: Comments
  readonly decider: Decider
  readonly clock: Clock
}

/** What flap detection makes of resources when it has been switched on or off for them, or for all (Nagios). */
export type FlapSwitch = (resources: readonly Resource[] | 'all', isOn: boolean) => Promise<void>

export interface FlappingCommands {
  readonly runs: CommandRuns<'CLEAR_HOST_FLAPPING_STATE' | 'CLEAR_SVC_FLAPPING_STATE'>
  readonly onSwitch: FlapSwitch
}

export function flappingCommands({ targets, inventory, ledger, comments, decider, clock }: FlappingCommandParts): FlappingCommands {
  const now = (): number => Math.floor(clock.now())

  const changesOf = (resource: Resource, { next, events, occasions }: FlapChange): Change[] => {
    const { key } = resource
    const told = decideAll(decider, occasions.map(kind => ({ key, at: now(), kind, author: null, comment: '' })), resource, next)
    return [
      { kind: 'state', key, state: told.state },
      ...events.map(event => ({ kind: 'event', event }) as const),
      ...told.changes,
      ...flappingComments(comments, events),
    ]
  }

  const commit = (changes: readonly Change[]): Promise<void> => commitWithComments(ledger, comments, changes)

  const clear = async ({ key }: Resource): Promise<void> => {
    const resource = ledger.resource(key)
    const state = ledger.state(key)
    if (resource === undefined || state === null) return
    const next = withoutHistory(state)
    const ended: FlapChange = { next, events: [eventBesideResult(key, next, now(), 'flapping-stopped', 'cleared by an operator')], occasions: ['flapping-stop'] }
    await commit(state.isFlapping ? changesOf(resource, ended) : [{ kind: 'state', key, state: next }])
  }

  return {
    runs: {
      CLEAR_HOST_FLAPPING_STATE: async ({ host }) => clear(targets().host(host)),
      CLEAR_SVC_FLAPPING_STATE: async ({ host, service }) => clear(targets().service(host, service)),
    },
    async onSwitch(resources, isOn) {
      const { main, hosts, services } = inventory()
      // As they are after the switch.
      const all = resources === 'all'
        ? [...hosts, ...services]
        : resources.map(({ key }) => ledger.resource(key)).filter(found => found !== undefined)
      await commit(all.flatMap(resource => {
        const state = ledger.state(resource.key)
        if (state === null) return []
        const change = isOn
          ? flapDetectionSwitchedOn(state, resource.key, now(), flapRulesOf(resource, main))
          : flapDetectionSwitchedOff(state, resource.key, now())
        return change === null ? [] : changesOf(resource, change)
      }))
    },
  }
}

// Two bits of each slot of ResourceState.recentStates.
const EACH_SLOT = (4 ** SLOTS - 1) / 3

/** As if the state had always been what it is now. */
const withoutHistory = (state: ResourceState): ResourceState =>
  Object.freeze({ ...state, isFlapping: false, percentStateChange: 0, recentStates: EACH_SLOT * (state.state % 4) })
