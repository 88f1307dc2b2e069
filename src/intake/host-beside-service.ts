import type { Comments } from '../comment/comments.ts'
import { decideAll } from '../decision/decide-all.ts'
import type { Decided, Decider } from '../decision/decider.ts'
import type { MainSettings } from '../inventory/objects.ts'
import { hostIdOf, hostKey, type ResourceKey } from '../inventory/resource-key.ts'
import type { UnixSeconds } from '../lib/clock.ts'
import { flapsBesideService } from '../state/flap-change.ts'
import type { NotificationKind } from '../state/event.ts'
import { isProblem } from '../state/state-code.ts'
import type { ResourceState } from '../state/resource-state.ts'
import type { Change } from '../store/store.ts'
import { flappingComments } from './flapping-comments.ts'
import type { Ledger } from './ledger.ts'
import { flapRulesOf } from './rules-of.ts'

export interface HostParts { readonly ledger: Ledger; readonly comments: Comments; readonly decider: Decider }

/**
 * What the result of a service does to its host in Nagios: the host's own problem may have to be told again when the service
 * has one, and then its state enters its history once more.
 */
export function hostBesideService(service: ResourceKey, state: ResourceState, at: UnixSeconds, main: MainSettings, parts: HostParts): readonly Change[] {
  const key = hostKey(hostIdOf(service))
  const [host, before] = [parts.ledger.resource(key), parts.ledger.state(key)]
  if (host === undefined || before === null) return []
  const decide = (occasions: readonly NotificationKind[], current: ResourceState): Decided =>
    decideAll(parts.decider, occasions.map(kind => ({ key, at, kind, author: null, comment: '' })), host, current)

  const again = isProblem(state.state) && isHardProblem(before) ? decide(['problem'], before) : { state: before, changes: [] }
  const flap = flapsBesideService(again.state, key, at, flapRulesOf(host, main))
  const told = flap === null ? again : decide(flap.occasions, flap.next)
  const events = flap?.events ?? []
  return [
    ...(told.state === before ? [] : [{ kind: 'state', key, state: told.state } as const]),
    ...again.changes,
    ...(told === again ? [] : told.changes),
    ...events.map(event => ({ kind: 'event', event }) as const),
    ...flappingComments(parts.comments, events),
  ]
}

const isHardProblem = ({ state, stateType }: ResourceState): boolean => isProblem(state) && stateType === 1
