import Type from "typebox";
import type { HostRow } from "../../../data/realtime/realtime.ts";
import { findHost } from "../lookup.ts";
import { nullableInteger, nullableString } from "../schema-types.ts";
import type { ConfigurationList } from "./configuration-list.ts";
import {
  definitionProperties,
  macroSchema,
  ownValue,
  presentDefinition,
  presentMacros,
  wholeNumber,
} from "./definition-fields.ts";
import { nullableRef, pollerRef, type Ref, refByName, refOf, refSchema, templateRefs } from "./reference.ts";
import type { Shown } from "./shown.ts";

const item = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    alias: nullableString("Of the host itself"),
    address: Type.String(),
    monitoring_server: refSchema,
    templates: Type.Array(refSchema),
    normal_check_interval: nullableInteger("Of the host itself"),
    retry_check_interval: nullableInteger("Of the host itself"),
    check_timeperiod: nullableRef,
    notification_timeperiod: nullableRef,
    severity: nullableRef,
    categories: Type.Array(refSchema),
    groups: Type.Array(refSchema),
    is_activated: Type.Boolean(),
  },
  { title: "ConfiguredHost" },
);

const single = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    alias: nullableString("Of the host itself"),
    address: Type.String(),
    monitoring_server_id: Type.Integer(),
    geo_coords: nullableString("Always null"),
    ...definitionProperties("host"),
    is_activated: Type.Boolean(),
    categories: Type.Array(refSchema),
    groups: Type.Array(refSchema),
    templates: Type.Array(refSchema),
    macros: Type.Array(macroSchema),
  },
  { title: "ConfiguredHostInFull" },
);

const groupsOf = ({ groups }: HostRow, { caller: { visibility } }: Shown): readonly Ref[] =>
  groups.filter(({ id }) => visibility.seesHostGroup(id)).map(refOf);

const aliasOf = ({ host }: HostRow): string | null => ownValue(host, "alias", host.alias);

const addressOf = ({ host }: HostRow): string => host.address ?? "";

/** Later versions §13.1. */
export const configuredHosts: ConfigurationList<HostRow> = {
  what: "configured-hosts",
  path: "/configuration/hosts",
  summary: "List the configured hosts",
  rows: ({ parts, caller }) => parts.realtime.rows(caller.visibility).hosts,
  fields: {
    id: ["number", ({ host }) => host.hostId],
    name: ["text", ({ host }) => host.hostName],
    alias: ["text", aliasOf],
    address: ["text", addressOf],
    is_activated: ["boolean", () => true],
  },
  links: {
    poller: ({ host }) => [pollerRef(host)],
    category: () => [],
    severity: () => [],
    group: groupsOf,
    template: ({ host }, { inventory }) => templateRefs(inventory, "host-template", host),
  },
  item,
  present: (row, shown) => {
    const { host } = row;
    const { inventory } = shown;
    return {
      id: host.hostId,
      name: host.hostName,
      alias: aliasOf(row),
      address: addressOf(row),
      monitoring_server: pollerRef(host),
      templates: templateRefs(inventory, "host-template", host),
      normal_check_interval: wholeNumber(ownValue(host, "check_interval", host.checkInterval)),
      retry_check_interval: wholeNumber(ownValue(host, "retry_interval", host.retryInterval)),
      check_timeperiod: refByName(inventory, "timeperiod", ownValue(host, "check_period", host.checkPeriod)),
      notification_timeperiod: refByName(
        inventory,
        "timeperiod",
        ownValue(host, "notification_period", host.notificationPeriod),
      ),
      severity: null,
      categories: [],
      groups: groupsOf(row, shown),
      is_activated: true,
    };
  },
  single: {
    one: "configured-host",
    noun: "Host",
    parameter: "host_id",
    find: (id, { parts, caller }) => findHost(parts.realtime, id, caller.visibility),
    item: single,
    present: (row, shown) => {
      const { host } = row;
      return {
        id: host.hostId,
        name: host.hostName,
        alias: aliasOf(row),
        address: addressOf(row),
        monitoring_server_id: host.pollerId,
        geo_coords: null,
        ...presentDefinition("host", host, shown),
        is_activated: true,
        categories: [],
        groups: groupsOf(row, shown),
        templates: templateRefs(shown.inventory, "host-template", host),
        macros: presentMacros(host, shown),
      };
    },
  },
};
