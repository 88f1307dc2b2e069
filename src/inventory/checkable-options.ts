import { expectationOf } from './check-values.ts'
import { textOf, type Directives } from './definition.ts'
import type { DirectiveKind } from './directives.ts'
import type { CheckableOptions } from './objects.ts'
import { allStates, parseStateLetters } from './state-letters.ts'
import type { ValuePool } from './value-pool.ts'

/** Directives of hosts and services that are read and kept, and that nothing in Vigie acts on. */
export const UNUSED_DIRECTIVES = [
  'process_perf_data', 'obsess', 'parallelize_check', 'vrml_image', 'statusmap_image', '2d_coords', '3d_coords',
] as const

const OPTION_DIRECTIVES = [
  'event_handler', 'event_handler_enabled', 'flap_detection_enabled', 'low_flap_threshold', 'high_flap_threshold',
  'flap_detection_options', 'check_freshness', 'freshness_threshold', 'stalking_options', 'recovery_notification_delay',
  'acknowledgement_timeout', 'importance', 'retain_status_information', 'retain_nonstatus_information', ...UNUSED_DIRECTIVES,
] as const

/** What few resources set, with Nagios's defaults. Equal directives give the same frozen object. */
export function checkableOptions(kind: 'host' | 'service', directives: Directives, pool: ValuePool): CheckableOptions {
  let key = ''
  for (const name of OPTION_DIRECTIVES) {
    const directive = directives.get(name)
    if (directive !== undefined) key += `${name} ${directive.value}\n`
  }
  return pool.options(`${kind}\n${key}`, () => readOptions(kind, directives, pool))
}

function readOptions(kind: 'host' | 'service', directives: Directives, pool: ValuePool): CheckableOptions {
  const eventHandler = textOf(directives, 'event_handler')
  return Object.freeze({
    eventHandler: eventHandler ? pool.commandCall(eventHandler) : null,
    eventHandlerEnabled: flag(directives, 'event_handler_enabled', true),
    flapDetectionEnabled: flag(directives, 'flap_detection_enabled', true),
    lowFlapThreshold: number(directives, 'low_flap_threshold', 'percent'),
    highFlapThreshold: number(directives, 'high_flap_threshold', 'percent'),
    flapDetectionOn: states(directives, 'flap_detection_options', kind) ?? allStates(`${kind}-states`),
    checkFreshness: flag(directives, 'check_freshness', false),
    freshnessThresholdSeconds: number(directives, 'freshness_threshold', 'whole'),
    stalkOn: states(directives, 'stalking_options', kind) ?? new Set<number>(),
    recoveryNotificationDelay: number(directives, 'recovery_notification_delay', 'interval'),
    acknowledgementTimeout: number(directives, 'acknowledgement_timeout', 'interval'),
    importance: number(directives, 'importance', 'whole'),
    retainStatus: flag(directives, 'retain_status_information', true),
    retainNonstatus: flag(directives, 'retain_nonstatus_information', true),
    unused: unusedOf(directives),
  })
}

function flag(directives: Directives, name: string, absent: boolean): boolean {
  const text = textOf(directives, name)
  return text === '0' || text === '1' ? text === '1' : absent
}

function number(directives: Directives, name: string, kind: DirectiveKind): number {
  const text = textOf(directives, name)
  return text && expectationOf(kind, text) === null ? Number(text) : 0
}

function states(directives: Directives, name: string, kind: 'host' | 'service'): ReadonlySet<number> | null {
  const text = textOf(directives, name)
  const parsed = text ? parseStateLetters(text, `${kind}-states`) : null
  return parsed !== null && 'states' in parsed ? parsed.states : null
}

const NOTHING: ReadonlyMap<string, string> = new Map()

function unusedOf(directives: Directives): ReadonlyMap<string, string> {
  const unused = new Map<string, string>()
  for (const name of UNUSED_DIRECTIVES) {
    const text = textOf(directives, name)
    if (text !== undefined && text !== null) unused.set(name, text)
  }
  return unused.size === 0 ? NOTHING : unused
}
