import type { ResourceKey } from '../inventory/resource-key.ts'
import type { UnixSeconds } from '../lib/clock.ts'
import { PENDING, type ResourceState } from '../state/resource-state.ts'
import type { World } from './world.ts'

/**
 * The resource because of which nobody is told about this one, by `servicedependency` and `hostdependency`; null when there is
 * none. A soft state counts as the last hard one unless `soft_state_dependencies` is on; pending counts as OK too, as in Nagios.
 * `seen`: masters already looked at, so that circles end.
 */
export function failedMaster(world: World, key: ResourceKey, zone: string, at: UnixSeconds, seen?: Set<ResourceKey>): ResourceKey | null {
  for (const { master, failOn, period, inheritsParent } of world.plans.dependenciesOf(key)) {
    const state = world.stateOf(master)
    if (state === null || world.periods.opening(period, zone, at) > at) continue
    const counted = countedState(state, world.inventory.main.softStateDependencies)
    if (failOn.has(counted) || (counted === PENDING && failOn.has(0))) return master
    if (!inheritsParent || seen?.has(master) === true) continue
    const further = failedMaster(world, master, zone, at, (seen ?? new Set()).add(master))
    if (further !== null) return further
  }
  return null
}

const countedState = ({ state, stateType, lastHardState }: ResourceState, countsSoftStates: boolean): number =>
  stateType === 0 && !countsSoftStates ? lastHardState ?? 0 : state
