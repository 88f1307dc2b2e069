import { assignIds, configuredId, type IdSource } from "./assign-ids.ts";
import { checkableFields } from "./checkable-fields.ts";
import { itemsOf, textOf, type Definition, type Directives } from "./definition.ts";
import { valueOf } from "./directive-values.ts";
import { findCycles } from "./find-cycles.ts";
import type { Inheritance } from "./inherit.ts";
import type { NameRules } from "./names.ts";
import type { Host } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { checkCheckableReferences, checkNames, type KnownNames } from "./references.ts";
import { registeredByName, type Registered } from "./registered.ts";
import { hostKey } from "../../model/resource-key.ts";
import type { ValuePool } from "./value-pool.ts";
import type { ObjectId } from "../../model/object-id.ts";

export interface BuiltHost {
  host: Host;
  readonly directives: Directives;
}

export interface Hosts {
  /** By name, in the order of host_id. */
  readonly byName: ReadonlyMap<string, BuiltHost>;
  readonly newIds: readonly ObjectId[];
}

export function buildHosts(
  definitions: readonly Definition[],
  inheritance: Inheritance,
  names: NameRules,
  known: KnownNames,
  pool: ValuePool,
  ids: IdSource,
  problems: Diagnostics,
): Hosts {
  const registered = registeredByName("host", definitions, inheritance, names, problems);
  const requests = [...registered].map(([name, { definition, directives }]) => ({
    name,
    hostId: 0,
    configured: configuredId(directives, ["host_id", "_HOST_ID"], problems),
    source: definition.source,
  }));
  const { ids: hostIds, newIds } = assignIds("host", requests, ids, problems);
  const built: [string, BuiltHost][] = [...registered].map(([name, object], index) => {
    checkHost(name, object, registered, known, problems);
    return [name, { host: buildHost(name, hostIds[index] ?? 0, object, pool), directives: object.directives }];
  });
  built.sort(([, a], [, b]) => a.host.hostId - b.host.hostId);
  const byName = new Map(built);
  reportParentCycles(byName, problems);
  return { byName, newIds };
}

function buildHost(name: string, id: number, { definition, directives }: Registered, pool: ValuePool): Host {
  return Object.freeze({
    kind: "host",
    key: hostKey(id),
    hostId: id,
    serviceId: 0,
    hostName: name,
    ...checkableFields("host", name, directives, pool),
    written: pool.written(definition),
    source: Object.freeze(definition.source),
    alias: valueOf(directives, "alias", name),
    address: valueOf(directives, "address", name),
    pollerId: pollerIdOf(directives),
    parents: pool.list(textOf(directives, "parents") ?? ""),
  });
}

const DEFAULT_POLLER_ID = 1;

function pollerIdOf(directives: Directives): number {
  const text = textOf(directives, "_POLLER_ID");
  return text && /^[1-9]\d{0,7}$/.test(text) ? Number(text) : DEFAULT_POLLER_ID;
}

function checkHost(
  name: string,
  { definition, directives }: Registered,
  registered: ReadonlyMap<string, Registered>,
  known: KnownNames,
  problems: Diagnostics,
): void {
  checkCheckableReferences(directives, known, problems);
  checkNames(directives, "parents", "host", registered, problems);
  if (!directives.has("max_check_attempts"))
    problems.error(definition.source, "max_check_attempts", `missing: host '${name}' needs it`);
}

function reportParentCycles(hosts: ReadonlyMap<string, BuiltHost>, problems: Diagnostics): void {
  const parentsOf = (name: string): readonly string[] => itemsOf(hosts.get(name)?.directives ?? new Map(), "parents");
  for (const cycle of findCycles(hosts.keys(), parentsOf)) {
    const place = hosts.get(cycle.at(-2) ?? "")?.directives.get("parents");
    if (place !== undefined)
      problems.error(place, "parents", `host parents form a cycle: ${cycle.map((each) => `'${each}'`).join(", ")}`);
  }
}
