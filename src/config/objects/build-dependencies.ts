import type { BuiltHost } from "./build-hosts.ts";
import type { BuiltService } from "./build-services.ts";
import { textOf, type Definition, type Directives } from "./definition.ts";
import { flagOf, statesOf } from "./directive-values.ts";
import { findCycles } from "./find-cycles.ts";
import type { Inheritance } from "./inherit.ts";
import type { Dependency, Resource } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { checkPeriod, type KnownNames } from "./references.ts";
import { registeredObjects, type Registered } from "./registered.ts";
import { selectHostList } from "./select-hosts.ts";
import { onHosts, selectServices, type ServiceLists } from "./select-services.ts";
import type { StateLettersKind } from "./state-letters.ts";
import { reportEmptySelection } from "./report-empty-selection.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** Maximum number of pairs that dependencies may expand to. */
const MAX_DEPENDENCIES = 1_000_000;

/**
 * Builds the dependencies of hosts and services, one per pair and kind, without duplicates. A servicedependency that
 * names no dependent host means the services of the master's own host. Reports cycles.
 */
export function buildDependencies(
  hostDefinitions: readonly Definition[],
  serviceDefinitions: readonly Definition[],
  inheritance: Inheritance,
  lists: ServiceLists,
  known: Pick<KnownNames, "timeperiod">,
  problems: Diagnostics,
): Dependency[] {
  const dependencies = new Map<string, Dependency>();
  for (const object of registeredObjects(hostDefinitions, inheritance)) {
    add(object, "host-failures", hostPairs);
  }
  for (const object of registeredObjects(serviceDefinitions, inheritance)) {
    add(object, "service-failures", servicePairs);
  }
  reportCycles("execution", [...dependencies.values()], lists, problems);
  reportCycles("notification", [...dependencies.values()], lists, problems);
  return [...dependencies.values()];

  function add(object: Registered, letters: StateLettersKind, pairsOf: PairsOf): void {
    const { definition, directives } = object;
    checkPeriod(directives, "dependency_period", known, problems);
    const kinds = kindsOf(directives, letters);
    if (kinds.length === 0) problems.warn(definition.source, null, warningOf("dependency-without-states", {}));
    const common = {
      inheritsParent: flagOf(directives, "inherits_parent", false) ?? false,
      period: textOf(directives, "dependency_period") || null,
      source: Object.freeze(definition.source),
    };
    for (const [master, dependent] of pairsOf(object, lists, problems)) {
      for (const { kind, failOn } of kinds) {
        const { inheritsParent, period } = common;
        const key = `${kind} ${dependent.key} ${master.key} ${[...failOn].join()} ${inheritsParent} ${period}`;
        if (!dependencies.has(key))
          dependencies.set(
            key,
            Object.freeze({ kind, dependent: dependent.key, master: master.key, failOn, ...common }),
          );
      }
      if (dependencies.size > MAX_DEPENDENCIES) {
        problems.error(definition.source, null, errorOf("too-many-dependencies", { most: MAX_DEPENDENCIES }));
        return;
      }
    }
  }
}

type PairsOf = (
  object: Registered,
  lists: ServiceLists,
  problems: Diagnostics,
) => Generator<readonly [master: Resource, dependent: Resource]>;

interface Kind {
  readonly kind: Dependency["kind"];
  readonly failOn: ReadonlySet<number>;
}

function kindsOf(directives: Directives, letters: StateLettersKind): Kind[] {
  return (["execution", "notification"] as const).flatMap((kind) => {
    const states = statesOf(directives, `${kind}_failure_options`, letters) ?? new Set();
    return states.size > 0 ? [{ kind, failOn: new Set([...states].sort()) }] : [];
  });
}

function* hostPairs(
  object: Registered,
  lists: ServiceLists,
  problems: Diagnostics,
): Generator<readonly [Resource, Resource]> {
  const { directives } = object;
  const masters = selectHostList(directives, "", lists, problems);
  const dependents = selectHostList(directives, "dependent_", lists, problems);
  reportEmptySelection(object, ["host_name", "hostgroup_name"], masters.length, lists.allowEmptyGroups, problems);
  reportEmptySelection(
    object,
    ["dependent_host_name", "dependent_hostgroup_name"],
    dependents.length,
    lists.allowEmptyGroups,
    problems,
  );
  for (const master of masters) for (const dependent of dependents) yield [master.host, dependent.host];
}

const DEPENDENT_PLACES = ["dependent_host_name", "dependent_hostgroup_name", "dependent_servicegroup_name"];

function* servicePairs(
  object: Registered,
  lists: ServiceLists,
  problems: Diagnostics,
): Generator<readonly [Resource, Resource]> {
  const { directives } = object;
  const masters = [...selectServices(directives, "", lists, problems)];
  reportEmptySelection(object, ["service_description", "servicegroup_name"], masters.length, true, problems);
  if (DEPENDENT_PLACES.some((name) => directives.has(name))) {
    const dependents = [...selectServices(directives, "dependent_", lists, problems)];
    const names = ["dependent_service_description", "dependent_servicegroup_name"];
    reportEmptySelection(object, names, dependents.length, true, problems);
    for (const master of masters) for (const dependent of dependents) yield [master.service, dependent.service];
    return;
  }
  reportEmptySelection(object, ["dependent_service_description"], 1, true, problems);
  const dependentsOf = new Map<BuiltHost, ReadonlySet<BuiltService>>();
  for (const { service: master, builtHost: host } of masters) {
    const dependents =
      dependentsOf.get(host) ?? onHosts([host], directives, "dependent_service_description", lists, problems);
    dependentsOf.set(host, dependents);
    for (const dependent of dependents) yield [master, dependent.service];
  }
}

function namesOf({ hosts, servicesOf }: ServiceLists): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const { host } of hosts.values()) {
    names.set(host.key, host.hostName);
    for (const { service } of servicesOf(host.hostName).values())
      names.set(service.key, `${host.hostName};${service.description}`);
  }
  return names;
}

function reportCycles(
  kind: Dependency["kind"],
  all: readonly Dependency[],
  lists: ServiceLists,
  problems: Diagnostics,
): void {
  const byDependent = Map.groupBy(
    all.filter((each) => each.kind === kind),
    ({ dependent }) => dependent,
  );
  const next = (key: number): number[] => (byDependent.get(key) ?? []).map(({ master }) => master);
  const cycles = findCycles(byDependent.keys(), next);
  const names = cycles.length === 0 ? new Map<number, string>() : namesOf(lists);
  for (const cycle of cycles) {
    const [from, to] = cycle.slice(-2);
    const place = byDependent.get(from ?? 0)?.find(({ master }) => master === to)?.source;
    if (place !== undefined)
      problems.error(
        place,
        null,
        errorOf("dependency-cycle", { kind, names: cycle.map((key) => names.get(key) ?? "") }),
      );
  }
}
