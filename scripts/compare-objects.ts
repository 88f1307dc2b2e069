import { parseArgs } from 'node:util'
import type { Comparison } from '../test/objects-cache/compare.ts'
import { compareConfiguration, type Configuration } from '../test/objects-cache/configuration.ts'
import { randomConfiguration } from '../test/objects-cache/generate/random-configuration.ts'
import { NAGIOS } from '../test/objects-cache/nagios-objects.ts'
import { cornerSample, documentedSample, installedSample, patternSample } from '../test/objects-cache/samples.ts'

// npm run compare-objects -- [--generated 2] [--objects 5000] [--seed N] [--shown 20]
const { values } = parseArgs({
  options: {
    generated: { type: 'string', default: '2' },
    objects: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    shown: { type: 'string', default: '20' },
  },
})

if (NAGIOS === undefined) {
  console.error('Nagios 4 is not installed (Debian: nagios4-core); there is nothing to compare with.')
  process.exit(2)
}

const [generated, objects, seed] = [values.generated, values.objects, values.seed].map(Number) as [number, number, number]
const configurations = [
  installedSample(), documentedSample(), cornerSample(), patternSample(),
  ...Array.from({ length: generated }, (_, index) => randomConfiguration(seed + index, objects)),
]
let failed = 0
for (const configuration of configurations) {
  if (configuration === null) console.log('A sample of Debian is not installed (nagios4-core): left out.')
  else compare(configuration)
}
console.log(failed === 0 ? 'All objects are equal.' : `${failed} configurations differ.`)
process.exitCode = failed === 0 ? 0 : 1

function compare(configuration: Configuration): void {
  const startedAt = Date.now()
  console.log(`\n${configuration.name}`)
  try {
    const comparison = compareConfiguration(configuration)
    if (comparison.differences.length > 0) failed += 1
    console.log(summary(comparison, Date.now() - startedAt))
  } catch (error) {
    failed += 1
    console.log(error instanceof Error ? error.message : String(error))
  }
}

function summary({ differences, known, objectCounts, directiveCount }: Comparison, tookMs: number): string {
  const shown = differences.slice(0, Number(values.shown))
  const objects = [...objectCounts].map(([type, count]) => `${count} ${type}`).join(', ')
  return [
    ...shown,
    ...differences.length > shown.length ? [`… and ${differences.length - shown.length} more objects`] : [],
    ...[...known].map(([name, count]) => `known difference, met ${count} times: ${name}`),
    `${objects}; ${directiveCount} directives compared, ${differences.length} objects differ (${(tookMs / 1000).toFixed(1)} s)`,
  ].join('\n')
}
