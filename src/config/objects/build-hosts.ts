import { assignIds, configuredId, type IdSource } from "./assign-ids.ts";
import { checkableFields } from "./checkable-fields.ts";
import { itemsOf, textOf, type Definition, type Directives } from "./definition.ts";
import { valueOf } from "./directive-values.ts";
import { findCycles } from "./find-cycles.ts";
import type { Inheritance } from "./inherit.ts";
import type { NameRules } from "./names.ts";
import type { Host } from "../../model/objects.ts";
import { CENTRAL_ID, unknownPollerName } from "../../model/poller.ts";
import type { PollerGroup } from "../../model/poller-group.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { checkCheckableReferences, checkNames, type KnownNames } from "./references.ts";
import { registeredByName, type Registered } from "./registered.ts";
import { hostKey } from "../../model/resource-key.ts";
import type { ValuePool } from "./value-pool.ts";
import type { ObjectId } from "../../model/object-id.ts";
import { errorOf } from "../../model/configuration-errors.ts";

export interface BuiltHost {
  host: Host;
  readonly directives: Directives;
}

export interface Hosts {
  /** By name, in the order of host_id. */
  readonly byName: ReadonlyMap<string, BuiltHost>;
  readonly newIds: readonly ObjectId[];
}

/** What hosts may name as their poller. */
export interface PlacesOfHosts {
  readonly pollers: ReadonlyMap<number, string>;
  readonly groups: ReadonlyMap<number, Pick<PollerGroup, "id" | "name">>;
  /** False: others may be named, too. */
  readonly areAll: boolean;
}

export function buildHosts(
  definitions: readonly Definition[],
  inheritance: Inheritance,
  names: NameRules,
  known: KnownNames,
  pool: ValuePool,
  ids: IdSource,
  places: PlacesOfHosts,
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
    const poller = pollerOf(object.directives, places, problems);
    return [name, { host: buildHost(name, hostIds[index] ?? 0, object, poller, pool), directives: object.directives }];
  });
  built.sort(([, a], [, b]) => a.host.hostId - b.host.hostId);
  const byName = new Map(built);
  reportParentCycles(byName, problems);
  return { byName, newIds };
}

function buildHost(
  name: string,
  id: number,
  { definition, directives }: Registered,
  poller: Pick<Host, "pollerId" | "pollerName">,
  pool: ValuePool,
): Host {
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
    ...poller,
    parents: pool.list(textOf(directives, "parents") ?? ""),
  });
}

/** Id in the variable `_POLLER_ID` of Centreon's own files; null without one. */
export function writtenPollerId(directives: Directives): number | null {
  const text = textOf(directives, "_POLLER_ID");
  return text && /^[1-9]\d{0,7}$/.test(text) ? Number(text) : null;
}

/** `poller NAME`, of a poller or of a group of pollers, or `_POLLER_ID`. */
function pollerOf(
  directives: Directives,
  { pollers, groups, areAll }: PlacesOfHosts,
  problems: Diagnostics,
): Pick<Host, "pollerId" | "pollerName"> {
  const wanted = textOf(directives, "poller");
  const written = writtenPollerId(directives) ?? CENTRAL_ID;
  const named = new Map([...pollers, ...[...groups.values()].map(({ id, name }) => [id, name] as const)]);
  if (!wanted) return { pollerId: written, pollerName: named.get(written) ?? unknownPollerName(written) };
  const pollerId = [...named].find(([, name]) => name === wanted)?.[0];
  if (pollerId === undefined && areAll)
    problems.unknownName(directives.get("poller")!, "poller", ["no-poller", { name: wanted }], wanted, named.values());
  return { pollerId: pollerId ?? CENTRAL_ID, pollerName: wanted };
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
    problems.error(definition.source, "max_check_attempts", errorOf("directive-missing", { type: "host", name }));
}

function reportParentCycles(hosts: ReadonlyMap<string, BuiltHost>, problems: Diagnostics): void {
  const parentsOf = (name: string): readonly string[] => itemsOf(hosts.get(name)?.directives ?? new Map(), "parents");
  for (const cycle of findCycles(hosts.keys(), parentsOf)) {
    const place = hosts.get(cycle.at(-2) ?? "")?.directives.get("parents");
    if (place !== undefined) problems.error(place, "parents", errorOf("parent-cycle", { type: "host", names: cycle }));
  }
}
