import { assignIds, configuredId, type IdSource } from "./assign-ids.ts";
import type { BuiltService } from "./build-services.ts";
import { NULL_WORD, textOf, type Definition, type Directive } from "./definition.ts";
import { withMembersOfGroups, type OwnMembers } from "./group-members.ts";
import { groupTexts } from "./group-texts.ts";
import type { Inheritance } from "./inherit.ts";
import { selectMembers } from "./member-list.ts";
import type { NameRules } from "./names.ts";
import type { ServiceGroup } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { registeredByName } from "./registered.ts";
import { selectServicePairs } from "./select-service-pairs.ts";
import type { ServiceLists } from "./select-services.ts";
import type { ObjectId } from "../../model/object-id.ts";

export interface ServiceGroups {
  /** In the order of their ids. */
  readonly groups: readonly ServiceGroup[];
  readonly membersByName: ReadonlyMap<string, ReadonlySet<BuiltService>>;
  readonly newIds: readonly ObjectId[];
}

/**
 * Builds service groups from `members host,description,…`, `servicegroup_members` and the `servicegroups` of services.
 */
export function buildServiceGroups(
  definitions: readonly Definition[],
  services: readonly BuiltService[],
  lists: Omit<ServiceLists, "serviceGroups">,
  inheritance: Inheritance,
  names: NameRules,
  ids: IdSource,
  problems: Diagnostics,
): ServiceGroups {
  const own = new Map<string, OwnMembers<BuiltService>>();
  const groupsByDirective = new Map<Directive, ReadonlySet<OwnMembers<BuiltService>>>();
  const registered = registeredByName("servicegroup", definitions, inheritance, names, problems);
  for (const [name, group] of registered) {
    const members = group.directives.get("members");
    const isGiven = members !== undefined && members.value !== NULL_WORD;
    own.set(name, {
      ...group,
      members: isGiven ? selectServicePairs(members, "members", lists, problems) : new Set(),
      excluded: new Set(),
    });
  }
  for (const built of services) {
    for (const { serviceGroups: directive } of [built.definition, ...built.overridden]) {
      if (directive === null || directive.value === NULL_WORD) continue;
      for (const group of groupsOf(directive)) group.members.add(built);
    }
  }
  const complete = withMembersOfGroups("servicegroup", "servicegroup_members", own, problems);
  const requests = [...own].map(([name, { directives, definition }]) => ({
    name,
    hostId: 0,
    configured: configuredId(directives, ["servicegroup_id"], problems),
    source: definition.source,
  }));
  const { ids: groupIds, newIds } = assignIds("servicegroup", requests, ids, problems);
  const groups = [...own].map(([name, { directives }], index) =>
    Object.freeze({
      id: groupIds[index] ?? 0,
      name,
      alias: textOf(directives, "alias") ?? name,
      ...groupTexts(directives),
      members: Object.freeze([...(complete.get(name) ?? [])].map(({ service }) => service.key).sort((a, b) => a - b)),
    }),
  );
  return { groups: groups.sort((a, b) => a.id - b.id), membersByName: complete, newIds };

  // Cached by directive: 100,000 services share few different lists.
  function groupsOf(directive: Directive): ReadonlySet<OwnMembers<BuiltService>> {
    const before = groupsByDirective.get(directive);
    if (before !== undefined) return before;
    const { chosen, excluded } = selectMembers(
      new Map([["servicegroups", directive]]),
      "servicegroups",
      "servicegroup",
      own,
      lists.matching,
      problems,
    );
    const found = chosen.difference(excluded);
    groupsByDirective.set(directive, found);
    return found;
  }
}
