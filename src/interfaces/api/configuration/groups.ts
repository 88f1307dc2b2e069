import Type from "typebox";
import type { HostGroup, ServiceGroup } from "../../../model/objects.ts";
import { nullableInteger, nullableString } from "../schema-types.ts";
import { byName } from "./by-name.ts";
import type { ConfigurationList } from "./configuration-list.ts";
import { type Ref, refSchema } from "./reference.ts";
import type { Shown } from "./shown.ts";

const GROUP = {
  id: Type.Integer(),
  name: Type.String(),
  alias: nullableString("Alias"),
  geo_coords: nullableString("Always null"),
  comment: nullableString("Always null"),
  is_activated: Type.Boolean(),
};

const presentGroup = ({ id, name, alias }: HostGroup | ServiceGroup) => ({
  id,
  name,
  alias,
  geo_coords: null,
  comment: null,
  is_activated: true,
});

const FIELDS = {
  id: ["number", ({ id }: HostGroup | ServiceGroup) => id],
  name: ["text", ({ name }: HostGroup | ServiceGroup) => name],
  alias: ["text", ({ alias }: HostGroup | ServiceGroup) => alias],
  is_activated: ["boolean", () => true],
} as const;

const inOrder = <Group extends HostGroup | ServiceGroup>(groups: readonly Group[]): readonly Group[] =>
  byName(
    groups,
    ({ name }) => name,
    ({ id }) => id,
  );

const visibleHostGroups = ({ inventory, caller: { visibility } }: Shown): readonly HostGroup[] =>
  inventory.hostGroups.filter(({ id }) => visibility.seesHostGroup(id));

const visibleServiceGroups = ({ inventory, caller: { visibility } }: Shown): readonly ServiceGroup[] =>
  inventory.serviceGroups.filter(({ id }) => visibility.seesServiceGroup(id));

const hostsOf = (group: HostGroup, { parts, caller }: Shown): readonly Ref[] =>
  parts.realtime.hostsOfGroup(group, caller.visibility).map(({ host }) => ({ id: host.hostId, name: host.hostName }));

/** Later versions §13.1. */
export const configuredHostGroups: ConfigurationList<HostGroup> = {
  what: "configured-hostgroups",
  path: "/configuration/hosts/groups",
  summary: "List the configured host groups",
  rows: (shown) => inOrder(visibleHostGroups(shown)),
  fields: FIELDS,
  links: { host: hostsOf },
  item: Type.Object(
    {
      ...GROUP,
      icon: Type.Null(),
      enabled_hosts_count: Type.Integer({ description: "Of those that the caller sees" }),
      disabled_hosts_count: Type.Integer(),
      notes: nullableString("Notes"),
      notes_url: nullableString("Address of the notes"),
      action_url: nullableString("Address of an action"),
      icon_map: Type.Null(),
      rrd: Type.Null(),
    },
    { title: "ConfiguredHostGroup" },
  ),
  present: (group, shown) => ({
    ...presentGroup(group),
    icon: null,
    enabled_hosts_count: hostsOf(group, shown).length,
    disabled_hosts_count: 0,
    notes: group.notes ?? null,
    notes_url: group.notesUrl ?? null,
    action_url: group.actionUrl ?? null,
    icon_map: null,
    rrd: null,
  }),
  single: {
    one: "configured-hostgroup",
    noun: "Host Group",
    find: (id, shown) => visibleHostGroups(shown).find((group) => group.id === id),
    item: Type.Object(
      { ...GROUP, icon_id: nullableInteger("Always null"), hosts: Type.Array(refSchema) },
      { title: "ConfiguredHostGroupInFull" },
    ),
    present: (group, shown) => ({ ...presentGroup(group), icon_id: null, hosts: hostsOf(group, shown) }),
  },
};

/** Later versions §13.2. */
export const configuredServiceGroups: ConfigurationList<ServiceGroup> = {
  what: "configured-servicegroups",
  path: "/configuration/services/groups",
  summary: "List the configured service groups",
  rows: (shown) => inOrder(visibleServiceGroups(shown)),
  fields: FIELDS,
  links: {
    host: (group, { parts, caller }) =>
      parts.realtime
        .hostsOfServiceGroup(group, caller.visibility)
        .map(({ host: { host } }) => ({ id: host.hostId, name: host.hostName })),
    service: (group, { parts, caller }) =>
      parts.realtime
        .hostsOfServiceGroup(group, caller.visibility)
        .flatMap(({ services }) =>
          services.map(({ service }) => ({ id: service.serviceId, name: service.description })),
        ),
  },
  item: Type.Object(GROUP, { title: "ConfiguredServiceGroup" }),
  present: presentGroup,
  single: {
    one: "configured-servicegroup",
    noun: "Service Group",
    find: (id, shown) => visibleServiceGroups(shown).find((group) => group.id === id),
  },
};
