import Type from "typebox";
import type { ServiceRow } from "../../../data/realtime/realtime.ts";
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
import { nullableRef, type Ref, refByName, refOf, refSchema, templateRefs } from "./reference.ts";
import { hostsOf, type ServiceItems, serviceItems } from "./service-items.ts";
import type { Shown } from "./shown.ts";

const item = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    hosts: Type.Array(refSchema),
    service_template: nullableRef,
    check_timeperiod: nullableRef,
    notification_timeperiod: nullableRef,
    severity: nullableRef,
    categories: Type.Array(refSchema),
    groups: Type.Array(
      Type.Object({ id: Type.Integer(), name: Type.String(), host_id: Type.Integer(), host_name: Type.String() }),
    ),
    normal_check_interval: nullableInteger("Of the service itself"),
    retry_check_interval: nullableInteger("Of the service itself"),
    is_activated: Type.Boolean(),
  },
  { title: "ConfiguredService" },
);

const single = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    host_id: Type.Integer({ description: "The first of its hosts" }),
    geo_coords: nullableString("Always null"),
    service_template_id: nullableInteger("The first template"),
    ...definitionProperties("service"),
    is_activated: Type.Boolean(),
    categories: Type.Array(refSchema),
    groups: Type.Array(refSchema),
    macros: Type.Array(macroSchema),
  },
  { title: "ConfiguredServiceInFull" },
);

const itemsFor = ({ parts, caller }: Shown): ServiceItems =>
  serviceItems(parts.realtime.rows(caller.visibility).services);

const hostRefs = (row: ServiceRow, shown: Shown): readonly Ref[] =>
  hostsOf(itemsFor(shown).of(row)).map(({ host }) => ({ id: host.hostId, name: host.hostName }));

const groupsOf = (row: ServiceRow, shown: Shown) =>
  itemsFor(shown)
    .of(row)
    .flatMap(({ groups, host: { host } }) =>
      groups
        .filter(({ id }) => shown.caller.visibility.seesServiceGroup(id))
        .map((group) => ({ ...refOf(group), host_id: host.hostId, host_name: host.hostName })),
    );

const distinct = (refs: readonly Ref[]): readonly Ref[] => [
  ...new Map(refs.map((ref) => [ref.id, refOf(ref)])).values(),
];

const templateOf = ({ service }: ServiceRow, { inventory }: Shown): Ref | null =>
  templateRefs(inventory, "service-template", service)[0] ?? null;

/** Later versions §13.2. */
export const configuredServices: ConfigurationList<ServiceRow> = {
  what: "configured-services",
  path: "/configuration/services",
  summary: "List the configured services",
  rows: (shown) => itemsFor(shown).firsts,
  fields: {
    id: ["number", ({ service }) => service.serviceId],
    name: ["text", ({ service }) => service.description],
    is_activated: ["boolean", () => true],
  },
  links: {
    host: hostRefs,
    category: () => [],
    group: groupsOf,
    hostgroup: (row, shown) =>
      hostsOf(itemsFor(shown).of(row)).flatMap(({ groups }) =>
        groups.filter(({ id }) => shown.caller.visibility.seesHostGroup(id)),
      ),
    hostcategory: () => [],
    template: ({ service }, { inventory }) => templateRefs(inventory, "service-template", service),
  },
  item,
  present: (row, shown) => {
    const { service } = row;
    const { inventory } = shown;
    return {
      id: service.serviceId,
      name: service.description,
      hosts: hostRefs(row, shown),
      service_template: templateOf(row, shown),
      check_timeperiod: refByName(inventory, "timeperiod", ownValue(service, "check_period", service.checkPeriod)),
      notification_timeperiod: refByName(
        inventory,
        "timeperiod",
        ownValue(service, "notification_period", service.notificationPeriod),
      ),
      severity: null,
      categories: [],
      groups: groupsOf(row, shown),
      normal_check_interval: wholeNumber(ownValue(service, "check_interval", service.checkInterval)),
      retry_check_interval: wholeNumber(ownValue(service, "retry_interval", service.retryInterval)),
      is_activated: true,
    };
  },
  single: {
    one: "configured-service",
    noun: "Service",
    parameter: "service_id",
    find: (id, shown) => itemsFor(shown).find(id),
    item: single,
    present: (row, shown) => ({
      id: row.service.serviceId,
      name: row.service.description,
      host_id: row.host.host.hostId,
      geo_coords: null,
      service_template_id: templateOf(row, shown)?.id ?? null,
      ...presentDefinition("service", row.service, shown),
      is_activated: true,
      categories: [],
      groups: distinct(groupsOf(row, shown)),
      macros: presentMacros(row.service, shown),
    }),
  },
};
