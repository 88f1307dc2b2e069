/** One `'label'=value[unit];warn;crit;min;max` of the Monitoring Plugins development guidelines. */
export interface Metric {
  readonly label: string
  /** Null for `U`: the plugin could not tell. */
  readonly value: number | null
  /** As written (`s`, `%`, `KB`, `c`); '' when none. */
  readonly unit: string
  readonly warning: MetricRange | null
  readonly critical: MetricRange | null
  readonly minimum: number | null
  readonly maximum: number | null
}

/** `[@][start:][end]`. Alerts outside of start..end, or inside when `isInside`. Null: no bound on that side. */
export interface MetricRange {
  readonly start: number | null
  readonly end: number | null
  readonly isInside: boolean
}

export interface RejectedItem { readonly item: string; readonly reason: string }

export interface Perfdata { readonly metrics: readonly Metric[]; readonly rejected: readonly RejectedItem[] }

/** More metrics of one check than this are left out and reported. */
export const MOST_METRICS = 1000

/** Reads perfdata. Bad items are skipped and named, the good ones beside them are kept; a bad threshold only loses itself. */
export function parsePerfdata(perfdata: string): Perfdata {
  const metrics: Metric[] = []
  const rejected: RejectedItem[] = []
  for (const item of splitItems(perfdata)) {
    const metric = metrics.length < MOST_METRICS ? parseItem(item) : `more than ${MOST_METRICS} metrics`
    if (typeof metric === 'string') rejected.push({ item: item.slice(0, 200), reason: metric })
    else metrics.push(metric)
    if (rejected.length > MOST_METRICS) break
  }
  return { metrics, rejected }
}

// A quoted label at the start of an item may hold spaces and equal signs; two quotes stand for one.
const ITEM = /'(?:[^']|'')*'[^\s]*|\S+/g

const splitItems = (perfdata: string): readonly string[] => perfdata.match(ITEM) ?? []

function parseItem(item: string): Metric | string {
  const quoted = /^'((?:[^']|'')*)'(.*)$/s.exec(item)
  const equals = item.indexOf('=')
  const label = quoted ? quoted[1]!.replaceAll("''", "'") : item.slice(0, Math.max(0, equals))
  const rest = quoted ? quoted[2]! : item.slice(equals)
  if (!rest.startsWith('=')) return 'no "=" after the label'
  if (label.trim() === '') return 'the label is empty'
  if (!quoted && label.includes("'")) return 'a quote inside an unquoted label'
  const [measured = '', warning, critical, minimum, maximum] = rest.slice(1).split(';')
  const value = parseValue(measured)
  if (typeof value === 'string') return value
  return {
    label,
    ...value,
    warning: parseRange(warning),
    critical: parseRange(critical),
    minimum: parseNumber(minimum),
    maximum: parseNumber(maximum),
  }
}

const VALUE = /^([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?)([^\d;'"=\s][^;'"=\s]*)?$/

function parseValue(measured: string): Pick<Metric, 'value' | 'unit'> | string {
  if (measured === 'U') return { value: null, unit: '' }
  const match = VALUE.exec(measured)
  const value = parseNumber(match?.[1])
  if (value === null) return measured === '' ? 'the value is missing' : 'the value is not a number'
  return { value, unit: match?.[2] ?? '' }
}

/** Also with a decimal comma, which plugins print under some locales. */
function parseNumber(text: string | undefined): number | null {
  if (text === undefined || !/^[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?$/.test(text)) return null
  const value = Number(text.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

function parseRange(text: string | undefined): MetricRange | null {
  if (text === undefined || text === '') return null
  const isInside = text.startsWith('@')
  const bounds = (isInside ? text.slice(1) : text).split(':')
  if (bounds.length > 2) return null
  const [startText, endText] = bounds.length === 2 ? [bounds[0]!, bounds[1]!] : ['0', bounds[0]!]
  const start = startText === '~' ? null : parseNumber(startText === '' ? '0' : startText)
  const end = endText === '' ? null : parseNumber(endText)
  if ((start === null && startText !== '~') || (end === null && endText !== '')) return null
  return { start, end, isInside }
}
