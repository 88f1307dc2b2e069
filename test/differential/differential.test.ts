import { describe, expect, test } from 'vitest'
import { describeFailure } from './describe.ts'
import { NAGIOS } from './nagios.ts'
import { runTogether } from './run-together.ts'
import { randomSequence } from './sequence.ts'

// A small share; `npm run differential` runs many. Time is real, since Nagios has no other: its length is the steps'.
const SEQUENCES = 60
const STEPS = 13

describe('the same results and commands in Nagios 4 and here', () => {
  const seed = Math.floor(Math.random() * 1e9)

  test.skipIf(NAGIOS === undefined)(`give the same states, seed ${seed} (skipped when Nagios 4 is not installed)`, async () => {
    const sequences = Array.from({ length: SEQUENCES }, (_, index) => randomSequence(seed + index, STEPS))

    const { failures } = await runTogether(sequences)

    expect(failures.map(failure => describeFailure({ sequence: sequences[failure.plot]!, failure }))).toEqual([])
  }, (STEPS + 30) * 1000)
})
