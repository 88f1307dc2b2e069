import type { ResourceKey } from '../inventory/resource-key.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Store } from '../store/store.ts'
import { firstAttempt, isSettled, outcomeText, pauseAfter, tryOnce, type Attempts } from './attempts.ts'
import type { Channel, DeliverableMessage } from './channel.ts'

export interface DelivererOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly channels: readonly Channel[]
}

/** The reader of the committed outbox. */
export interface Deliverer {
  /** Begins with what an earlier run left undelivered. */
  start(): void
  /** Something was committed. Carries nothing: what to deliver is read from the store. */
  wake(): void
  /** Lets the try that is running end; what waits is delivered after the next start. */
  stop(): Promise<void>
}

const PAGE = 100
/** Messages in memory behind one that is tried again; when there are more, the rest stays in the store. */
const MOST_WAITING = 10_000

/**
 * Hands every outbox message to the channels, in order of id, and stores what became of it. A message whose outcome is
 * stored is never handed out again; one that was handed out just before a crash is, since nobody can know whether it
 * arrived. While a message is tried again, later ones of its resource wait behind it, so that a recovery never
 * overtakes its problem; other resources go on.
 */
export function createDeliverer({ store, clock, log, channels }: DelivererOptions): Deliverer {
  const waitingBehind = new Map<ResourceKey, DeliverableMessage[]>()
  const running = new Set<Promise<void>>()
  const pauses = new Set<() => void>()
  let waiting = 0
  let lastRead = 0
  let isReading = false
  let isWoken = false
  let isStopped = true

  const track = (task: Promise<void>): void => {
    running.add(task)
    void task.finally(() => running.delete(task))
  }

  const pause = (seconds: number): Promise<void> => new Promise((resolve) => {
    const end = (): void => {
      cancel()
      pauses.delete(end)
      resolve()
    }
    const cancel = clock.runAt(clock.now() + seconds, end)
    pauses.add(end)
  })

  const storeOutcome = async (attempts: Attempts): Promise<void> => {
    for (let tries = 1; ; tries++) {
      try {
        return await store.commit([{ kind: 'outbox-done', id: attempts.message.id, at: clock.now(), outcome: outcomeText(attempts) }])
      } catch (error) {
        log.error({ err: error, notification: attempts.message.id }, 'the outcome of a notification could not be stored')
        // Not handed out again meanwhile, only after a restart.
        if (!isStopped) await pause(pauseAfter(tries))
        if (isStopped) return
      }
    }
  }

  const tryAgainUntilSettled = async (first: Attempts): Promise<void> => {
    const { key } = first.message
    const line: DeliverableMessage[] = []
    waitingBehind.set(key, line)
    for (let attempts: Attempts | undefined = first; attempts !== undefined;) {
      while (!isSettled(attempts, channels)) {
        log.warn({ notification: attempts.message.id, tries: attempts.tries }, 'a notification was not delivered, trying again later')
        await pause(pauseAfter(attempts.tries))
        if (isStopped) return
        attempts = await tryOnce(attempts, channels, clock.now)
      }
      await storeOutcome(attempts)
      if (isStopped) return
      const next = line.shift()
      if (next !== undefined) waiting--
      attempts = next && await tryOnce(firstAttempt(next), channels, clock.now)
    }
    waitingBehind.delete(key)
    wake()
  }

  /** Resolves when the message was tried once; the promise in the answer, when its outcome is stored. */
  const take = async (message: DeliverableMessage): Promise<{ readonly stored: Promise<void> }> => {
    const line = waitingBehind.get(message.key)
    if (line !== undefined) {
      line.push(message)
      waiting++
      return { stored: Promise.resolve() }
    }
    const attempts = await tryOnce(firstAttempt(message), channels, clock.now)
    if (isSettled(attempts, channels)) return { stored: storeOutcome(attempts) }
    track(tryAgainUntilSettled(attempts))
    return { stored: Promise.resolve() }
  }

  const readOn = async (): Promise<void> => {
    while (!isStopped && waiting < MOST_WAITING) {
      const page = store.readOutbox(lastRead, PAGE)
      if (page.length === 0) return
      const stored: Promise<void>[] = []
      for (const message of page) {
        if (isStopped) break
        lastRead = message.id
        stored.push((await take(message)).stored)
      }
      await Promise.all(stored)
    }
  }

  const readWhileWoken = async (): Promise<void> => {
    isReading = true
    try {
      while (isWoken && !isStopped) {
        // Once a turn of the event loop at most, however many commits it brings.
        await new Promise((resolve) => { setImmediate(resolve) })
        isWoken = false
        await readOn()
      }
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be read')
    } finally {
      isReading = false
    }
  }

  const wake = (): void => {
    isWoken = true
    if (!isReading && !isStopped) track(readWhileWoken())
  }

  return {
    start: () => {
      isStopped = false
      wake()
    },
    wake,
    stop: async () => {
      isStopped = true
      for (const end of pauses) end()
      while (running.size > 0) await Promise.all(running)
    },
  }
}
