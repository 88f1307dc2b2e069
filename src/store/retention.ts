import type { CancelTimer, Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Realtime } from '../realtime/realtime.ts'
import type { Store } from './store.ts'

export interface RetentionOptions {
  readonly store: Store
  readonly realtime: Realtime
  readonly clock: Clock
  readonly log: Log
  readonly days: number
}

const DAY_SECONDS = 86_400

/** Once a day, forgets ended records older than the retention, in the store and in memory. Returns what ends it. */
export function keepRetention({ store, realtime, clock, log, days }: RetentionOptions): CancelTimer {
  let cancel: CancelTimer = () => {}
  const purge = (): void => {
    const before = Math.floor(clock.now()) - days * DAY_SECONDS
    realtime.forgetEndedBefore(before)
    store.purgeBefore(before).catch(error => log.error({ err: error }, 'old records could not be deleted'))
    cancel = clock.runAt(clock.now() + DAY_SECONDS, purge)
  }
  cancel = clock.runAt(clock.now() + DAY_SECONDS, purge)
  return () => cancel()
}
