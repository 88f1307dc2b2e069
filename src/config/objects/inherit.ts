import { NOT_INHERITED, NULL_WORD, splitList, type Definition, type Directive, type Directives } from "./definition.ts";
import { isListKind, OBJECT_RULES } from "./directives.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";

/** Applies templates. */
export interface Inheritance {
  /**
   * Resolves the directives of a definition: its own first, then those of its templates in the order of `use` (the
   * first that has a directive wins), `+value` appended to the inherited list, `null` kept as the word. Omits `name`,
   * `use` and `register`, which are not inherited.
   */
  resolve(definition: Definition): Directives;
  /** True if a list begins with a plus even after its templates: it adds to the list that would apply without it. */
  isAdditive(definition: Definition, directive: string): boolean;
  readonly templateCount: number;
}

/** Indexes the templates. Reports duplicate names, undefined templates, and templates that use each other. */
export function createInheritance(definitions: readonly Definition[], problems: Diagnostics): Inheritance {
  const templates = indexTemplates(definitions, problems);
  const resolved = new Map<Definition, Directives>();
  const inside: Definition[] = [];

  const resolveTemplate = (definition: Definition): Directives => {
    const before = resolved.get(definition);
    if (before !== undefined) return before;
    const result = merge(definition);
    resolved.set(definition, result);
    return result;
  };

  const merge = (definition: Definition): Directives => {
    const use = definition.directives.get("use");
    const merged = new Map(definition.directives);
    for (const name of NOT_INHERITED) merged.delete(name);
    if (use === undefined) return merged;
    inside.push(definition);
    for (const name of splitList(use.value)) {
      const template = templates.get(templateKey(definition.type, name));
      if (template === undefined)
        problems.unknownName(
          use,
          "use",
          ["template-not-defined", { type: definition.type, name }],
          name,
          namesOfType(templates, definition.type),
        );
      else if (inside.includes(template)) problems.error(use, "use", cycleOf(inside, template, name));
      else if (inside.length >= MAX_TEMPLATE_DEPTH)
        problems.error(use, "use", errorOf("templates-too-deep", { most: MAX_TEMPLATE_DEPTH }));
      else inheritFrom(resolveTemplate(template), merged, definition.type);
    }
    inside.pop();
    return merged;
  };

  // All of them, also unused ones: an error in a template is reported at its own place.
  for (const template of templates.values()) resolveTemplate(template);
  return {
    resolve: (definition) => withoutPlus(resolved.get(definition) ?? merge(definition), definition.type),
    isAdditive: (definition, directive) => {
      const merged = resolved.get(definition) ?? merge(definition);
      return merged.get(directive)?.value.startsWith("+") === true && isList(definition.type, directive);
    },
    templateCount: templates.size,
  };
}

/** Maximum depth of templates. */
const MAX_TEMPLATE_DEPTH = 100;

const templateKey = (type: string, name: string): string => `${type} ${name}`;

const namesOfType = (templates: ReadonlyMap<string, Definition>, type: string): readonly string[] =>
  [...templates.values()].flatMap(({ type: each, directives }) =>
    each === type ? [directives.get("name")?.value ?? ""] : [],
  );

function indexTemplates(definitions: readonly Definition[], problems: Diagnostics): Map<string, Definition> {
  const templates = new Map<string, Definition>();
  for (const definition of definitions) {
    const name = definition.directives.get("name");
    if (name === undefined || name.value === "") continue;
    const key = templateKey(definition.type, name.value);
    const before = templates.get(key);
    if (before === undefined) templates.set(key, definition);
    else
      problems.error(
        name,
        "name",
        errorOf("template-defined-twice", {
          type: definition.type,
          name: name.value,
          first: `${before.source.file}:${before.source.line}`,
        }),
      );
  }
  return templates;
}

function inheritFrom(template: Directives, merged: Map<string, Directive>, type: string): void {
  for (const [name, inherited] of template) {
    const own = merged.get(name);
    if (own === undefined) merged.set(name, inherited);
    else if (own.value.startsWith("+") && inherited.value !== NULL_WORD && isList(type, name)) {
      // The combined list begins with a plus if the inherited list does: the next template adds to it too.
      merged.set(name, { value: `${inherited.value},${own.value.slice(1)}`, file: own.file, line: own.line });
    }
  }
}

function withoutPlus(directives: Directives, type: string): Directives {
  let clean: Map<string, Directive> | null = null;
  for (const [name, directive] of directives) {
    if (!directive.value.startsWith("+") || !isList(type, name)) continue;
    clean ??= new Map(directives);
    clean.set(name, { ...directive, value: directive.value.slice(1) });
  }
  return clean ?? directives;
}

function isList(type: string, name: string): boolean {
  const kind = OBJECT_RULES[type]?.directives.get(name)?.kind;
  return kind !== undefined && isListKind(kind);
}

function cycleOf(inside: readonly Definition[], template: Definition, name: string): ErrorText {
  const names = inside.slice(inside.indexOf(template)).map(({ directives }) => directives.get("name")?.value ?? "");
  return errorOf("template-cycle", { names: [...names, name] });
}
