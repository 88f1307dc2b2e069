import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_METRICS, parsePerfdata } from './perfdata.ts'
import type { Metric, MetricRange } from './perfdata.ts'

const none = { unit: '', warning: null, critical: null, minimum: null, maximum: null }
const upTo = (end: number): MetricRange => ({ start: 0, end, isInside: false })

describe('parsePerfdata', () => {
  it.each<[string, string, Metric[]]>([
    ['reads a whole item', 'time=0.05s;1;2;0;10', [{ label: 'time', value: 0.05, unit: 's', warning: upTo(1), critical: upTo(2), minimum: 0, maximum: 10 }]],
    ['reads a bare value', 'users=3', [{ ...none, label: 'users', value: 3 }]],
    ['reads several items, whatever white space parts them', ' a=1  b=2\t c=3 ', ['a', 'b', 'c'].map((label, at) => ({ ...none, label, value: at + 1 }))],
    ['reads a quoted label with spaces, an equal sign and a quote', "'C:\\ it''s a=b'=5%", [{ ...none, label: "C:\\ it's a=b", value: 5, unit: '%' }]],
    ['reads U as unknown', 'rta=U;1;2', [{ ...none, label: 'rta', value: null, warning: upTo(1), critical: upTo(2) }]],
    ['leaves out what is left empty', 'a=1;;;0;', [{ ...none, label: 'a', value: 1, minimum: 0 }]],
    ['reads signs, exponents and decimal commas', 'a=-1.5e3 b=+.5 c=1,5ms', [
      { ...none, label: 'a', value: -1500 }, { ...none, label: 'b', value: 0.5 }, { ...none, label: 'c', value: 1.5, unit: 'ms' },
    ]],
    ['reads ranges', 'a=1;10:20;@~:5', [{ ...none, label: 'a', value: 1, warning: { start: 10, end: 20, isInside: false }, critical: { start: null, end: 5, isInside: true } }]],
    ['reads ranges open to one side', 'a=1;10:;:5', [{ ...none, label: 'a', value: 1, warning: { start: 10, end: null, isInside: false }, critical: upTo(5) }]],
    ['keeps a metric whose thresholds are not ranges', 'a=1;x;1:2:3;-;y', [{ ...none, label: 'a', value: 1 }]],
  ])('%s', (_case, perfdata, metrics) => {
    expect(parsePerfdata(perfdata)).toEqual({ metrics, rejected: [] })
  })

  it.each([
    ['nonsense', 'no "=" after the label'],
    ['=5', 'the label is empty'],
    ['a=', 'the value is missing'],
    ['a=five', 'the value is not a number'],
    ['a=1e999', 'the value is not a number'],
    ["'a b'5", 'no "=" after the label'],
    ["it's=5", 'a quote inside an unquoted label'],
  ])('skips %s, says why and keeps its neighbours', (item, reason) => {
    const { metrics, rejected } = parsePerfdata(`before=1 ${item} after=2`)

    expect(metrics.map((metric) => metric.label)).toEqual(['before', 'after'])
    expect(rejected).toEqual([{ item, reason }])
  })

  it('reports nothing for nothing', () => {
    expect(parsePerfdata('')).toEqual({ metrics: [], rejected: [] })
  })

  it('stops at a limit', () => {
    const { metrics, rejected } = parsePerfdata(Array.from({ length: 5 * MOST_METRICS }, (_, at) => `m${at}=1`).join(' '))

    expect(metrics).toHaveLength(MOST_METRICS)
    expect(rejected[0]).toEqual({ item: `m${MOST_METRICS}=1`, reason: 'more than 1000 metrics' })
    expect(rejected.length).toBeLessThanOrEqual(MOST_METRICS + 1)
  })

  it('reads back what is written by the guidelines', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    const range = fc.record({ start: fc.option(number), end: fc.option(number), isInside: fc.boolean() })
    const metric: fc.Arbitrary<Metric> = fc.record({
      label: fc.string({ minLength: 1 }).filter((label) => label.trim() !== ''),
      value: fc.option(number),
      unit: fc.constantFrom('', 's', 'us', '%', 'B', 'KB', 'c', 'io/s'),
      warning: fc.option(range), critical: fc.option(range), minimum: fc.option(number), maximum: fc.option(number),
    }).map((made) => made.value === null ? { ...made, unit: '' } : made)

    fc.assert(fc.property(fc.array(metric, { maxLength: 5 }), (metrics) => {
      expect(parsePerfdata(metrics.map(written).join(' '))).toEqual({ metrics: metrics.map(withoutMinusZero), rejected: [] })
    }))
  })

  it('accepts any text without throwing, and every item is read or named', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '1', '=', ';', "'", ' ', 'U', '.', ':', '@', '~', '\n') }), (perfdata) => {
      const { metrics, rejected } = parsePerfdata(perfdata)

      expect(metrics.length + rejected.length > 0).toBe(perfdata.trim() !== '')
    }))
  })
})

function written(metric: Metric): string {
  const range = (of: MetricRange | null): string =>
    of === null ? '' : `${of.isInside ? '@' : ''}${of.start ?? '~'}:${of.end ?? ''}`
  return [
    `'${metric.label.replaceAll("'", "''")}'=${metric.value ?? 'U'}${metric.unit}`,
    range(metric.warning), range(metric.critical), metric.minimum ?? '', metric.maximum ?? '',
  ].join(';')
}

function withoutMinusZero(metric: Metric): Metric {
  const text = JSON.stringify(metric)
  return JSON.parse(text) as Metric
}
