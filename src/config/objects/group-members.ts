import { itemsOf } from "./definition.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { Registered } from "./registered.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";

/** A group with the members and exclusions of its own definition. */
export interface OwnMembers<T> extends Registered {
  readonly members: Set<T>;
  readonly excluded: ReadonlySet<T>;
}

/**
 * Resolves all members of every group: its own and those of the groups named in `directive` (`hostgroup_members`, …),
 * without those that it excludes itself. Reports undefined groups and groups that contain each other.
 */
export function withMembersOfGroups<T>(
  type: string,
  directive: string,
  groups: ReadonlyMap<string, OwnMembers<T>>,
  problems: Diagnostics,
): Map<string, ReadonlySet<T>> {
  const complete = new Map<string, ReadonlySet<T>>();
  const inside: string[] = [];

  const membersOf = (name: string, group: OwnMembers<T>): ReadonlySet<T> => {
    const before = complete.get(name);
    if (before !== undefined) return before;
    inside.push(name);
    const members = new Set(group.members);
    const place = group.directives.get(directive) ?? group.definition.source;
    for (const innerName of itemsOf(group.directives, directive)) {
      const inner = groups.get(innerName);
      if (inner === undefined)
        problems.unknownName(place, directive, ["not-defined", { type, name: innerName }], innerName, groups.keys());
      else if (inside.includes(innerName)) problems.error(place, directive, cycleOf(type, inside, innerName));
      else if (inside.length >= MAX_GROUP_DEPTH)
        problems.error(place, directive, errorOf("groups-too-deep", { type, most: MAX_GROUP_DEPTH }));
      else for (const member of membersOf(innerName, inner)) members.add(member);
    }
    inside.pop();
    for (const excluded of group.excluded) members.delete(excluded);
    complete.set(name, members);
    return members;
  };

  for (const [name, group] of groups) membersOf(name, group);
  return complete;
}

/** Maximum depth of nested groups. */
const MAX_GROUP_DEPTH = 100;

const cycleOf = (type: string, inside: readonly string[], name: string): ErrorText =>
  errorOf("group-cycle", { type, names: [...inside.slice(inside.indexOf(name)), name] });
