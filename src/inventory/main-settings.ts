import type { MainSettings, SourcePlace } from './objects.ts'
import type { Problems } from './problems.ts'
import { isTimeZone } from './time-zone.ts'

/** Settings under construction; also what of the main file steers the reading itself. */
export interface MainValues {
  settings: MainSettings
  /** `illegal_object_name_chars`; null when the main file does not set it. */
  illegalNameChars: string | null
  /** True: no warning for a service whose host groups are all empty. */
  allowEmptyHostGroups: boolean
}

/** Nagios's defaults; `illegal_macro_output_chars` is the set of its sample file, since an empty set is unsafe. */
export const DEFAULT_MAIN_VALUES: MainValues = {
  settings: {
    intervalLengthSeconds: 60,
    serviceCheckTimeoutSeconds: 60,
    hostCheckTimeoutSeconds: 30,
    maxConcurrentChecks: 0,
    executeHostChecks: true,
    executeServiceChecks: true,
    acceptPassiveHostChecks: true,
    acceptPassiveServiceChecks: true,
    enableNotifications: true,
    maxHostCheckSpreadMinutes: 30,
    maxServiceCheckSpreadMinutes: 30,
    useTimezone: null,
    illegalMacroOutputChars: '`~$&|\'"<>',
    checkServiceFreshness: true,
    checkHostFreshness: false,
    serviceFreshnessCheckIntervalSeconds: 60,
    hostFreshnessCheckIntervalSeconds: 60,
    additionalFreshnessLatencySeconds: 15,
    enableFlapDetection: false,
    lowServiceFlapThreshold: 20,
    highServiceFlapThreshold: 30,
    lowHostFlapThreshold: 20,
    highHostFlapThreshold: 30,
    enableEventHandlers: true,
    globalHostEventHandler: null,
    globalServiceEventHandler: null,
    eventHandlerTimeoutSeconds: 30,
    notificationTimeoutSeconds: 30,
    cachedHostCheckHorizonSeconds: 15,
    cachedServiceCheckHorizonSeconds: 15,
    enablePredictiveHostDependencyChecks: true,
    enablePredictiveServiceDependencyChecks: true,
    softStateDependencies: false,
    useAggressiveHostChecking: false,
    passiveHostChecksAreSoft: false,
    hostDownDisableServiceChecks: false,
    serviceSkipCheckDependencyStatus: -1,
    serviceSkipCheckParentStatus: -1,
    serviceSkipCheckHostDownStatus: -1,
    hostSkipCheckDependencyStatus: -1,
    serviceCheckTimeoutState: 3,
    checkForOrphanedServices: true,
    checkForOrphanedHosts: true,
    retainStateInformation: true,
    useRetainedProgramState: true,
    sendRecoveryNotificationsAnyways: false,
    enableEnvironmentMacros: false,
    dateFormat: 'us',
    adminEmail: '',
    adminPager: '',
  },
  illegalNameChars: null,
  allowEmptyHostGroups: false,
}

/** Takes a directive that has an effect into `values`; false when it is none of these. */
export function takeMainDirective(
  values: MainValues, name: string, value: string, place: SourcePlace, problems: Problems,
): boolean {
  const number = NUMBERS.get(name)
  const flag = FLAGS.get(name)
  if (number !== undefined) takeNumber(values, name, number, value, place, problems)
  else if (flag !== undefined) takeFlag(values, name, flag, value, place, problems)
  else if (name === 'use_timezone') takeTimeZone(values, value, place, problems)
  else if (name === 'illegal_macro_output_chars') values.settings = { ...values.settings, illegalMacroOutputChars: value }
  else if (name === 'illegal_object_name_chars') values.illegalNameChars = value
  else if (name === 'allow_empty_hostgroup_assignment') values.allowEmptyHostGroups = flagOf(name, value, place, problems) ?? false
  else return false
  return true
}

type NumberSetting = { [K in keyof MainSettings]: MainSettings[K] extends number ? K : never }[keyof MainSettings]
type FlagSetting = { [K in keyof MainSettings]: MainSettings[K] extends boolean ? K : never }[keyof MainSettings]

interface NumberRule { readonly key: NumberSetting; readonly least: number; readonly most: number }

const NUMBERS: ReadonlyMap<string, NumberRule> = new Map(Object.entries({
  interval_length: { key: 'intervalLengthSeconds', least: 1, most: 86_400 },
  service_check_timeout: { key: 'serviceCheckTimeoutSeconds', least: 1, most: 86_400 },
  host_check_timeout: { key: 'hostCheckTimeoutSeconds', least: 1, most: 86_400 },
  max_concurrent_checks: { key: 'maxConcurrentChecks', least: 0, most: 1_000_000 },
  max_host_check_spread: { key: 'maxHostCheckSpreadMinutes', least: 1, most: 1440 },
  max_service_check_spread: { key: 'maxServiceCheckSpreadMinutes', least: 1, most: 1440 },
} as const))

const FLAGS: ReadonlyMap<string, FlagSetting> = new Map(Object.entries({
  execute_host_checks: 'executeHostChecks',
  execute_service_checks: 'executeServiceChecks',
  accept_passive_host_checks: 'acceptPassiveHostChecks',
  accept_passive_service_checks: 'acceptPassiveServiceChecks',
  enable_notifications: 'enableNotifications',
} as const))

function takeNumber(
  values: MainValues, name: string, { key, least, most }: NumberRule,
  value: string, place: SourcePlace, problems: Problems,
): void {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1
  if (number < least || number > most) problems.error(place, name, `'${value}' is not a whole number from ${least} to ${most}`)
  else values.settings = { ...values.settings, [key]: number }
}

function takeFlag(values: MainValues, name: string, key: FlagSetting, value: string, place: SourcePlace, problems: Problems): void {
  const flag = flagOf(name, value, place, problems)
  if (flag !== null) values.settings = { ...values.settings, [key]: flag }
}

function flagOf(name: string, value: string, place: SourcePlace, problems: Problems): boolean | null {
  if (value === '0' || value === '1') return value === '1'
  problems.error(place, name, `'${value}' is not 0 or 1`)
  return null
}

function takeTimeZone(values: MainValues, value: string, place: SourcePlace, problems: Problems): void {
  if (isTimeZone(value)) values.settings = { ...values.settings, useTimezone: value }
  else problems.error(place, 'use_timezone', `'${value}' is not a time zone such as Europe/Paris`)
}
