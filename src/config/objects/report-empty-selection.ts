import type { Diagnostics } from "./diagnostics.ts";
import { isNamed, unnamedTemplate, type Registered } from "./registered.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/**
 * Reports an object without any of the directives that select its targets (an error), or whose directives select
 * nothing. Undefined names have already been reported, so the cause is empty groups or exclusion of everything. Nagios
 * refuses empty groups for most objects unless `allow_empty_hostgroup_assignment` is set; then it is a warning.
 */
export function reportEmptySelection(
  { definition, directives }: Registered,
  names: readonly string[],
  count: number,
  isAllowed: boolean,
  problems: Diagnostics,
): void {
  const given = names.find((name) => directives.has(name));
  if (given === undefined && isNamed(definition) && DROPPED_WHEN_UNUSED.has(definition.type)) {
    problems.warn(definition.source, null, unnamedTemplate(definition, names));
  } else if (given === undefined) {
    problems.error(definition.source, names[0] ?? null, errorOf("targets-missing", { type: definition.type, names }));
  } else if (count === 0 && !names.some((name) => problems.hasError(directives.get(name) ?? definition.source, name))) {
    const place = directives.get(given) ?? definition.source;
    const isExcluded = names.some((name) => directives.get(name)?.value.includes("!") === true);
    if (isAllowed || isExcluded) problems.warn(place, given, warningOf("selects-nothing", { type: definition.type }));
    else problems.error(place, given, errorOf("nothing-selected", {}));
  }
}

// Nagios drops such a template without a word; a service, an escalation or a servicedependency it refuses.
const DROPPED_WHEN_UNUSED: ReadonlySet<string> = new Set(["hostdependency", "hostextinfo", "serviceextinfo"]);
