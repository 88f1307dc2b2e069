import type { BuiltService } from "./build-services.ts";
import { NULL_WORD, type Directive } from "./definition.ts";
import { findCycles } from "./find-cycles.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { selectServicePairs } from "./select-service-pairs.ts";
import type { ServiceLists } from "./select-services.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/**
 * Resolves the `parents` of services (Nagios 4): one description means the same host, otherwise pairs of host and
 * description. Reports cycles.
 */
export function buildServiceParents(
  services: readonly BuiltService[],
  lists: ServiceLists,
  problems: Diagnostics,
): ReadonlyMap<ResourceKey, readonly ResourceKey[]> {
  const parents = new Map<ResourceKey, readonly ResourceKey[]>();
  const children = new Map<ResourceKey, BuiltService>();
  for (const built of services) {
    const directive = built.definition.parents;
    if (directive === null || directive.value === NULL_WORD || directive.value === "") continue;
    const found = parentsOf(built, directive, lists, problems);
    parents.set(built.service.key, Object.freeze([...found].map(({ service }) => service.key)));
    children.set(built.service.key, built);
    for (const parent of found) children.set(parent.service.key, parent);
  }
  for (const cycle of findCycles(parents.keys(), (key) => parents.get(key) ?? [])) {
    const place = children.get(cycle.at(-2) ?? 0)?.definition.parents;
    const names = cycle.map((key) => nameOf(children.get(key)));
    if (place) problems.error(place, "parents", errorOf("parent-cycle", { type: "service", names }));
  }
  return parents;
}

function parentsOf(
  { service }: BuiltService,
  directive: Directive,
  lists: ServiceLists,
  problems: Diagnostics,
): ReadonlySet<BuiltService> {
  const isPairs = directive.value.includes(",");
  const value = isPairs ? directive.value : `${service.hostName},${directive.value}`;
  return selectServicePairs({ ...directive, value }, "parents", lists, problems);
}

const nameOf = (built: BuiltService | undefined): string =>
  built === undefined ? "" : `${built.service.hostName};${built.service.description}`;
