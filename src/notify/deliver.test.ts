import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeClock, type FakeClock } from '../../test/support/fake-clock.ts'
import { sampleMessage } from '../../test/support/record-samples.ts'
import { hostKey, type ResourceKey } from '../inventory/resource-key.ts'
import { silentLog } from '../lib/log.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import type { Channel, DeliveryOutcome } from './channel.ts'
import { logChannel } from './channels/log/log-channel.ts'
import { createDeliverer, type Deliverer } from './deliver.ts'

const START = 1_700_000_000
const LATER: DeliveryOutcome = { delivered: false, retry: true, reason: 'rate-limited' }

let folder: string
let store: Store
let clock: FakeClock
const deliverers: Deliverer[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-deliver-'))
  store = await openStore({ folder, log: silentLog, exclusive: true })
  clock = createFakeClock(START)
})
afterEach(async () => {
  for (const deliverer of deliverers.splice(0)) await deliverer.stop()
  await store.close()
  await rm(folder, { recursive: true })
})

/** A channel that keeps what it got, with its time, and answers as told: delivered, when nothing is told. */
function recordingChannel(name: string, answers: Record<string, (DeliveryOutcome | Error)[]> = {}): Channel & { readonly got: string[] } {
  const got: string[] = []
  return {
    name, got,
    deliver: ({ comment: text }) => {
      got.push(`${clock.now() - START} ${text}`)
      const answer = answers[text]?.shift() ?? { delivered: true }
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
}
const deliverTo = (...channels: Channel[]): Deliverer => {
  const deliverer = createDeliverer({ store, clock, log: silentLog, channels })
  deliverers.push(deliverer)
  deliverer.start()
  return deliverer
}
const commit = (text: string, key: ResourceKey = hostKey(1), at = START): Promise<void> => store.commit([{ kind: 'outbox', message: { ...sampleMessage(key), comment: text, at } }])
const waitingTexts = (): string[] => store.readOutbox(0, 1_000).map(({ comment }) => comment)
/** Waits for the writer thread, which keeps real time. */
const untilWaiting = (...texts: string[]): Promise<void> => vi.waitFor(() => { expect(waitingTexts()).toEqual(texts) })
/** Outcomes are for operators to read beside the message; no part of the store gives them back yet. */
const outcomes = async (): Promise<unknown[]> => {
  const { DatabaseSync } = await import('node:sqlite')
  const db = new DatabaseSync(join(folder, 'vigie.sqlite'), { readOnly: true })
  try {
    return db.prepare('SELECT comment_data, outcome FROM outbox WHERE done_time IS NOT NULL ORDER BY outbox_id').all().map((row) => `${String(row['comment_data'])}: ${String(row['outcome'])}`)
  } finally {
    db.close()
  }
}

test('delivers what was committed before the start and after it, in order, each once', async () => {
  const channel = recordingChannel('log')
  await commit('one')
  await commit('two', hostKey(2))

  const deliverer = deliverTo(channel)
  await untilWaiting()
  await commit('three')
  deliverer.wake()
  deliverer.wake()
  await untilWaiting()

  expect(channel.got).toEqual(['0 one', '0 two', '0 three'])
  expect(await outcomes()).toEqual(['one: log: delivered', 'two: log: delivered', 'three: log: delivered'])
})

test('delivers more than one page', async () => {
  const channel = recordingChannel('log')
  await Promise.all(Array.from({ length: 250 }, (_, n) => commit(String(n), hostKey(n + 1))))

  deliverTo(channel)
  await untilWaiting()

  expect(channel.got).toEqual(Array.from({ length: 250 }, (_, n) => `0 ${n}`))
})

test('tries again 10 s, 20 s, 40 s after a failure that may pass, and stores the outcome', async () => {
  const channel = recordingChannel('mail', { down: [LATER, new Error('connection refused'), LATER] })
  await commit('down')

  deliverTo(channel)
  await vi.waitFor(() => { expect(clock.waiting()).toBe(1) })
  await clock.advanceBy(300)
  await untilWaiting()

  expect(channel.got).toEqual(['0 down', '10 down', '30 down', '70 down'])
  expect(await outcomes()).toEqual(['down: mail: delivered'])
})

test('does not try again what the channel calls final, and keeps its reason', async () => {
  const channel = recordingChannel('mail', { down: [{ delivered: false, retry: false, reason: 'no such address' }] })
  await commit('down')

  deliverTo(channel)
  await untilWaiting()
  await clock.advanceBy(3_600)

  expect(channel.got).toEqual(['0 down'])
  expect(await outcomes()).toEqual(['down: mail: failed: no such address'])
})

test('gives up on a message that is a day old, after one try at least', async () => {
  const channel = recordingChannel('mail', { old: [LATER], young: Array.from({ length: 1_000 }, () => LATER) })
  await commit('old', hostKey(1), START - 86_400)
  await commit('young', hostKey(2))

  deliverTo(channel)
  await untilWaiting('young')
  await clock.advanceBy(86_400 + 900)
  await untilWaiting()

  // 10, 20, ... 640 s and then each 900 s: 8 tries in 1,270 s, and one more for each 900 s of the rest of the day.
  const tries = 8 + Math.ceil((86_400 - 1_270) / 900)
  expect(await outcomes()).toEqual(['old: mail: given up after 1 tries: rate-limited', `young: mail: given up after ${tries} tries: rate-limited`])
})

test('later messages of a resource wait behind one that is tried again, those of others do not', async () => {
  const channel = recordingChannel('mail', { problem: [LATER] })
  await commit('problem', hostKey(1))
  await commit('recovery', hostKey(1))
  await commit('elsewhere', hostKey(2))

  const deliverer = deliverTo(channel)
  await untilWaiting('problem', 'recovery')
  expect(channel.got).toEqual(['0 problem', '0 elsewhere'])
  await clock.advanceBy(10)
  await untilWaiting()
  await commit('next', hostKey(1))
  deliverer.wake()
  await untilWaiting()

  expect(channel.got).toEqual(['0 problem', '0 elsewhere', '10 problem', '10 recovery', '10 next'])
})

test('a channel that is through with a message does not get it again while another one is tried', async () => {
  const log = recordingChannel('log')
  const mail = recordingChannel('mail', { down: [LATER] })
  await commit('down')

  deliverTo(log, mail)
  await vi.waitFor(() => { expect(clock.waiting()).toBe(1) })
  await clock.advanceBy(10)
  await untilWaiting()

  expect([log.got, mail.got]).toEqual([['0 down'], ['0 down', '10 down']])
  expect(await outcomes()).toEqual(['down: log: delivered; mail: delivered'])
})

test('a stop ends promptly while messages wait, and the next start goes on where it stopped', async () => {
  const first = recordingChannel('mail', { two: [LATER] })
  await commit('one')
  await commit('two')
  await commit('three')
  const deliverer = deliverTo(first)
  await untilWaiting('two', 'three')

  await deliverer.stop()
  expect(clock.waiting()).toBe(0)
  const second = recordingChannel('mail')
  deliverTo(second)
  await untilWaiting()

  expect(first.got).toEqual(['0 one', '0 two'])
  expect(second.got).toEqual(['0 two', '0 three'])
})

test('a message whose outcome cannot be stored is not handed out again before a restart', async () => {
  const channel = recordingChannel('mail')
  await commit('one')

  const deliverer = deliverTo({ ...channel, deliver: async (message) => {
    await store.close()
    return channel.deliver(message)
  } })
  await vi.waitFor(() => { expect(clock.waiting()).toBe(1) })
  deliverer.wake()
  await clock.advanceBy(600)
  await deliverer.stop()
  expect(channel.got).toEqual(['0 one'])

  store = await openStore({ folder, log: silentLog, exclusive: true })
  deliverTo(channel)
  await untilWaiting()
  expect(channel.got).toEqual(['0 one', '600 one'])
})

test('the log channel writes the message with the ids of its resource', async () => {
  const lines: [object, string][] = []
  await commit('CRITICAL - load 9', hostKey(7))

  deliverTo(logChannel({ ...silentLog, info: (fields, message) => { lines.push([fields, message]) } }))
  await untilWaiting()

  expect(lines).toEqual([[
    { notification: 1, hostId: 7, serviceId: 0, at: START, kind: 'problem', contact: 'ada', author: null, comment: 'CRITICAL - load 9' }, 'notification: problem',
  ]])
})
