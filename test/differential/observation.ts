import type { Step } from './sequence.ts'

/** What is compared of a resource after each step. */
export interface Observation {
  readonly state: number
  readonly stateType: number
  readonly attempt: number
  readonly lastHardState: number
  readonly acknowledgement: 'none' | 'normal' | 'sticky'
  readonly downtimeDepth: number
}

/** One of the two engines. Both are told the same at the same second. */
export interface Engine {
  readonly name: string
  /** Does the step of every sequence; undefined: that sequence is over. */
  doSteps(round: Round): Promise<void>
  /** By `observationKey`. */
  observe(): Promise<ReadonlyMap<string, Observation>>
  stop(): Promise<void>
}

export interface Round {
  readonly number: number
  /** Unix seconds, whole: both engines stand in this second. */
  readonly second: number
  readonly steps: readonly (Step | undefined)[]
}

export const observationKey = (host: string, service: string | null): string => service === null ? host : `${host}/${service}`

/** Names a downtime in both engines: its comment. */
export const downtimeTag = (plot: number, downtime: number): string => `downtime ${plot}-${downtime}`
