import type { Observation } from './observation.ts'
import type { Step } from './sequence.ts'

/** One resource as both engines see it at the same moment, and how it came there. */
export interface Pair {
  readonly kind: 'host' | 'service'
  readonly maxCheckAttempts: number
  readonly isVolatile: boolean
  /** What was done to this resource; undefined: nothing, or something to another one. */
  readonly step: Step | undefined
  /** Before the step, as Nagios saw it; undefined at the first step. */
  readonly before: Observation | undefined
  readonly nagios: Observation
  readonly vigie: Observation
  /** Of its host, or its own. */
  readonly hostState: number
}

/**
 * A difference that stays, named as in docs/nagios-differences.md, which gives its reason. `fields` are not compared for this
 * resource from then on: until both agree about them again, or to the end of the sequence.
 */
export interface KnownDifference {
  readonly name: string
  readonly fields: readonly (keyof Observation)[]
  readonly until: 'agreed' | 'end'
  readonly explains: (pair: Pair) => boolean
}

const SEVERITY = ['stateType', 'attempt', 'lastHardState'] as const

const isProblem = (observation: Observation | undefined): boolean => observation !== undefined && observation.state !== 0
const isHardProblem = (observation: Observation | undefined): boolean => isProblem(observation) && observation?.stateType === 1

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = []
