import { itemsOf } from "./definition.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { Registered } from "./registered.ts";

/** A group with the members it names itself and those it excludes. */
export interface OwnMembers<T> extends Registered {
  readonly members: Set<T>;
  readonly excluded: ReadonlySet<T>;
}

/**
 * All members of every group: its own and those of the groups it names in `directive` (`hostgroup_members`, …), never
 * one that it excludes itself. Tells groups that do not exist and groups that contain each other.
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
      if (inner === undefined) problems.error(place, directive, `${type} '${innerName}' is not defined`);
      else if (inside.includes(innerName)) problems.error(place, directive, circle(type, inside, innerName));
      else if (inside.length >= DEEPEST_GROUPS)
        problems.error(place, directive, `${type}s are nested deeper than ${DEEPEST_GROUPS}`);
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

/** How many groups may stand within each other. */
const DEEPEST_GROUPS = 100;

function circle(type: string, inside: readonly string[], name: string): string {
  const names = [...inside.slice(inside.indexOf(name)), name].map((each) => `'${each}'`);
  return `${type}s contain each other in a circle: ${names.join(", ")}`;
}
