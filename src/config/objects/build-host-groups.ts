import { assignIds, configuredId, type IdSource } from "./assign-ids.ts";
import type { BuiltHost } from "./build-hosts.ts";
import { textOf, type Definition } from "./definition.ts";
import { withMembersOfGroups, type OwnMembers } from "./group-members.ts";
import { groupTexts } from "./group-texts.ts";
import type { Inheritance } from "./inherit.ts";
import { selectMembers } from "./member-list.ts";
import type { NameMatching } from "./name-matching.ts";
import type { NameRules } from "./names.ts";
import type { HostGroup } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { registeredByName } from "./registered.ts";
import type { ObjectId } from "../../model/object-id.ts";

export interface HostGroups {
  /** In the order of their ids. */
  readonly groups: readonly HostGroup[];
  readonly membersByName: ReadonlyMap<string, ReadonlySet<BuiltHost>>;
  readonly newIds: readonly ObjectId[];
}

/** Builds host groups from `members`, `hostgroup_members` and the `hostgroups` of hosts. */
export function buildHostGroups(
  definitions: readonly Definition[],
  hosts: ReadonlyMap<string, BuiltHost>,
  inheritance: Inheritance,
  names: NameRules,
  matching: NameMatching,
  ids: IdSource,
  problems: Diagnostics,
): HostGroups {
  const own = new Map<string, OwnMembers<BuiltHost>>();
  for (const [name, group] of registeredByName("hostgroup", definitions, inheritance, names, problems)) {
    const { chosen, excluded } = selectMembers(group.directives, "members", "host", hosts, matching, problems);
    own.set(name, { ...group, members: chosen, excluded });
  }
  for (const built of hosts.values()) {
    const { chosen, excluded } = selectMembers(built.directives, "hostgroups", "hostgroup", own, matching, problems);
    for (const group of chosen.difference(excluded)) group.members.add(built);
  }
  const membersByName = withMembersOfGroups("hostgroup", "hostgroup_members", own, problems);
  const requests = [...own].map(([name, { directives, definition }]) => ({
    name,
    hostId: 0,
    configured: configuredId(directives, ["hostgroup_id"], problems),
    source: definition.source,
  }));
  const { ids: groupIds, newIds } = assignIds("hostgroup", requests, ids, problems);
  const groups = [...own].map(([name, { directives }], index) =>
    Object.freeze({
      id: groupIds[index] ?? 0,
      name,
      alias: textOf(directives, "alias") ?? name,
      ...groupTexts(directives),
      hostIds: Object.freeze([...(membersByName.get(name) ?? [])].map(({ host }) => host.hostId).sort((a, b) => a - b)),
    }),
  );
  return { groups: groups.sort((a, b) => a.id - b.id), membersByName, newIds };
}
