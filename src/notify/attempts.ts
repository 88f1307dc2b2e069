import type { UnixSeconds } from '../lib/clock.ts'
import type { Channel, DeliverableMessage, DeliveryOutcome } from './channel.ts'

/** A message on its way, with what each channel that is through with it said. */
export interface Attempts {
  readonly message: DeliverableMessage
  readonly tries: number
  readonly outcomes: ReadonlyMap<string, string>
}

/** Seconds until the next try: 10 after the first, doubling, at most 15 minutes. */
export const pauseAfter = (tries: number): number => Math.min(10 * 2 ** (tries - 1), 900)

/** A message older than this is not tried again: nobody wants yesterday's alarm. */
const LONGEST_RETRY_SECONDS = 86_400

export const firstAttempt = (message: DeliverableMessage): Attempts => ({ message, tries: 0, outcomes: new Map() })

/** True when no channel is to try again. */
export const isSettled = (attempts: Attempts, channels: readonly Channel[]): boolean => channels.every(({ name }) => attempts.outcomes.has(name))

/** The text stored with the message: `log: delivered; mail: failed: no such address`. */
export function outcomeText(attempts: Attempts): string {
  return [...attempts.outcomes].map(([name, outcome]) => `${name}: ${outcome}`).join('; ') || 'no channel'
}

/** Hands the message once to each channel that is not through with it. Never rejects. */
export async function tryOnce(attempts: Attempts, channels: readonly Channel[], now: () => UnixSeconds): Promise<Attempts> {
  const { message } = attempts
  const tries = attempts.tries + 1
  const outcomes = new Map(attempts.outcomes)
  for (const channel of channels.filter(({ name }) => !outcomes.has(name))) {
    const outcome = await deliverOrReason(channel, message)
    if (outcome.delivered) outcomes.set(channel.name, 'delivered')
    else if (!outcome.retry) outcomes.set(channel.name, `failed: ${outcome.reason}`)
    else if (now() - message.at >= LONGEST_RETRY_SECONDS) outcomes.set(channel.name, `given up after ${tries} tries: ${outcome.reason}`)
  }
  return { message, tries, outcomes }
}

async function deliverOrReason(channel: Channel, message: DeliverableMessage): Promise<DeliveryOutcome> {
  try {
    return await channel.deliver(message)
  } catch (error) {
    return { delivered: false, retry: true, reason: error instanceof Error ? error.message : String(error) }
  }
}
