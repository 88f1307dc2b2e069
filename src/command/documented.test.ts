import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { SUPPORTED_COMMANDS } from './supported-commands.ts'
import { UNSUPPORTED_COMMANDS } from './unsupported-commands.ts'

const documented = readFileSync(resolve(import.meta.dirname, '../../docs/external-commands.md'), 'utf8')

test('the documentation shows every supported command with its arguments', () => {
  const missing = Object.entries(SUPPORTED_COMMANDS)
    .filter(([name, { args, does }]) => !documented.includes(`| \`${name}\` | \`${args.join(';')}\` | ${does} |`))

  expect(missing).toEqual([])
})

test('the documentation names every other command beside what it needs', () => {
  const lines = documented.split('\n')
  const missing = [...UNSUPPORTED_COMMANDS]
    .filter(([name, feature]) => !lines.some(line => line.startsWith(`| ${feature} |`) && line.includes(`\`${name}\``)))

  expect(missing).toEqual([])
})
