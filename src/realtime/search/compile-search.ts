import { Refusal } from '../../lib/refusal.ts'
import { compileCondition } from './condition.ts'
import type { FieldTable } from './field.ts'
import type { SearchEcho } from './list-query.ts'
import { isList, type Json } from './search-parameter.ts'
import { createSearchTime, type SearchTime } from './search-time.ts'

/** Most conditions of one search. */
const MOST_CONDITIONS = 1_000

/** A test, with the fields it looks at and the tables these read. */
export interface Condition<At> {
  readonly test: (at: At) => boolean
  /** Of conditions that are combined, those that are cheap to test are tested first: the answer is the same. */
  readonly cost: number
  readonly fields: ReadonlySet<string>
  readonly tables: ReadonlySet<string>
}

/**
 * Compiles a normalised search into conditions that must all hold; none when everything matches (contract §4.3).
 * Refuses with `search-field-not-allowed`, `search-too-many-conditions`, and what `compileCondition` refuses. The time of the
 * search begins here.
 */
export function compileSearch<At>(search: SearchEcho, fields: FieldTable<At>): readonly Condition<At>[] {
  const left = { conditions: MOST_CONDITIONS, time: createSearchTime() }
  return allOf(partsOf(search as Json, '$and', fields, left))
}

type Aggregate = '$and' | '$or'
/** A condition, or several that must all hold. */
type Part<At> = Condition<At> | readonly Condition<At>[]
interface Left { conditions: number; readonly time: SearchTime }

/** The parts of a body, to be combined by its aggregate. What holds no condition is left out (rule 12). */
function partsOf<At>(body: Json, aggregate: Aggregate, fields: FieldTable<At>, left: Left): Part<At>[] {
  if (body === null || typeof body !== 'object') return []
  if (isList(body)) return body.flatMap((item) => nested(item, aggregate, fields, left))
  return Object.entries(body).flatMap(([key, value]) => {
    if (key === '$and' || key === '$or') return nested(value, key, fields, left)
    return isListPlace(key) ? nested(value, aggregate, fields, left) : [fieldCondition(key, value, fields, left)]
  })
}

/** Zero parts or one: the body combined. */
function nested<At>(body: Json, aggregate: Aggregate, fields: FieldTable<At>, left: Left): Part<At>[] {
  const parts = partsOf(body, aggregate, fields, left)
  if (parts.length < 2) return parts
  return aggregate === '$and' ? [allOf(parts)] : [someOf(parts)]
}

function fieldCondition<At>(name: string, value: Json, fields: FieldTable<At>, left: Left): Condition<At> {
  const field = fields.get(name)
  if (field === undefined) throw new Refusal('search-field-not-allowed', `The parameter '${name}' is not allowed`)
  if (left.conditions-- === 0) {
    throw new Refusal('search-too-many-conditions', `The search has more than ${MOST_CONDITIONS} conditions`)
  }
  const test = compileCondition(field, value, left.time)
  return {
    test: field.sharedRow === undefined ? test : oncePerRow(test, field.sharedRow),
    cost: field.sharedRow !== undefined ? 0 : field.type === 'text' ? 2 : 1,
    fields: new Set([name]),
    tables: new Set([field.table]),
  }
}

/** Rows do not change during a search, so an answer holds until the next row. */
function oncePerRow<At>(test: (at: At) => boolean, rowOf: (at: At) => object | null): (at: At) => boolean {
  let tested: object | null | undefined
  let answer = false
  return (at) => {
    const row = rowOf(at)
    if (row !== tested) {
      answer = test(at)
      tested = row
    }
    return answer
  }
}

function allOf<At>(parts: readonly Part<At>[]): readonly Condition<At>[] {
  return parts.flat()
}

function someOf<At>(parts: readonly Part<At>[]): Condition<At> {
  const all = parts.flat()
  const tests = parts
    .map((part) => 'test' in part ? part : { test: conjunction(part), cost: costOf(part) })
    .sort((left, right) => left.cost - right.cost)
    .map(({ test }) => test)
  return {
    cost: costOf(all),
    test: (at) => {
      for (const test of tests) if (test(at)) return true
      return false
    },
    fields: new Set(all.flatMap((condition) => [...condition.fields])),
    tables: new Set(all.flatMap((condition) => [...condition.tables])),
  }
}

/** One test for conditions that must all hold. */
export function conjunction<At>(conditions: readonly Condition<At>[]): (at: At) => boolean {
  const tests = conditions.toSorted((left, right) => left.cost - right.cost).map(({ test }) => test)
  const [first, second] = tests
  if (first === undefined) return () => true
  if (second === undefined) return first
  return (at) => {
    for (const test of tests) if (!test(at)) return false
    return true
  }
}

function costOf<At>(conditions: readonly Condition<At>[]): number {
  return Math.max(...conditions.map(({ cost }) => cost))
}

/** A key that is a whole number holds a nested search, as in a list (rule 12). */
function isListPlace(key: string): boolean {
  return /^(?:0|-?[1-9]\d*)$/.test(key)
}
