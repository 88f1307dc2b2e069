import { PENDING } from '../../state/resource-state.ts'
import { newPlace, type ServicePlace } from '../fields/services.ts'
import { conjunction, type Condition } from '../search/compile-search.ts'
import { joinedTest, type Join } from '../search/join.ts'
import type { StateColumn } from './state-column.ts'
import type { View } from './view.ts'

/**
 * Finds the services of a view that satisfy all conditions: writes their indexes in `view.services`, ascending, into `found`
 * and returns how many they are. Indexes from `enough` on may be left out; the number is always that of all.
 * What asks about the host alone is tested once per host, what asks about the state alone once per state.
 */
export function findServices(
  view: View, column: StateColumn, conditions: readonly Condition<ServicePlace>[], joins: readonly Join<ServicePlace>[],
  found: Uint32Array, enough: number,
): number {
  const { ofHost, ofState, ofRow } = split(conditions)
  const wantedStates = statesOf(ofState)
  if (ofHost.length === 0 && ofRow.length === 0 && view.isWhole) return findByState(column, wantedStates, found, enough)

  const at = newPlace()
  const isHostWanted = joinedTest(ofHost, joins)
  const isRowWanted = ofRow.length === 0 ? null : joinedTest(ofRow, joins)
  const { places, services, spans } = view
  const { states } = column
  let count = 0
  for (const { host, start, end } of spans) {
    at.host = host
    if (ofHost.length > 0 && !isHostWanted(at)) continue
    for (let index = start; index < end; index++) {
      const state = states[places[index]!]!
      if (wantedStates[state] !== 1) continue
      if (isRowWanted !== null) {
        at.service = services[index]!
        at.stateCode = state
        if (!isRowWanted(at)) continue
      }
      found[count++] = index
    }
  }
  return count
}

/** In the view of everything an index is a place, and the number is known before looking. */
function findByState({ states, counts }: StateColumn, wanted: Uint8Array, found: Uint32Array, enough: number): number {
  const total = counts.reduce((sum, count, state) => wanted[state] === 1 ? sum + count : sum, 0)
  const end = Math.min(enough, total)
  for (let place = 0, count = 0; count < end && place < states.length; place++) {
    if (wanted[states[place]!] === 1) found[count++] = place
  }
  return total
}

interface Split {
  readonly ofHost: readonly Condition<ServicePlace>[]
  readonly ofState: readonly Condition<ServicePlace>[]
  readonly ofRow: readonly Condition<ServicePlace>[]
}

/** Conditions on host groups stay together: one group must satisfy them all (contract §4.3 rule 9). */
function split(conditions: readonly Condition<ServicePlace>[]): Split {
  const isOfState = ({ fields }: Condition<ServicePlace>): boolean => fields.size === 1 && fields.has('service.state')
  const isMixed = conditions.some(({ tables }) => tables.has('host_group') && !isWithin(tables, HOST_TABLES))
  const hostTables = isMixed ? HOST_ALONE : HOST_TABLES
  const ofHost = conditions.filter(({ tables }) => isWithin(tables, hostTables))
  const ofState = conditions.filter(isOfState)
  return { ofHost, ofState, ofRow: conditions.filter((condition) => !ofHost.includes(condition) && !ofState.includes(condition)) }
}

const HOST_ALONE: ReadonlySet<string> = new Set(['host'])
const HOST_TABLES: ReadonlySet<string> = new Set(['host', 'host_group'])

function isWithin(tables: ReadonlySet<string>, allowed: ReadonlySet<string>): boolean {
  return [...tables].every((table) => allowed.has(table))
}

/** 1 for each state code that satisfies the conditions, which look at nothing else. */
function statesOf(conditions: readonly Condition<ServicePlace>[]): Uint8Array {
  const test = conjunction(conditions)
  return Uint8Array.from({ length: PENDING + 1 }, (_, state) => {
    return test({ ...newPlace(), stateCode: state }) ? 1 : 0
  })
}
