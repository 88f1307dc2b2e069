import { expect, test } from 'vitest'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import type { CommandCall } from '../inventory/objects.ts'
import { sampleNotification, site } from './notification.fixture.ts'
import { createSender } from './send-message.ts'

test('an exclamation mark that is escaped stays in its argument', async () => {
  const calls: CommandCall[] = []
  const sender = createSender({
    clock: createFakeClock(), channels: () => [], stateOf: () => null, processMacros: new Map(), readMessages: () => [],
    runner: { run: async (call) => { calls.push(call); return { kind: 'done' } }, stop: async () => {} },
  })
  sender.load({ ...site, commands: new Map([['shout', { name: 'shout', line: 'shout $ARG1$ $ARG2$', source: { file: '', line: 1 } }]]) })

  const outcome = await sender.send(sampleNotification({ message: { command: 'shout!help\\!!now' } }).message)

  expect(outcome).toEqual({ delivered: true })
  expect(calls).toMatchObject([{ name: 'shout', args: ['help!', 'now'] }])
})
