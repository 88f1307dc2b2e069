import { itemsOf, type Directives } from './definition.ts'
import type { Problems } from './problems.ts'

export interface Selection<T> { readonly chosen: Set<T>; readonly excluded: Set<T> }

/**
 * A member list: names, `*` for all, `!name` to exclude. What is excluded stays excluded wherever it stands in the list
 * (Nagios 4), so the two sets are kept apart for the caller to join with others.
 */
export function selectMembers<T>(
  directives: Directives, directive: string, type: string, known: ReadonlyMap<string, T>, problems: Problems,
): Selection<T> {
  const chosen = new Set<T>()
  const excluded = new Set<T>()
  const place = directives.get(directive)
  for (const item of itemsOf(directives, directive)) {
    if (item === '*') {
      for (const each of known.values()) chosen.add(each)
      continue
    }
    const isExcluded = item.startsWith('!')
    const name = isExcluded ? item.slice(1).trim() : item
    const found = known.get(name)
    if (found !== undefined) (isExcluded ? excluded : chosen).add(found)
    else if (place !== undefined) problems.error(place, directive, `${type} '${name}' is not defined`)
  }
  return { chosen, excluded }
}
