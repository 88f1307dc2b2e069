import { isRegistered, type Definition } from "./definition.ts";
import { OBJECT_RULES } from "./directives.ts";
import type { Inheritance } from "./inherit.ts";
import type { InertObject } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";

/** Collects the objects that are not used, with their directives after inheritance; one warning for each type. */
export function keepInertObjects(
  definitions: readonly Definition[],
  inheritance: Inheritance,
  problems: Diagnostics,
): InertObject[] {
  const kept: InertObject[] = [];
  for (const definition of definitions) {
    if (OBJECT_RULES[definition.type]?.isOnlyKept !== true || !isRegistered(definition)) continue;
    problems.warnOnce(
      `kept ${definition.type}`,
      definition.source,
      null,
      definition.type === "module"
        ? "module objects are read and kept but have no effect: broker modules are not supported: use the API"
        : `${definition.type} objects are read and kept but have no effect yet`,
    );
    const directives = new Map<string, string>();
    for (const [name, { value }] of inheritance.resolve(definition)) directives.set(name, value);
    kept.push(Object.freeze({ type: definition.type, directives, source: Object.freeze(definition.source) }));
  }
  return kept;
}
