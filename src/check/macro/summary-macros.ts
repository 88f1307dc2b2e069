import type { Resource } from '../../inventory/objects.ts'
import type { MacroContext } from '../macros.ts'
import { stateId } from './resource-macros.ts'

type Counted = (state: number, isUnhandled: boolean) => boolean

const counts: Readonly<Record<string, readonly ['hosts' | 'services', Counted]>> = {
  TOTALHOSTSUP: ['hosts', (state) => state === 0],
  TOTALHOSTSDOWN: ['hosts', (state) => state === 1],
  TOTALHOSTSUNREACHABLE: ['hosts', (state) => state === 2],
  TOTALHOSTSDOWNUNHANDLED: ['hosts', (state, isUnhandled) => state === 1 && isUnhandled],
  TOTALHOSTSUNREACHABLEUNHANDLED: ['hosts', (state, isUnhandled) => state === 2 && isUnhandled],
  TOTALHOSTPROBLEMS: ['hosts', (state) => state !== 0],
  TOTALHOSTPROBLEMSUNHANDLED: ['hosts', (state, isUnhandled) => state !== 0 && isUnhandled],
  TOTALSERVICESOK: ['services', (state) => state === 0],
  TOTALSERVICESWARNING: ['services', (state) => state === 1],
  TOTALSERVICESCRITICAL: ['services', (state) => state === 2],
  TOTALSERVICESUNKNOWN: ['services', (state) => state === 3],
  TOTALSERVICESWARNINGUNHANDLED: ['services', (state, isUnhandled) => state === 1 && isUnhandled],
  TOTALSERVICESCRITICALUNHANDLED: ['services', (state, isUnhandled) => state === 2 && isUnhandled],
  TOTALSERVICESUNKNOWNUNHANDLED: ['services', (state, isUnhandled) => state === 3 && isUnhandled],
  TOTALSERVICEPROBLEMS: ['services', (state) => state !== 0],
  TOTALSERVICEPROBLEMSUNHANDLED: ['services', (state, isUnhandled) => state !== 0 && isUnhandled],
}

/**
 * `$TOTALHOSTSDOWN$` and its kin; what was not checked yet is in none of them (Nagios). Counted over the whole inventory each time,
 * so not for every check of a large one.
 */
export function summaryMacro(name: string, context: MacroContext): string | undefined {
  const count = Object.hasOwn(counts, name) ? counts[name] : undefined
  if (count === undefined) return undefined
  const [kind, isCounted] = count
  const resources: readonly Resource[] = context.inventory[kind]
  return `${resources.filter((resource) => {
    const state = context.stateOf(resource.key)
    return state?.hasBeenChecked === true && isCounted(stateId(resource, state), isUnhandled(resource, context))
  }).length}`
}

function isUnhandled(resource: Resource, context: MacroContext): boolean {
  const state = context.stateOf(resource.key)
  return (state?.acknowledgement ?? 'none') === 'none' && (state?.scheduledDowntimeDepth ?? 0) === 0
}
