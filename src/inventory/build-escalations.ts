import type { BuiltHost } from './build-hosts.ts'
import type { BuiltService } from './build-services.ts'
import { isRegistered, textOf, type Definition, type Directives } from './definition.ts'
import type { Inheritance } from './inherit.ts'
import type { Escalation, Resource } from './objects.ts'
import type { Problems } from './problems.ts'
import { checkNames, checkPeriod, type KnownNames } from './references.ts'
import { selectHostList } from './select-hosts.ts'
import { selectServices, type ServiceLists } from './select-services.ts'
import { allStates, parseStateLetters } from './state-letters.ts'
import { tellNothingNamed } from './tell-nothing-named.ts'
import type { ValuePool } from './value-pool.ts'

/** The most escalations of resources that definitions may expand to. */
const MOST_ESCALATIONS = 1_000_000

/**
 * The escalations, resource by resource. What one does not have itself it takes from its resource: contacts and contact
 * groups (when it has neither, or adds to them with a plus), period, and the interval where the resource has a `notification_interval` of its own.
 */
export function buildEscalations(
  hostDefinitions: readonly Definition[], serviceDefinitions: readonly Definition[], inheritance: Inheritance, lists: ServiceLists,
  known: Pick<KnownNames, 'timeperiod' | 'contact' | 'contactgroup'>, pool: ValuePool, problems: Problems,
): Escalation[] {
  const escalations: Escalation[] = []
  for (const definition of hostDefinitions) {
    const escalation = readEscalation(definition, 'host', inheritance, known, problems)
    if (escalation === null) continue
    const hosts = selectHostList(escalation.directives, '', lists, problems)
    tellNothingNamed(escalation, ['host_name', 'hostgroup_name'], hosts.length, lists.allowEmptyGroups, problems)
    for (const built of hosts) add(escalation, built.host, hasOwnInterval(built))
  }
  for (const definition of serviceDefinitions) {
    const escalation = readEscalation(definition, 'service', inheritance, known, problems)
    if (escalation === null) continue
    const services = selectServices(escalation.directives, '', lists, problems)
    tellNothingNamed(escalation, ['service_description', 'servicegroup_name'], services.size, lists.allowEmptyGroups, problems)
    for (const built of services) add(escalation, built.service, serviceHasInterval(built))
  }
  return escalations

  function add(read: ReadEscalation, resource: Resource, isIntervalGiven: boolean): void {
    if (escalations.length >= MOST_ESCALATIONS) {
      problems.error(read.definition.source, null, `more than ${MOST_ESCALATIONS} escalations with this definition`)
      return
    }
    const { directives, fields, definition } = read
    const escalation = Object.freeze({
      key: resource.key,
      ...fields,
      notificationInterval: fields.notificationInterval ?? (isIntervalGiven ? resource.notificationInterval : null),
      period: directives.has('escalation_period') ? fields.period : resource.notificationPeriod,
      contacts: told(read, 'contacts', resource.contacts),
      contactGroups: told(read, 'contact_groups', resource.contactGroups),
      source: definition.source,
    })
    if (escalation.contacts.length + escalation.contactGroups.length === 0) problems.warn(
      definition.source, 'contacts', 'has no effect: neither the escalation nor what it is for has contacts or contact groups',
    )
    escalations.push(escalation)
  }

  function told({ definition, directives, hasContacts }: ReadEscalation, name: string, implied: readonly string[]): readonly string[] {
    const text = textOf(directives, name) ?? ''
    if (!hasContacts) return implied
    return implied.length > 0 && inheritance.isAdditive(definition, name) ? pool.list([text, ...implied].join(',')) : pool.list(text)
  }
}

interface ReadEscalation {
  readonly definition: Definition
  readonly directives: Directives
  readonly hasContacts: boolean
  readonly fields: Pick<Escalation, 'firstNotification' | 'lastNotification' | 'notificationInterval' | 'period' | 'on'>
}

/** What Nagios takes for a missing number of a notification. As the last one it lies before every notification. */
const NOT_GIVEN = -2

function readEscalation(
  definition: Definition, kind: 'host' | 'service', inheritance: Inheritance,
  known: Pick<KnownNames, 'timeperiod' | 'contact' | 'contactgroup'>, problems: Problems,
): ReadEscalation | null {
  if (!isRegistered(definition)) return null
  const directives = inheritance.resolve(definition)
  checkPeriod(directives, 'escalation_period', known, problems)
  checkNames(directives, 'contacts', 'contact', known.contact, problems)
  checkNames(directives, 'contact_groups', 'contactgroup', known.contactgroup, problems)
  if (!directives.has('last_notification')) problems.warn(
    definition.source, 'last_notification', 'missing: this escalation never holds (0 lets it hold for ever)',
  )
  const options = textOf(directives, 'escalation_options')
  const parsed = options ? parseStateLetters(options, `${kind}-escalations`) : null
  const fields = {
    firstNotification: numberOf(directives, 'first_notification') ?? NOT_GIVEN,
    lastNotification: numberOf(directives, 'last_notification') ?? NOT_GIVEN,
    notificationInterval: numberOf(directives, 'notification_interval'),
    period: textOf(directives, 'escalation_period') || null,
    on: parsed !== null && 'states' in parsed ? parsed.states : allStates(`${kind}-escalations`),
  }
  return { definition, directives, fields, hasContacts: directives.has('contacts') || directives.has('contact_groups') }
}

// What is not a number has been told at its line.
function numberOf(directives: Directives, name: string): number | null {
  const text = textOf(directives, name)
  return text && Number.isFinite(Number(text)) ? Number(text) : null
}

const hasOwnInterval = ({ directives }: BuiltHost): boolean => directives.has('notification_interval')

const serviceHasInterval = ({ definition, built }: BuiltService): boolean => definition.has.notificationInterval || hasOwnInterval(built)
