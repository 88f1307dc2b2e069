import { parseArgs } from 'node:util'
import { NAGIOS } from './nagios.ts'
import { describeDifference, describeFailure } from './describe.ts'
import { runTogether, TooSlow, type Outcome } from './run-together.ts'
import { randomSequence, type Sequence } from './sequence.ts'
import { shrunk } from './shrink.ts'

// npm run differential -- --sequences 500 --steps 40 [--seed N] [--at-once 200] [--brief] [--shown 3]
const { values } = parseArgs({
  options: {
    'sequences': { type: 'string', default: '500' },
    'steps': { type: 'string', default: '40' },
    'seed': { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    'at-once': { type: 'string', default: '200' },
    'brief': { type: 'boolean', default: false },
    'shown': { type: 'string', default: '3' },
  },
})
const [count, steps, seed, atOnce, shown] = [values.sequences, values.steps, values.seed, values['at-once'], values.shown].map(Number) as [number, number, number, number, number]

if (NAGIOS === undefined) {
  console.error('Nagios 4 is not installed (Debian: nagios4-core); there is nothing to compare with.')
  process.exit(2)
}

console.log(`seed ${seed}: ${count} sequences of ${steps} steps, ${atOnce} at once`)
const startedAt = Date.now()
let failed = 0
for (let first = 0; first < count; first += atOnce) {
  const sequences = Array.from({ length: Math.min(atOnce, count - first) }, (_, index) => randomSequence(seed + first + index, steps))
  const { failures, excused } = await runOrHalve(sequences)
  failed += failures.length
  for (const [name, times] of excused) console.log(`known difference, met ${times} times: ${name}`)
  if (values.brief) for (const { differences } of failures) for (const difference of differences) console.log(describeDifference(difference))
  else for (const { plot, step } of failures.toSorted((one, other) => one.step - other.step).slice(0, shown)) {
    const smallest = await shrunk(sequences[plot]!, step)
    console.log(smallest === undefined ? `seed ${sequences[plot]!.seed} failed once at step ${step} and not again` : describeFailure(smallest))
  }
}
console.log(`${count - failed} of ${count} sequences agree, ${failed} do not (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
process.exitCode = failed === 0 ? 0 : 1

/** On a busy machine, fewer at once. */
async function runOrHalve(sequences: readonly Sequence[]): Promise<Outcome> {
  try {
    return await runTogether(sequences)
  } catch (error) {
    if (!(error instanceof TooSlow) || sequences.length < 2) throw error
    console.log(`${error.message} Now with half of them.`)
    const half = Math.ceil(sequences.length / 2)
    const [first, second] = [await runOrHalve(sequences.slice(0, half)), await runOrHalve(sequences.slice(half))]
    const excused = new Map(first.excused)
    for (const [name, times] of second.excused) excused.set(name, (excused.get(name) ?? 0) + times)
    return { failures: [...first.failures, ...second.failures.map(failure => ({ ...failure, plot: failure.plot + half }))], excused }
  }
}
