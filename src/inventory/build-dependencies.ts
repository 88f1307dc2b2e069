import type { BuiltHost } from './build-hosts.ts'
import type { BuiltService } from './build-services.ts'
import { isRegistered, textOf, type Definition, type Directives } from './definition.ts'
import { findCircles } from './find-circles.ts'
import type { Inheritance } from './inherit.ts'
import type { Dependency, Resource } from './objects.ts'
import type { Problems } from './problems.ts'
import { checkPeriod, type KnownNames } from './references.ts'
import { allOf, selectHosts } from './select-hosts.ts'
import { onHosts, selectServices, type ServiceLists } from './select-services.ts'
import { parseStateLetters, type StateLettersKind } from './state-letters.ts'

/** The most pairs that dependencies may expand to. */
export const MOST_DEPENDENCIES = 1_000_000

/**
 * The dependencies of hosts and services, pair by pair, each kind for itself, equal ones once. A servicedependency that
 * names no dependent host means the services of the master's own host. Tells pairs that depend on each other in a circle.
 */
export function buildDependencies(
  hostDefinitions: readonly Definition[], serviceDefinitions: readonly Definition[], inheritance: Inheritance, lists: ServiceLists,
  known: Pick<KnownNames, 'timeperiod'>, problems: Problems,
): Dependency[] {
  const dependencies = new Map<string, Dependency>()
  for (const definition of hostDefinitions) {
    add(definition, 'host-failures', hostPairs)
  }
  for (const definition of serviceDefinitions) {
    add(definition, 'service-failures', servicePairs)
  }
  tellCircles('execution', [...dependencies.values()], lists, problems)
  tellCircles('notification', [...dependencies.values()], lists, problems)
  return [...dependencies.values()]

  function add(definition: Definition, letters: StateLettersKind, pairsOf: PairsOf): void {
    if (!isRegistered(definition)) return
    const directives = inheritance.resolve(definition)
    checkPeriod(directives, 'dependency_period', known, problems)
    const kinds = kindsOf(directives, letters)
    if (kinds.length === 0) problems.warn(
      definition.source, null, 'has no effect: neither execution_failure_options nor notification_failure_options is given',
    )
    const common = {
      inheritsParent: textOf(directives, 'inherits_parent') === '1', period: textOf(directives, 'dependency_period') || null,
      source: Object.freeze(definition.source),
    }
    for (const [master, dependent] of pairsOf(definition, directives, lists, problems)) {
      for (const { kind, failOn } of kinds) {
        const key = `${kind} ${dependent.key} ${master.key} ${[...failOn].join()} ${common.inheritsParent} ${common.period}`
        if (!dependencies.has(key)) dependencies.set(key, Object.freeze({ kind, dependent: dependent.key, master: master.key, failOn, ...common }))
      }
      if (dependencies.size > MOST_DEPENDENCIES) {
        problems.error(definition.source, null, `more than ${MOST_DEPENDENCIES} dependencies with this definition`)
        return
      }
    }
  }
}

type PairsOf = (
  definition: Definition, directives: Directives, lists: ServiceLists, problems: Problems,
) => Generator<readonly [master: Resource, dependent: Resource]>

interface Kind { readonly kind: Dependency['kind']; readonly failOn: ReadonlySet<number> }

function kindsOf(directives: Directives, letters: StateLettersKind): Kind[] {
  return (['execution', 'notification'] as const).flatMap((kind) => {
    const text = textOf(directives, `${kind}_failure_options`)
    const parsed = text ? parseStateLetters(text, letters) : null
    return parsed !== null && 'states' in parsed ? [{ kind, failOn: new Set([...parsed.states].sort()) }] : []
  })
}

function* hostPairs(
  definition: Definition, directives: Directives, lists: ServiceLists, problems: Problems,
): Generator<readonly [Resource, Resource]> {
  const masters = allOf(selectHosts(directives, '', lists, problems))
  const dependents = allOf(selectHosts(directives, 'dependent_', lists, problems))
  tellNone(definition, directives, 'host_name', ['host_name', 'hostgroup_name'], masters, problems)
  tellNone(definition, directives, 'dependent_host_name', ['dependent_host_name', 'dependent_hostgroup_name'], dependents, problems)
  for (const master of masters) for (const dependent of dependents) yield [master.host, dependent.host]
}

const DEPENDENT_PLACES = ['dependent_host_name', 'dependent_hostgroup_name', 'dependent_servicegroup_name']

function* servicePairs(
  definition: Definition, directives: Directives, lists: ServiceLists, problems: Problems,
): Generator<readonly [Resource, Resource]> {
  const masters = [...selectServices(directives, '', lists, problems)]
  tellNone(definition, directives, 'service_description', ['service_description', 'servicegroup_name'], masters, problems)
  if (DEPENDENT_PLACES.some((name) => directives.has(name))) {
    const dependents = [...selectServices(directives, 'dependent_', lists, problems)]
    tellNone(
      definition, directives, 'dependent_service_description', ['dependent_service_description', 'dependent_servicegroup_name'], dependents, problems)
    for (const master of masters) for (const dependent of dependents) yield [master.service, dependent.service]
    return
  }
  tellNone(definition, directives, 'dependent_service_description', ['dependent_service_description'], [null], problems)
  const dependentsOf = new Map<BuiltHost, ReadonlySet<BuiltService>>()
  for (const { service: master, built: host } of masters) {
    const dependents = dependentsOf.get(host) ?? onHosts([host], directives, 'dependent_service_description', lists, problems)
    dependentsOf.set(host, dependents)
    for (const dependent of dependents) yield [master, dependent.service]
  }
}

// Names that do not exist have been told; here nothing is named at all, or everything is excluded.
function tellNone(
  definition: Definition, directives: Directives, missing: string, names: readonly string[], found: readonly unknown[], problems: Problems,
): void {
  const given = names.find((name) => directives.has(name))
  if (given === undefined) problems.error(definition.source, missing, `missing: a ${definition.type} needs ${names.join(' or ')}`)
  else if (found.length === 0) problems.warn(directives.get(given) ?? definition.source, given, 'names nothing: this dependency has no effect')
}

function namesOf({ hosts, servicesOf }: ServiceLists): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (const { host } of hosts.values()) {
    names.set(host.key, host.hostName)
    for (const { service } of servicesOf(host.hostName).values()) names.set(service.key, `${host.hostName};${service.description}`)
  }
  return names
}

function tellCircles(kind: Dependency['kind'], all: readonly Dependency[], lists: ServiceLists, problems: Problems): void {
  const byDependent = Map.groupBy(all.filter((each) => each.kind === kind), ({ dependent }) => dependent)
  const next = (key: number): number[] => (byDependent.get(key) ?? []).map(({ master }) => master)
  const circles = findCircles(byDependent.keys(), next)
  const names = circles.length === 0 ? new Map<number, string>() : namesOf(lists)
  for (const circle of circles) {
    const [from, to] = circle.slice(-2)
    const place = byDependent.get(from ?? 0)?.find(({ master }) => master === to)?.source
    if (place !== undefined) problems.error(
      place, null, `${kind} dependencies go in a circle: ${circle.map((key) => `'${names.get(key)}'`).join(', ')}`,
    )
  }
}
