/** What an argument of an external command may be. `text-to-end` takes the rest of the line with its semicolons. */
export type ArgumentKind = 'name' | 'time' | 'seconds' | 'id' | 'boolean' | 'sticky' | 'host-code' | 'service-code' | 'text' | 'text-to-end'

export interface ArgumentRule {
  readonly kind: ArgumentKind
  /** What an absent or empty argument counts as; without it the argument is needed. */
  readonly absent?: number | string | null
}

/**
 * Every argument by its name; a name means the same in each command. Times are Unix seconds. Nagios reads an empty number as 0;
 * that is kept where scripts leave it empty, `trigger` and `duration`.
 */
export const ARGUMENTS = {
  host: { kind: 'name' },
  service: { kind: 'name' },
  hostgroup: { kind: 'name' },
  servicegroup: { kind: 'name' },
  author: { kind: 'text' },
  /** Never empty: the engine drops what has no comment (contract §8.2, §8.3). */
  comment: { kind: 'text-to-end' },
  output: { kind: 'text-to-end', absent: '' },
  start: { kind: 'time' },
  end: { kind: 'time' },
  check_time: { kind: 'time' },
  duration: { kind: 'seconds', absent: 0 },
  fixed: { kind: 'boolean' },
  notify: { kind: 'boolean' },
  persistent: { kind: 'boolean' },
  /** 2 is sticky, 0 and 1 are normal. */
  sticky: { kind: 'sticky' },
  /** Id of a downtime; 0 is none. */
  trigger: { kind: 'id', absent: 0 },
  downtime_id: { kind: 'id' },
  comment_id: { kind: 'id' },
  /** 0 UP, 1 DOWN, 2 UNREACHABLE. */
  host_code: { kind: 'host-code' },
  return_code: { kind: 'service-code' },
  filter_host: { kind: 'name', absent: null },
  filter_service: { kind: 'name', absent: null },
  filter_start: { kind: 'time', absent: null },
  filter_comment: { kind: 'text-to-end', absent: null },
} as const satisfies Record<string, ArgumentRule>

export type ArgumentName = keyof typeof ARGUMENTS

interface ValueOfKind {
  'name': string
  'time': number
  'seconds': number
  'id': number
  'boolean': boolean
  'sticky': boolean
  'host-code': 0 | 1 | 2
  'service-code': 0 | 1 | 2 | 3
  'text': string
  'text-to-end': string
}

/** The TypeScript type of an argument's value. */
export type ArgumentValue<N extends ArgumentName> =
  | ValueOfKind[(typeof ARGUMENTS)[N]['kind']]
  | (typeof ARGUMENTS[N] extends { absent: null } ? null : never)

/** The shape that is said after `expected`. */
export const EXPECTED: Readonly<Record<ArgumentKind, string>> = {
  'name': 'a name',
  'time': 'a time in Unix seconds',
  'seconds': 'a number of seconds',
  'id': 'the number of a record',
  'boolean': '0 or 1',
  'sticky': '0, 1 or 2',
  'host-code': '0, 1 or 2',
  'service-code': '0, 1, 2 or 3',
  'text': 'a text without semicolons',
  'text-to-end': 'a text',
}

const WHOLE_NUMBER = /^\d{1,12}$/

/** The value a text stands for; undefined when it is not of the kind. */
export function argumentValue(kind: ArgumentKind, text: string): string | number | boolean | undefined {
  switch (kind) {
    case 'name':
    case 'text':
    case 'text-to-end':
      return text === '' ? undefined : text
    case 'time':
    case 'seconds':
    case 'id':
      return WHOLE_NUMBER.test(text) ? Number(text) : undefined
    case 'boolean':
      return text === '0' || text === '1' ? text === '1' : undefined
    case 'sticky':
      return /^[012]$/.test(text) ? text === '2' : undefined
    case 'host-code':
      return /^[012]$/.test(text) ? Number(text) : undefined
    case 'service-code':
      return /^[0-3]$/.test(text) ? Number(text) : undefined
  }
}
