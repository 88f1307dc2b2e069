import type { DirectiveKind } from "./directives.ts";

/**
 * How Nagios 4 combines a directive that is given twice in one definition: it adds the members of groups, and the
 * letters of options except those of flap detection; otherwise the last one counts.
 */
export function isAddedWhenRepeated(type: string, name: string, kind: DirectiveKind): boolean {
  if (name === "flap_detection_options") return false;
  return ADDED_KINDS.has(kind) || (GROUP_TYPES.has(type) && kind === "list");
}

const ADDED_KINDS: ReadonlySet<DirectiveKind> = new Set([
  "host-options",
  "service-options",
  "host-states",
  "service-states",
  "host-failures",
  "service-failures",
  "host-escalations",
  "service-escalations",
]);
const GROUP_TYPES: ReadonlySet<string> = new Set(["hostgroup", "servicegroup", "contactgroup"]);
