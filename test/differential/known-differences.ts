import type { Observation } from './observation.ts'

/** One resource as both engines see it at the same moment. */
export interface Pair {
  readonly kind: 'host' | 'service'
  readonly maxCheckAttempts: number
  readonly nagios: Observation
  readonly vigie: Observation
}

/** A difference that stays, each with its reason in docs/nagios-differences.md. As narrow as it can be said. */
export interface KnownDifference { readonly field: keyof Observation; readonly explains: (pair: Pair) => boolean }

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = []
