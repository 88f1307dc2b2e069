import { checkableFields } from "./checkable-fields.ts";
import { textOf, type Definition } from "./definition.ts";
import { isNamed } from "./registered.ts";
import type { Template } from "../../model/objects.ts";
import type { ValuePool } from "./value-pool.ts";

/** Builds the templates of hosts and services, with what each sets itself. */
export function buildTemplates(
  definitionsOf: (type: string) => readonly Definition[],
  pool: ValuePool,
): readonly Template[] {
  return (["host", "service"] as const).flatMap((kind) =>
    definitionsOf(kind)
      .filter(isNamed)
      .map((definition): Template => {
        const { directives, source } = definition;
        const name = templateName(definition);
        return Object.freeze({
          kind: `${kind}-template` as const,
          name,
          alias: textOf(directives, "alias") ?? name,
          ...checkableFields(kind, name, directives, pool),
          written: pool.written(definition),
          source: Object.freeze(source),
        });
      }),
  );
}

export const templateName = ({ directives }: Definition): string => directives.get("name")?.value ?? "";
