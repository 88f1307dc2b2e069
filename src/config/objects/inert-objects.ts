import { isRegistered, type Definition } from "./definition.ts";
import { OBJECT_RULES } from "./directives.ts";
import type { Inheritance } from "./inherit.ts";
import type { InertObject } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { warningOf } from "../../model/configuration-warnings.ts";

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
        ? warningOf("modules-not-supported", {})
        : warningOf("object-without-effect", { type: definition.type }),
    );
    const directives = new Map<string, string>();
    for (const [name, { value }] of inheritance.resolve(definition)) directives.set(name, value);
    kept.push(Object.freeze({ type: definition.type, directives, source: Object.freeze(definition.source) }));
  }
  return kept;
}
