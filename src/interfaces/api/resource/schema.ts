import Type, { type TProperties, type TSchema } from "typebox";
import { nullableDate, nullableInteger, nullableNumber, nullableString } from "../schema-types.ts";

export const status = Type.Object(
  {
    code: Type.Integer(),
    name: Type.String(),
    severity_code: Type.Integer({ description: "1 high, 2 medium, 3 low, 4 pending, 5 OK or UP" }),
  },
  { title: "ResourceStatus" },
);

const nullable = (properties: TProperties, title: string, description: string): TSchema =>
  Type.Unsafe<object | null>({ ...Type.Object(properties, { title, description }), type: ["object", "null"] });

const icon = nullable(
  { id: nullableInteger("Icon"), name: Type.String(), url: Type.String() },
  "Icon",
  "Icon of the object",
);
const link = (description: string) => nullableString(description);
const links = Type.Object(
  {
    uris: Type.Object({
      configuration: link("Page of its configuration; null without the right to change it"),
      logs: link("Page of its events"),
      reporting: link("Page of its availability"),
    }),
    endpoints: Type.Object({
      details: link("Everything about it"),
      timeline: link("Its events"),
      status_graph: link("Its states; null for hosts"),
      performance_graph: link("Its performance data; null if there is none"),
      acknowledgement: link("Its latest acknowledgement"),
      downtime: link("Its running downtimes"),
      check: link("Request of a check; null without the role"),
      forced_check: link("Request of a forced check; null without the role"),
      notification_policy: link("Not used"),
    }),
    externals: Type.Object({
      action_url: link("Address of actions on it"),
      notes: Type.Unsafe<object | null>({
        ...Type.Object({ label: link("Notes"), url: link("Address of notes") }),
        type: ["object", "null"],
      }),
    }),
  },
  { title: "ResourceLinks" },
);

const flags = Object.fromEntries(
  [
    ["is_in_downtime", "in_downtime", "In a downtime"],
    ["is_acknowledged", "acknowledged", "Its problem is acknowledged"],
    ["is_in_flapping", "flapping", "Flapping"],
    ["has_active_checks_enabled", "active_checks", "Checked actively"],
    ["has_passive_checks_enabled", "passive_checks", "Takes passive results"],
    ["is_notification_enabled", "notification_enabled", "Notifies"],
  ].flatMap(([later, earlier, description]) => [
    [later!, Type.Boolean({ description: description! })],
    [earlier!, Type.Boolean({ description: `Name of \`${later}\` in earlier releases` })],
  ]),
);

const parent = nullable(
  {
    uuid: Type.String(),
    id: Type.Integer(),
    name: Type.String(),
    type: Type.String(),
    short_type: Type.String(),
    status,
    alias: nullableString("Long name"),
    fqdn: nullableString("Address"),
    monitoring_server_name: Type.String(),
    host_id: Type.Integer(),
    service_id: nullableInteger("Null"),
    icon,
    links: Type.Unsafe<object>({ description: "All members null" }),
  },
  "ResourceParent",
  "Host of a service; null for a host",
);

/** Item of `GET /monitoring/resources` (later versions §5.3). */
export const resourceItem = Type.Object(
  {
    uuid: Type.String({ description: "`h12`, `h12-s5`" }),
    duration: nullableString("Time since the last change of state, such as `1d 3h`"),
    last_check: nullableString("Time since the last check, such as `5m 2s`"),
    short_type: Type.String({ description: "`h` or `s`" }),
    type: Type.String({ description: "`host` or `service`" }),
    id: Type.Integer(),
    name: Type.String(),
    alias: nullableString("Long name of a host"),
    fqdn: nullableString("Address of a host"),
    host_id: Type.Integer(),
    service_id: nullableInteger("Null for a host"),
    icon,
    monitoring_server_name: Type.String(),
    parent,
    status,
    ...flags,
    percent_state_change: nullableNumber("Of the last 21 checks, weighted"),
    last_status_change: nullableDate("Last change, soft or hard"),
    tries: Type.String({ description: "Attempt and state type: `3/3 (H)`" }),
    information: nullableString("First line of the output"),
    performance_data: Type.Unsafe<null>({ type: "null" }),
    severity: Type.Unsafe<null>({ type: "null" }),
    severity_level: Type.Unsafe<null>({ type: "null" }),
    chart_url: Type.Unsafe<null>({ type: "null" }),
    links,
    extra: Type.Object({}),
  },
  { title: "Resource" },
);
