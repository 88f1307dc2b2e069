import { isRegistered, type Definition, type Directives } from "./definition.ts";
import { OBJECT_RULES } from "./directives.ts";
import type { Inheritance } from "./inherit.ts";
import { checkName, type NameRules } from "./names.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { type WarningText, warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** A definition that is an object, with its directives after inheritance. */
export interface Registered {
  readonly definition: Definition;
  readonly directives: Directives;
}

/** Yields the definitions that are not templates, in reading order. */
export function* registeredObjects(
  definitions: readonly Definition[],
  inheritance: Inheritance,
): Generator<Registered> {
  for (const definition of definitions)
    if (isRegistered(definition)) yield { definition, directives: inheritance.resolve(definition) };
}

/**
 * The registered objects of a type by name, in reading order. A template that lacks `register 0` is left out, with a
 * warning (Nagios 4). Reports missing names, names with illegal characters, and duplicate names (the first definition
 * counts).
 */
export function registeredByName(
  type: string,
  definitions: readonly Definition[],
  inheritance: Inheritance,
  names: NameRules,
  problems: Diagnostics,
): Map<string, Registered> {
  const nameDirective = OBJECT_RULES[type]?.nameDirective ?? "name";
  const objects = new Map<string, Registered>();
  for (const object of registeredObjects(definitions, inheritance)) {
    const { definition, directives } = object;
    const given = directives.get(nameDirective);
    if (given === undefined && isNamed(definition)) {
      problems.warn(definition.source, null, unnamedTemplate(definition, [nameDirective]));
      continue;
    }
    if (given === undefined) {
      problems.error(definition.source, nameDirective, errorOf("name-missing", { type }));
      continue;
    }
    if (given.value === "") continue;
    const before = objects.get(given.value);
    if (before !== undefined) {
      const { file, line } = before.definition.source;
      problems.error(
        definition.source,
        nameDirective,
        errorOf("defined-twice", { type, name: given.value, first: `${file}:${line}` }),
      );
      continue;
    }
    checkName(type, given.value, given, nameDirective, names, problems);
    objects.set(given.value, object);
  }
  return objects;
}

/** True for a definition that others can `use`. */
export const isNamed = ({ directives }: Definition): boolean => (directives.get("name")?.value ?? "") !== "";

/** Warning about a template that is not an object and does not say so. */
export const unnamedTemplate = ({ type, directives }: Definition, missing: readonly string[]): WarningText =>
  warningOf("template-without-register", { type, name: directives.get("name")?.value ?? "", missing });
