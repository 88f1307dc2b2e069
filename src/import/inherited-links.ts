import type { LinkedIds } from "./linked-ids.ts";
import { withTemplates, type TemplateParents } from "./template-parents.ts";

/**
 * How a host or service gets contacts from its templates (option `inheritance_mode` of Centreon: 1, 2, 3). `vertical`:
 * its own, or with the additive flag also those of the template above; `closest`: its own, or those of the first
 * template that has any; `cumulative`: its own and those of all templates.
 */
export type InheritanceMode = "vertical" | "closest" | "cumulative";

export interface Inheritance {
  readonly mode: InheritanceMode;
  readonly parentsOf: TemplateParents;
  /** Notifications are disabled: a template like this gives no contacts, nor do those above it. */
  readonly isSilent: (id: number) => boolean;
}

/** Gives the contacts, or contact groups, of a host or service. `isAdditive` counts in mode `vertical` only. */
export function inheritedLinks(
  id: number,
  { mode, parentsOf, isSilent }: Inheritance,
  links: LinkedIds,
  isAdditive: (id: number) => boolean,
): readonly number[] {
  const ownOf = (each: number): readonly number[] => links.get(each) ?? [];
  switch (mode) {
    case "cumulative":
      return [...new Set(levels().flatMap(ownOf))];
    case "closest":
      return levels().map(ownOf).find(hasAny) ?? [];
    case "vertical":
      return [...new Set(vertical(id, new Set()))];
  }

  function levels(): readonly number[] {
    return withTemplates(id, parentsOf, (each) => !isSilent(each));
  }

  function vertical(each: number, seen: ReadonlySet<number>): readonly number[] {
    if (seen.has(each) || isSilent(each)) return [];
    const own = ownOf(each);
    if (hasAny(own) && !isAdditive(each)) return own;
    const above = new Set([...seen, each]);
    for (const parent of parentsOf(each)) {
      const inherited = vertical(parent, above);
      if (hasAny(inherited)) return [...own, ...inherited];
    }
    return own;
  }
}

const hasAny = (ids: readonly number[]): boolean => ids.length > 0;
