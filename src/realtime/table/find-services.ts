import { PENDING } from '../../state/resource-state.ts'
import type { ServicePlace } from '../fields/services.ts'
import { conjunction, type Condition } from '../search/compile-search.ts'
import { joinedTest, type Join } from '../search/join.ts'
import type { ServiceEntry } from './rows.ts'
import type { View } from './view.ts'

/** `state` of every listed service by `place`: what most searches over all services look at, in 1 byte each. */
export type StateColumn = Uint8Array

/**
 * The services of a view that satisfy all conditions, as indexes into `view.services` in ascending order, written into `found`.
 * Returns their number. What asks about the host alone is tested once per host, what asks about the state alone once per state.
 */
export function findServices(
  view: View, states: StateColumn, conditions: readonly Condition<ServicePlace>[], joins: readonly Join<ServicePlace>[], found: Uint32Array,
): number {
  const { ofHost, ofState, ofRow } = split(conditions)
  const at: ServicePlace = { host: null, service: null, hostGroup: null, serviceGroup: null }
  const isHostWanted = ofHost.length === 0 ? null : joinedTest(ofHost, joins)
  const isRowWanted = ofRow.length === 0 ? null : joinedTest(ofRow, joins)
  const wantedStates = statesOf(ofState)

  let count = 0
  if (isHostWanted === null) scan(0, view.services.length)
  else {
    for (const { host, start, end } of view.spans) {
      at.host = host
      if (isHostWanted(at)) scan(start, end)
    }
  }
  return count

  function scan(start: number, end: number): void {
    const { places, services } = view
    for (let index = start; index < end; index++) {
      if (wantedStates[states[places[index]!]!] !== 1) continue
      if (isRowWanted !== null && !isRowWanted(placeAt(services[index]!))) continue
      found[count++] = index
    }
  }

  function placeAt(row: ServiceEntry): ServicePlace {
    at.service = row
    at.host = row.host
    return at
  }
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
    const service = { state: { state } } as ServiceEntry
    return test({ host: null, service, hostGroup: null, serviceGroup: null }) ? 1 : 0
  })
}
