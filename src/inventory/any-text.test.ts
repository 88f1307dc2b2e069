import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { OBJECT_RULES } from './directives.ts'
import { BASE, loadFiles, type Loaded } from './testing/configuration-folder.ts'

const NAMES = ['a', 'b', 'H', 'S', 'c', 'g', '24x7', 'ann', 'team', 'null', '+a', '!b', '*', '', '0', '1', '7', 'constructor', '__proto__', 'a,b', 'a,a,b,a', 'd,u', '00:00-24:00', '\\', ';', '\\;', 'é']
const DIRECTIVES = [...new Set(Object.values(OBJECT_RULES).flatMap(({ directives, aliases }) => [...directives.keys(), ...Object.keys(aliases)])),
  'monday', 'day 1', 'january -1 - march 5 / 2', '_HOST_ID', '_X', 'constructor', '__proto__', '#', ';', 'define', '}', '{']

const line = fc.tuple(fc.constantFrom(...DIRECTIVES), fc.constantFrom(...NAMES)).map(([name, value]) => `  ${name} ${value}`)
const definition = fc.tuple(fc.constantFrom(...Object.keys(OBJECT_RULES), 'constructor', ''), fc.array(line, { maxLength: 8 }), fc.constantFrom('}', '', '}}'))
  .map(([type, lines, end]) => `define ${type} {\n${lines.join('\n')}\n${end}`)
const noise = fc.string({ unit: 'binary', maxLength: 40 })
const objectFile = fc.array(fc.oneof({ weight: 6, arbitrary: definition }, { weight: 1, arbitrary: noise }), { maxLength: 12 }).map((parts) => parts.join('\n'))

describe('any object file', () => {
  it('is either loaded or refused with errors that name its lines', () => {
    fc.assert(fc.property(objectFile, (text) => {
      const lineCount = `${BASE}${text}`.split('\n').length
      const loaded = load(text)

      for (const error of loaded.errors) {
        const number = Number(/^o\.cfg:(\d+): /.exec(error)?.[1])
        expect(number).toBeGreaterThan(0)
        expect(number).toBeLessThanOrEqual(lineCount)
      }
      if (loaded.errors.length === 0) expectSound(loaded)
    }), { numRuns: 300 })
  })
})

const load = (text: string): Loaded => loadFiles({ 'vigie.cfg': 'cfg_file=o.cfg\n', 'o.cfg': `${BASE}${text}` })

function expectSound({ inventory, newIds }: Loaded): void {
  const keys = [...inventory.hosts, ...inventory.services].map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(inventory.services.map(({ key }) => key)).toEqual(inventory.services.map(({ key }) => key).toSorted((a, b) => a - b))
  expect(newIds).toHaveLength(keys.length + inventory.hostGroups.length + inventory.serviceGroups.length)
}
