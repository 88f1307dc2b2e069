import type { ResourceKey } from '../inventory/resource-key.ts'
import type { Clock } from '../lib/clock.ts'
import type { Engine } from '../state/engine.ts'
import type { ResourceState } from '../state/resource-state.ts'
import type { Decider } from './decision.ts'

export interface DeciderOptions {
  readonly clock: Clock
  readonly engine: Engine
  /** Newest states; null when the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null
}

export function createDecider(_options: DeciderOptions): Decider {
  return {
    load() {},
    decide: (_occasion, _resource, state) => ({ state, changes: [] }),
  }
}
