import { itemsOf, type Directives } from "./definition.ts";
import { isPattern, patternTest, type NameMatching } from "./name-matching.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";

export interface Selection<T> {
  readonly chosen: Set<T>;
  readonly excluded: Set<T>;
}

/**
 * Resolves a member list: names, `*` for all, `!name` to exclude, patterns if the main file allows them. Exclusions
 * apply wherever they occur in the list (Nagios 4), so the two sets are returned separately for the caller to combine.
 */
export function selectMembers<T>(
  directives: Directives,
  directive: string,
  type: string,
  known: ReadonlyMap<string, T>,
  matching: NameMatching,
  problems: Diagnostics,
): Selection<T> {
  const chosen = new Set<T>();
  const excluded = new Set<T>();
  const place = directives.get(directive);
  if (place === undefined) return { chosen, excluded };
  for (const item of itemsOf(directives, directive)) {
    const isExcluded = item.startsWith("!");
    const name = isExcluded ? item.slice(1).trim() : item;
    const found = selectNamed(name, known, matching);
    if ("code" in found) problems.error(place, directive, found);
    else if (found.length === 0 && name !== "*")
      problems.unknownName(place, directive, ["not-defined", { type, name }], name, known.keys());
    else for (const each of found) (isExcluded ? excluded : chosen).add(each);
  }
  return { chosen, excluded };
}

/** The members that a name, `*` or a pattern selects; an error for a malformed pattern. */
export function selectNamed<T>(
  name: string,
  known: ReadonlyMap<string, T>,
  matching: NameMatching,
): readonly T[] | ErrorText {
  if (name === "*") return [...known.values()];
  if (!isPattern(name, matching)) {
    const found = known.get(name);
    return found === undefined ? [] : [found];
  }
  const matches = patternTest(name);
  if (matches === null) return errorOf("not-a-regex", { text: name });
  return [...known].flatMap(([each, value]) => (matches(each) ? [value] : []));
}

/** The union of these groups. */
export function membersOf<T>(groups: ReadonlySet<ReadonlySet<T>>): Set<T> {
  const members = new Set<T>();
  for (const group of groups) for (const member of group) members.add(member);
  return members;
}
