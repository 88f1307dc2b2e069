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

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'attempt of a host whose problem stays hard',
    fields: ['attempt'],
    until: 'agreed',
    explains: ({ kind, before, nagios, vigie }) =>
      kind === 'host' && isHardProblem(before) && isHardProblem(nagios) && isHardProblem(vigie) && vigie.attempt === 1,
  },
  {
    name: 'host that changes between DOWN and UNREACHABLE',
    fields: SEVERITY,
    until: 'agreed',
    explains: ({ kind, before, nagios, vigie }) =>
      kind === 'host' && isProblem(before) && isProblem(nagios) && nagios.state !== before?.state
      && vigie.lastHardState === vigie.state && (nagios.attempt === 1 || (isHardProblem(before) && nagios.stateType === 0)),
  },
  {
    name: 'last hard state of a host that becomes hard by a passive result',
    fields: ['lastHardState'],
    until: 'agreed',
    explains: ({ kind, step, nagios, vigie }) =>
      kind === 'host' && step?.kind === 'result' && step.checkType === 'passive' && isHardProblem(nagios) && vigie.lastHardState === vigie.state,
  },
  {
    name: 'attempt of a service whose host is down',
    fields: SEVERITY,
    until: 'agreed',
    explains: ({ kind, hostState, maxCheckAttempts, nagios, vigie }) =>
      kind === 'service' && hostState !== 0 && isHardProblem(nagios) && nagios.attempt === maxCheckAttempts && isHardProblem(vigie) && vigie.attempt === 1,
  },
  {
    name: 'same problem of a service after its host is up again',
    fields: SEVERITY,
    until: 'agreed',
    explains: ({ kind, hostState, before, nagios, vigie }) =>
      kind === 'service' && hostState === 0 && isHardProblem(before) && before?.attempt === 1 && isHardProblem(nagios) && nagios.attempt === 1
      && nagios.state === before.state && vigie.stateType === 0,
  },
  {
    name: 'flexible downtime whose window opens during a problem',
    fields: ['downtimeDepth'],
    until: 'end',
    explains: ({ before, nagios, vigie }) => isProblem(before) && vigie.downtimeDepth > nagios.downtimeDepth,
  },
]
