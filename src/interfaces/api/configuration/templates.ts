import Type, { type TSchema } from "typebox";
import { objectIdKey } from "../../../model/object-id.ts";
import type { Template } from "../../../model/objects.ts";
import type { Noun } from "../lookup.ts";
import { nullableInteger, nullableString } from "../schema-types.ts";
import { byName } from "./by-name.ts";
import type { ConfigurationList } from "./configuration-list.ts";
import { definitionProperties, macroSchema, presentDefinition, presentMacros } from "./definition-fields.ts";
import { refSchema, templateRefs } from "./reference.ts";
import type { Shown } from "./shown.ts";

interface TemplateKind {
  readonly of: "host" | "service";
  readonly noun: Noun;
  /** Members that only templates of this kind have. */
  readonly properties: Readonly<Record<string, TSchema>>;
  readonly present: (template: Template, shown: Shown) => object;
  readonly singleProperties: Readonly<Record<string, TSchema>>;
  readonly presentSingle: (template: Template, shown: Shown) => object;
}

const HOST: TemplateKind = {
  of: "host",
  noun: "Host template",
  properties: {
    snmp_community: nullableString("Never shown"),
    parent_ids: Type.Array(Type.Integer()),
  },
  present: (template, { inventory }) => ({
    snmp_community: null,
    parent_ids: templateRefs(inventory, "host-template", template).map(({ id }) => id),
  }),
  singleProperties: { templates: Type.Array(refSchema) },
  presentSingle: (template, { inventory }) => ({ templates: templateRefs(inventory, "host-template", template) }),
};

const SERVICE: TemplateKind = {
  of: "service",
  noun: "Service template",
  properties: {
    service_template_id: nullableInteger("The first template that it uses"),
    host_templates: Type.Array(Type.Integer()),
  },
  present: (template, { inventory }) => ({
    service_template_id: templateRefs(inventory, "service-template", template)[0]?.id ?? null,
    host_templates: [],
  }),
  singleProperties: { groups: Type.Array(Type.Object({})) },
  presentSingle: () => ({ groups: [] }),
};

/** Later versions §13.1 and §13.2. */
export const hostTemplates = templateList(HOST);
export const serviceTemplates = templateList(SERVICE);

function templateList(kind: TemplateKind): ConfigurationList<Template> {
  const idOf = ({ kind: type, name }: Template, { inventory }: Shown): number =>
    inventory.objectIds.get(objectIdKey(type, name)) ?? 0;
  const rows = (shown: Shown): readonly Template[] =>
    byName(
      shown.inventory.templates.filter(({ kind: type }) => type === `${kind.of}-template`),
      ({ name }) => name,
      (template) => idOf(template, shown),
    );
  const properties = {
    id: Type.Integer(),
    name: Type.String(),
    alias: Type.String(),
    is_locked: Type.Boolean({ description: "True: written in the object files" }),
    ...definitionProperties(kind.of),
    ...kind.properties,
  };
  const present = (template: Template, shown: Shown): object => ({
    id: idOf(template, shown),
    name: template.name,
    alias: template.alias,
    is_locked: true,
    ...presentDefinition(kind.of, template, shown),
    ...kind.present(template, shown),
  });
  return {
    what: `${kind.of}-templates`,
    path: `/configuration/${kind.of}s/templates`,
    summary: `List the templates of ${kind.of}s`,
    rows,
    fields: {
      id: ["number", idOf],
      name: ["text", ({ name }) => name],
      alias: ["text", ({ alias }) => alias],
      is_locked: ["boolean", () => true],
    },
    item: Type.Object(properties, { title: kind.noun }),
    present,
    single: {
      one: `${kind.of}-template`,
      noun: kind.noun,
      find: (id, shown) => rows(shown).find((template) => idOf(template, shown) === id),
      item: Type.Object(
        {
          ...properties,
          categories: Type.Array(refSchema),
          ...kind.singleProperties,
          macros: Type.Array(macroSchema),
        },
        { title: `${kind.noun} in full` },
      ),
      present: (template, shown) => ({
        ...present(template, shown),
        categories: [],
        ...kind.presentSingle(template, shown),
        macros: presentMacros(template, shown),
      }),
    },
  };
}
