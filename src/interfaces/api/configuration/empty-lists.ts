import Type, { type TProperties } from "typebox";
import type { Noun } from "../lookup.ts";
import { nullableInteger, nullableString } from "../schema-types.ts";
import { permitAdministrators } from "./commands.ts";
import type { ConfigurationList } from "./configuration-list.ts";
import type { Shown } from "./shown.ts";

/** Lists of kinds that the configuration does not have (later versions §12): empty, and nothing is found. */
function emptyList(
  what: string,
  path: string,
  of: string,
  properties: TProperties,
  fields: readonly string[],
  more: {
    readonly one?: { readonly name: string; readonly noun: Noun };
    readonly permit?: (shown: Shown) => void;
  } = {},
): ConfigurationList<never> {
  return {
    what,
    path,
    summary: `List the ${of}: there are none`,
    rows: () => [],
    fields: Object.fromEntries(fields.map((field) => [field, ["text", () => null] as const])),
    item: Type.Object({ id: Type.Integer(), name: Type.String(), ...properties }),
    present: () => ({}),
    ...(more.permit !== undefined && { permit: more.permit }),
    ...(more.one !== undefined && {
      single: { one: more.one.name, noun: more.one.noun, find: () => undefined },
    }),
  };
}

const NAMED = { alias: Type.String(), is_activated: Type.Boolean() };
const COMMENTED = { comment: nullableString("Comment"), comments: nullableString("The same, as before 23.04") };
const SEVERITY = { ...NAMED, level: Type.Integer(), icon_id: nullableInteger("Icon") };
const NAMED_FIELDS = ["id", "name", "alias", "is_activated"];

export const emptyLists: readonly ConfigurationList<never>[] = [
  emptyList(
    "configured-host-categories",
    "/configuration/hosts/categories",
    "categories of hosts",
    { ...NAMED, ...COMMENTED },
    [...NAMED_FIELDS, "host.id", "host.name", "hostgroup.id", "hostgroup.name"],
    { one: { name: "configured-host-category", noun: "Host category" } },
  ),
  emptyList(
    "configured-host-severities",
    "/configuration/hosts/severities",
    "severities of hosts",
    {
      ...SEVERITY,
      ...COMMENTED,
      icon: Type.Union([
        Type.Null(),
        Type.Object({ id: Type.Integer(), name: Type.String(), path: Type.String(), comment: Type.String() }),
      ]),
    },
    [...NAMED_FIELDS, "level"],
    { one: { name: "configured-host-severity", noun: "Host severity" } },
  ),
  emptyList(
    "configured-service-categories",
    "/configuration/services/categories",
    "categories of services",
    NAMED,
    NAMED_FIELDS,
    { one: { name: "configured-service-category", noun: "Service category" } },
  ),
  emptyList(
    "configured-service-severities",
    "/configuration/services/severities",
    "severities of services",
    SEVERITY,
    [...NAMED_FIELDS, "level"],
    { one: { name: "configured-service-severity", noun: "Service severity" } },
  ),
  emptyList(
    "connectors",
    "/configuration/connectors",
    "connectors",
    {
      command_line: Type.String(),
      description: nullableString("Description"),
      is_activated: Type.Boolean(),
      commands: Type.Array(Type.Object({ id: Type.Integer(), type: Type.Integer(), name: Type.String() })),
    },
    ["id", "name"],
    { permit: permitAdministrators("connectors") },
  ),
  emptyList(
    "metaservices",
    "/configuration/metaservices",
    "meta services",
    {
      is_activated: Type.Boolean(),
      output: nullableString("Output"),
      calculation_type: Type.String(),
      data_source_type: Type.String(),
      meta_select_mode: Type.Integer(),
      regexp_string: nullableString("Regular expression"),
      metric: nullableString("Metric"),
      warning: nullableString("Threshold"),
      critical: nullableString("Threshold"),
    },
    ["id", "name", "is_activated"],
    { one: { name: "metaservice", noun: "Metaservice" } },
  ),
];
