import { setTimeout as delay } from 'node:timers/promises'
import { startNagios } from './nagios.ts'
import { differencesOf, type Difference } from './differences.ts'
import type { Engine } from './observation.ts'
import type { Sequence } from './sequence.ts'
import { startVigie } from './vigie.ts'

/** Where a sequence first went apart. `step` is the index of the step after which it was seen. */
export interface Failure { readonly plot: number; readonly step: number; readonly differences: readonly Difference[] }

/** Steps in each second of the clock, the same in every run: a sequence depends on its seed alone. */
export const STEPS_PER_SECOND = 3

/** A round starts no later than this in its second's share, so that it ends in the same second. */
const LATEST_START = 0.999 / STEPS_PER_SECOND

/** Runs all sequences beside each other in both engines and gives the first failure of each that has one. */
export async function runTogether(sequences: readonly Sequence[]): Promise<readonly Failure[]> {
  const engines: Engine[] = []
  try {
    engines.push(await startNagios(sequences))
    engines.push(await startVigie(sequences, Math.floor(Date.now() / 1000)))
    return await rounds(sequences, engines[0]!, engines[1]!)
  } finally {
    for (const engine of engines) await engine.stop()
  }
}

async function rounds(sequences: readonly Sequence[], nagios: Engine, vigie: Engine): Promise<Failure[]> {
  const failures = new Map<number, Failure>()
  const length = Math.max(...sequences.map(({ steps }) => steps.length))
  const startSecond = Math.floor(Date.now() / 1000) + 2
  for (let number = 0; number < length; number++) {
    const second = startSecond + Math.floor(number / STEPS_PER_SECOND)
    await untilInside(second, number % STEPS_PER_SECOND)
    const round = { number, second, steps: sequences.map(({ steps }, plot) => failures.has(plot) ? undefined : steps[number]) }
    await Promise.all([nagios.doSteps(round), vigie.doSteps(round)])
    for (const failure of await failuresAfter(number)) failures.set(failure.plot, failure)
    if (Math.floor(Date.now() / 1000) !== second) throw new Error(`Step ${number} took longer than its second: run fewer sequences at once.`)
  }
  return [...failures.values()]

  /** Nagios begins downtimes in its event loop, soon after the command: what differs is looked at again. */
  async function failuresAfter(step: number): Promise<Failure[]> {
    let found: Failure[] = []
    for (let look = 0; look < 3; look++) {
      const [theirs, ours] = [await nagios.observe(), await vigie.observe()]
      found = sequences.flatMap((sequence, plot) => {
        if (failures.has(plot)) return []
        const differences = differencesOf(sequence, plot, theirs, ours)
        return differences.length > 0 ? [{ plot, step, differences }] : []
      })
      if (found.length === 0) break
      await delay(25)
    }
    return found
  }
}

/** Events of a second happen at its very beginning; a tenth later they are done. */
async function untilInside(second: number, part: number): Promise<void> {
  const wanted = (second + 0.1 + part * LATEST_START * 0.85) * 1000
  if (Date.now() < wanted) await delay(wanted - Date.now())
}
