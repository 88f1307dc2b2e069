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
const endpoints = {
  details: link("Everything about it"),
  timeline: link("Its events"),
  status_graph: link("Its states; null for hosts"),
  performance_graph: link("Its performance data; null if there is none"),
  acknowledgement: link("Its latest acknowledgement"),
  downtime: link("Its running downtimes"),
  check: link("Request of a check; null without the role"),
  forced_check: link("Request of a forced check; null without the role"),
  notification_policy: link("Whom it would notify; null in lists"),
};
const linksWith = (more: TProperties, title: string) =>
  Type.Object(
    {
      uris: Type.Object({
        configuration: link("Page of the console; null without the right to change it"),
        logs: link("The same, with its timeline"),
        reporting: link("The same, with its timeline"),
      }),
      endpoints: Type.Object({ ...endpoints, ...more }),
      externals: Type.Object({
        action_url: link("Address of actions on it"),
        notes: Type.Unsafe<object | null>({
          ...Type.Object({ label: link("Notes"), url: link("Address of notes") }),
          type: ["object", "null"],
        }),
      }),
    },
    { title },
  );
const links = linksWith({}, "ResourceLinks");

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

const item = {
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
};

/** Item of `GET /monitoring/resources` (later versions §5.3). */
export const resourceItem = Type.Object(item, { title: "Resource" });

/** Item of `GET /monitoring/resources/hosts` (§5.5). */
export const hostWithServices = Type.Object(
  {
    ...item,
    children: Type.Object(
      {
        resources: Type.Array(
          Type.Object(
            {
              ...item,
              resource_name: Type.String(),
              parent: Type.Object({ id: Type.Integer({ description: "Host" }) }),
            },
            { title: "ResourceChild" },
          ),
          { description: "Its worst services, at most ten" },
        ),
        total: Type.Integer({ description: "Services that the caller sees" }),
        status_count: Type.Object({
          ok: Type.Integer(),
          warning: Type.Integer(),
          critical: Type.Integer(),
          unknown: Type.Integer(),
          pending: Type.Integer(),
        }),
      },
      { title: "ResourceChildren" },
    ),
  },
  { title: "ResourceHost" },
);

export const resourceCount = Type.Object(
  {
    count: Type.Integer({ description: "Matching resources" }),
    meta: Type.Object({
      search: Type.Unsafe<object>({ description: "The search as parsed; {} if none." }),
      total: Type.Integer({ description: "The same number" }),
    }),
  },
  { title: "ResourceCount" },
);

const group = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    configuration_uri: nullableString("Page of the console; null without the right to change it"),
  },
  { title: "ResourceGroup" },
);

const acknowledgement = nullable(
  {
    id: Type.Integer(),
    author_id: nullableInteger("Contact who acknowledged it; 0 or null without an account"),
    author_name: nullableString("Alias of the contact"),
    comment: nullableString("Comment"),
    deletion_time: nullableDate("Cancelled"),
    entry_time: nullableDate("Entered"),
    host_id: Type.Integer(),
    service_id: Type.Integer(),
    poller_id: nullableInteger("Monitoring server"),
    is_notify_contacts: Type.Boolean(),
    is_persistent_comment: Type.Boolean(),
    is_sticky: Type.Boolean(),
    state: Type.Integer({ description: "State when it was acknowledged" }),
    type: Type.Integer({ description: "0 host, 1 service" }),
    with_services: Type.Boolean({ description: "Always false: each resource has its own" }),
  },
  "ResourceAcknowledgement",
  "The one in force",
);

const downtime = Type.Object(
  {
    id: Type.Integer(),
    internal_id: Type.Integer(),
    entry_time: nullableDate("Entered"),
    author_id: nullableInteger("Contact who scheduled it; 0 or null without an account"),
    author_name: nullableString("Alias of the contact"),
    host_id: Type.Integer(),
    service_id: nullableInteger("0 or null for a host"),
    is_cancelled: Type.Boolean(),
    comment: nullableString("Comment"),
    deletion_time: nullableDate("Ended"),
    duration: nullableInteger("Seconds"),
    end_time: nullableDate("End"),
    is_fixed: Type.Boolean(),
    poller_id: nullableInteger("Monitoring server"),
    start_time: nullableDate("Start"),
    actual_start_time: nullableDate("Began"),
    actual_end_time: nullableDate("Ended"),
    is_started: Type.Boolean(),
  },
  { title: "ResourceDowntime" },
);

const common = {
  uuid: Type.String(),
  id: Type.Integer(),
  name: Type.String(),
  type: Type.String(),
  short_type: Type.String(),
  monitoring_server_name: Type.String(),
  status: Type.Object(
    { ...status.properties, type: Type.Integer({ description: "1 HARD, 0 SOFT" }) },
    { title: "ResourceStatusWithType" },
  ),
  in_downtime: Type.Boolean(),
  acknowledged: Type.Boolean(),
  flapping: Type.Boolean(),
  passive_checks: Type.Boolean(),
  active_checks: Type.Boolean(),
  performance_data: nullableString("As printed by the plugin"),
  information: nullableString("The whole output"),
  command_line: nullableString("The last command line; null without the role `service_display_command`"),
  notification_number: nullableInteger("Of the current problem"),
  latency: nullableNumber("Seconds the last check started late"),
  percent_state_change: nullableNumber("Of the last 21 checks, weighted"),
  execution_time: nullableNumber("Of the last check, in seconds"),
  acknowledgement,
  downtimes: Type.Array(downtime, { description: "Those that run" }),
  duration: nullableString("Time since the last change of state, such as `1d 3h`"),
  next_check: nullableDate("Next check"),
  last_check: nullableDate("Last check"),
  last_status_change: nullableDate("Last change, soft or hard"),
  last_notification: nullableDate("Last notification"),
  last_time_with_no_issue: nullableDate("Last seen UP or OK"),
  tries: Type.String({ description: "Attempt and state type: `1/3(H)`" }),
  icon,
  severity: Type.Unsafe<null>({ type: "null" }),
  groups: Type.Array(group),
  categories: Type.Array(group),
};
const timeline_download = link("Its events as a file");

/** Details (§6). */
export const hostDetails = Type.Object(
  {
    ...common,
    fqdn: nullableString("Address"),
    alias: nullableString("Long name"),
    timezone: Type.String(),
    parent: Type.Unsafe<null>({ type: "null" }),
    links: linksWith({ timeline_download }, "HostDetailLinks"),
  },
  { title: "HostDetails" },
);

export const serviceDetails = Type.Object(
  {
    ...common,
    host_id: Type.Integer(),
    service_id: Type.Integer(),
    parent: Type.Object(
      {
        uuid: Type.String(),
        type: Type.String(),
        short_type: Type.String(),
        id: Type.Integer(),
        name: Type.String(),
        alias: nullableString("Long name"),
        fqdn: nullableString("Address"),
        status,
        monitoring_server_name: Type.String(),
      },
      { title: "ServiceDetailParent" },
    ),
    links: linksWith(
      { timeline_download, metrics: link("Its metrics; null if there is no performance data") },
      "ServiceDetailLinks",
    ),
  },
  { title: "ServiceDetails" },
);
