import {
  AN_HOUR_AGO,
  IN_AN_HOUR,
  login,
  NOW,
  query,
  type RecordedCall,
  type RecordedClient,
} from "./recorded-client.ts";
import {
  date,
  error,
  exactly,
  listOf,
  members,
  none,
  nothing,
  number,
  orNull,
  page,
  ref,
  rows,
  someOf,
  status,
  text,
  whole,
  yesOrNo,
} from "./shapes.ts";

interface Ids {
  readonly result: readonly { readonly id: number }[];
}
const firstId = ({ result }: Ids): number => result[0]!.id;
const idOf = ({ id }: { readonly id: number }): number => id;

const resource = members({
  id: whole,
  name: text,
  type: text,
  alias: orNull(text),
  fqdn: orNull(text),
  host_id: whole,
  service_id: orNull(whole),
  monitoring_server_name: text,
  parent: orNull(members({ id: whole, name: text, type: text, status })),
  status,
  is_in_downtime: yesOrNo,
  is_acknowledged: yesOrNo,
  information: orNull(text),
  tries: text,
  last_status_change: orNull(text),
  is_notification_enabled: yesOrNo,
});
const details = {
  id: whole,
  name: text,
  type: text,
  monitoring_server_name: text,
  status,
  in_downtime: yesOrNo,
  acknowledged: yesOrNo,
  information: orNull(text),
  tries: text,
};
const host = members({
  id: whole,
  name: text,
  address_ip: text,
  alias: text,
  state: whole,
  state_type: whole,
  output: orNull(text),
  acknowledged: yesOrNo,
  poller_id: whole,
  check_attempt: whole,
  max_check_attempts: whole,
  last_check: orNull(text),
  last_state_change: orNull(text),
  execution_time: number,
  scheduled_downtime_depth: whole,
});
const service = members({
  id: whole,
  description: text,
  display_name: text,
  host: members({ id: whole, name: text, alias: text, state: whole }),
  state: whole,
  state_type: whole,
  output: orNull(text),
  status,
  is_acknowledged: yesOrNo,
  scheduled_downtime_depth: whole,
  last_check: orNull(text),
  last_state_change: orNull(text),
  max_check_attempts: whole,
});
const serviceOfHost = members({
  id: whole,
  description: text,
  state: whole,
  status,
  is_acknowledged: yesOrNo,
  scheduled_downtime_depth: whole,
});
const acknowledgement = members({
  id: whole,
  host_id: whole,
  author_id: whole,
  author_name: text,
  comment: text,
  is_sticky: yesOrNo,
  is_persistent_comment: yesOrNo,
  is_notify_contacts: yesOrNo,
  state: whole,
  type: whole,
  entry_time: date,
  deletion_time: orNull(date),
});
const downtime = members({
  id: whole,
  host_id: whole,
  author_id: orNull(whole),
  author_name: text,
  comment: text,
  is_fixed: yesOrNo,
  start_time: date,
  end_time: date,
  actual_start_time: orNull(date),
  actual_end_time: orNull(date),
  duration: whole,
  entry_time: date,
  deletion_time: orNull(date),
  poller_id: whole,
  is_cancelled: yesOrNo,
  is_started: yesOrNo,
});
const event = members({ id: whole, type: text, content: text, date });
const total = members({ total: whole });

const NEWEST = query({ limit: 100, sort_by: '{"id":"DESC"}' });
const DB = { type: "host", id: 12, parent: null };
const DISK = { type: "service", id: 21, parent: { id: 11 } };

const MONITORING: readonly RecordedCall[] = [
  {
    name: "list resources",
    request: "GET /monitoring/resources?limit=3",
    status: 200,
    reads: rows(resource),
  },
  {
    name: "list hosts among the resources",
    request: `GET /monitoring/resources${query({ limit: 100, types: '["host"]' })}`,
    status: 200,
    reads: rows(resource),
  },
  {
    name: "search resources by a field of the hosts, which they do not have",
    request: `GET /monitoring/resources${query({ limit: 3, search: '{"host.name":{"$lk":"%"}}' })}`,
    status: 200,
    reads: rows(resource),
  },
  {
    name: "read the details of a host",
    request: "GET /monitoring/resources/hosts/12",
    status: 200,
    reads: members({ ...details, parent: nothing }),
  },
  {
    name: "read the details of a service",
    request: "GET /monitoring/resources/hosts/11/services/21",
    status: 200,
    reads: members({
      ...details,
      parent: members({ id: exactly(11), name: exactly("serveur-été"), type: text, status }),
    }),
  },
  { name: "list hosts", request: "GET /monitoring/hosts?limit=3", status: 200, reads: rows(host) },
  { name: "read a host", request: "GET /monitoring/hosts/1", status: 200, reads: host },
  {
    name: "miss a host, and know it from a missing route",
    request: "GET /monitoring/hosts/999999",
    status: 404,
    reads: error(404, "Host not found"),
  },
  {
    name: "miss a route",
    request: "GET /monitoring/nothing",
    status: 404,
    reads: error(404, "No route found for"),
  },
  { name: "list services", request: "GET /monitoring/services?limit=3", status: 200, reads: rows(service) },
  {
    name: "list the services of a host",
    request: "GET /monitoring/hosts/1/services",
    status: 200,
    reads: rows(serviceOfHost),
  },
  {
    name: "count hosts by status",
    request: "GET /monitoring/hosts/status",
    status: 200,
    reads: members({ up: total, down: total, unreachable: total, pending: total, total: exactly(3) }),
  },
  {
    name: "count services by status",
    request: "GET /monitoring/services/status",
    status: 200,
    reads: members({ ok: total, warning: total, critical: total, unknown: total, pending: total, total: exactly(3) }),
  },
  {
    name: "read the timeline of a host",
    request: "GET /monitoring/hosts/12/timeline?limit=10",
    status: 200,
    reads: rows(event),
  },
  {
    name: "read the timeline of a service",
    request: "GET /monitoring/hosts/11/services/21/timeline?limit=10",
    status: 200,
    reads: rows(event),
  },
  {
    name: "read metrics",
    request: "GET /monitoring/hosts/1/services/101/metrics",
    status: 200,
    reads: someOf(
      members({
        id: whole,
        name: text,
        unit: text,
        current_value: orNull(number),
        warning_high_threshold: orNull(number),
        warning_low_threshold: orNull(number),
        critical_high_threshold: orNull(number),
        critical_low_threshold: orNull(number),
      }),
    ),
    isRepeated: true,
  },
  {
    name: "find no metrics",
    request: "GET /monitoring/hosts/1/services/102/metrics",
    status: 404,
    reads: error(404, "metrics not found"),
  },
];

const ACTIONS: readonly RecordedCall[] = [
  {
    name: "acknowledge a host",
    request: "POST /monitoring/resources/acknowledge",
    body: {
      resources: [DB],
      acknowledgement: {
        comment: "go-ack",
        is_notify_contacts: false,
        is_persistent_comment: false,
        is_sticky: true,
      },
    },
    status: 204,
  },
  {
    name: "see the acknowledgement in the list of the host",
    request: `GET /monitoring/hosts/12/acknowledgements${NEWEST}`,
    status: 200,
    reads: rows(acknowledgement),
    keeps: { acknowledgement: firstId },
  },
  {
    name: "see the acknowledgement in the details",
    request: "GET /monitoring/resources/hosts/12",
    status: 200,
    reads: members({ ...details, acknowledged: exactly(true) }),
  },
  {
    name: "list acknowledgements",
    request: "GET /monitoring/acknowledgements",
    status: 200,
    reads: rows(acknowledgement),
  },
  {
    name: "read one acknowledgement",
    request: "GET /monitoring/acknowledgements/{acknowledgement}",
    status: 200,
    reads: acknowledgement,
  },
  {
    name: "cancel the acknowledgement of the host",
    request: "DELETE /monitoring/hosts/12/acknowledgements",
    status: 204,
  },
  {
    name: "acknowledge a host by its own route",
    request: "POST /monitoring/hosts/12/acknowledgements",
    body: {
      comment: "own route",
      is_notify_contacts: false,
      is_persistent_comment: true,
      is_sticky: true,
      with_services: true,
    },
    status: 204,
  },
  {
    name: "acknowledge a service by its own route",
    request: "POST /monitoring/hosts/11/services/21/acknowledgements",
    body: { comment: "own route", is_notify_contacts: false, is_persistent_comment: true, is_sticky: true },
    status: 204,
  },
  {
    name: "list the acknowledgements of the service",
    request: "GET /monitoring/hosts/11/services/21/acknowledgements",
    status: 200,
    reads: rows(acknowledgement),
  },
  {
    name: "cancel the acknowledgement of the service",
    request: "DELETE /monitoring/hosts/11/services/21/acknowledgements",
    status: 204,
  },
  {
    name: "set a downtime",
    request: "POST /monitoring/resources/downtime",
    body: {
      resources: [DB],
      downtime: { comment: "go-down", start_time: AN_HOUR_AGO, end_time: IN_AN_HOUR, is_fixed: true, duration: 3600 },
    },
    status: 204,
  },
  {
    name: "see the downtime in the list of the host",
    request: `GET /monitoring/hosts/12/downtimes${NEWEST}`,
    status: 200,
    reads: rows(downtime),
    keeps: { downtime: firstId },
  },
  { name: "list downtimes", request: "GET /monitoring/downtimes", status: 200, reads: rows(downtime) },
  { name: "read one downtime", request: "GET /monitoring/downtimes/{downtime}", status: 200, reads: downtime },
  { name: "cancel the downtime", request: "DELETE /monitoring/downtimes/{downtime}", status: 204 },
  {
    name: "cancel it again, and read why not",
    request: "DELETE /monitoring/downtimes/{downtime}",
    status: 500,
    reads: error(500, "already cancelled"),
  },
  {
    name: "set a downtime on a host by its own route",
    request: "POST /monitoring/hosts/12/downtimes",
    body: {
      comment: "own route",
      start_time: AN_HOUR_AGO,
      end_time: IN_AN_HOUR,
      is_fixed: true,
      duration: 3600,
      with_services: false,
    },
    status: 204,
  },
  {
    name: "set a downtime on a service by its own route",
    request: "POST /monitoring/hosts/11/services/21/downtimes",
    body: { comment: "own route", start_time: AN_HOUR_AGO, end_time: IN_AN_HOUR, is_fixed: true, duration: 3600 },
    status: 204,
  },
  {
    name: "list the downtimes of the service",
    request: "GET /monitoring/hosts/11/services/21/downtimes",
    status: 200,
    reads: rows(downtime),
  },
  {
    name: "check",
    request: "POST /monitoring/resources/check",
    body: { resources: [DB, DISK], check: { is_forced: true } },
    status: 204,
  },
  {
    name: "check something that is not there",
    request: "POST /monitoring/resources/check",
    body: { resources: [{ type: "host", id: 999_999, parent: null }], check: { is_forced: true } },
    status: 204,
  },
  {
    name: "check nothing",
    request: "POST /monitoring/resources/check",
    body: { resources: [], check: { is_forced: true } },
    status: 204,
  },
  {
    name: "learn that null is no list",
    request: "POST /monitoring/resources/check",
    body: { resources: null, check: { is_forced: true } },
    status: 500,
    reads: error(500, "[resources] NULL value found, but an array is required"),
  },
  {
    name: "learn that the flat form is none",
    request: "POST /monitoring/resources/acknowledge",
    body: { resources: [DB], comment: "flat" },
    status: 500,
    reads: error(500, "is required"),
  },
  {
    name: "submit a result",
    request: "POST /monitoring/resources/submit",
    body: { resources: [{ ...DISK, status: 2, output: "go-submit" }] },
    status: 204,
  },
  {
    name: "see the result",
    request: "GET /monitoring/resources/hosts/11/services/21",
    status: 200,
    reads: members({ ...details, information: exactly("go-submit") }),
    isRepeated: true,
  },
  {
    name: "comment",
    request: "POST /monitoring/resources/comments",
    body: {
      resources: [
        { ...DB, comment: "go-comment", date: NOW },
        { ...DISK, comment: "go-comment", date: NOW },
      ],
    },
    status: 204,
  },
];

const configured = (name: string, path: string, item: RecordedCall["reads"] = ref): RecordedCall => ({
  name: `list ${name} of the configuration`,
  request: `GET /configuration/${path}?limit=5`,
  status: 200,
  reads: rows(item!),
});
/** Kinds that the site has none of, and those that the server never has. */
const configuredPerhaps = (name: string, path: string): RecordedCall => ({
  ...configured(name, path),
  reads: page(ref),
});
const single = (name: string, path: string, reads: RecordedCall["reads"] = ref): RecordedCall => ({
  name: `read one ${name} of the configuration`,
  request: `GET /configuration/${path}`,
  status: 200,
  reads: reads!,
});

const listedHost = members({
  id: whole,
  name: text,
  address: text,
  alias: orNull(text),
  monitoring_server: ref,
  normal_check_interval: orNull(whole),
  retry_check_interval: orNull(whole),
  check_timeperiod: orNull(ref),
  notification_timeperiod: orNull(ref),
  severity: orNull(ref),
  templates: listOf(ref),
  categories: listOf(ref),
  groups: listOf(ref),
  is_activated: yesOrNo,
});

const CONFIGURATION: readonly RecordedCall[] = [
  configured("hosts", "hosts", listedHost),
  configured("host groups", "hosts/groups"),
  configuredPerhaps("host categories", "hosts/categories"),
  configuredPerhaps("host severities", "hosts/severities"),
  { ...configured("host templates", "hosts/templates"), keeps: { hostTemplate: firstId } },
  configured("services", "services", members({ id: whole, name: text, hosts: someOf(ref), is_activated: yesOrNo })),
  { ...configured("service templates", "services/templates"), keeps: { serviceTemplate: firstId } },
  configured("service groups", "services/groups"),
  configuredPerhaps("service categories", "services/categories"),
  configuredPerhaps("service severities", "services/severities"),
  {
    ...configured(
      "commands",
      "commands",
      members({ id: whole, name: text, type: whole, command_line: text, is_shell: yesOrNo, is_activated: yesOrNo }),
    ),
    keeps: { command: firstId },
  },
  {
    ...configured(
      "time periods",
      "timeperiods",
      members({ id: whole, name: text, alias: text, days: listOf(members({})) }),
    ),
    keeps: { timePeriod: firstId },
  },
  configuredPerhaps("connectors", "connectors"),
  configured("icons", "icons", members({ id: whole, name: text, directory: text, url: text })),
  configured(
    "users",
    "users",
    members({ id: whole, alias: text, name: text, email: orNull(text), is_admin: yesOrNo, is_activated: yesOrNo }),
  ),
  configured("contact groups", "contacts/groups"),
  configuredPerhaps("contact templates", "contacts/templates"),
  configuredPerhaps("access groups", "access-groups"),
  {
    ...configured("monitoring servers", "monitoring-servers", members({ id: whole, name: text, is_default: yesOrNo })),
    keeps: { server: firstId },
  },
  {
    name: "find one host of the configuration by its id",
    request: `GET /configuration/hosts${query({ search: '{"id":{"$eq":1}}' })}`,
    status: 200,
    reads: rows(members({ id: exactly(1), name: exactly("web-01") })),
  },
  single("host", "hosts/1", members({ id: exactly(1), name: exactly("web-01"), macros: listOf(members({})) })),
  single("host group", "hosts/groups/3"),
  single("host template", "hosts/templates/{hostTemplate}"),
  single("service", "services/101", members({ id: exactly(101), name: exactly("Ping"), macros: listOf(members({})) })),
  single("service template", "services/templates/{serviceTemplate}"),
  single("service group", "services/groups/4"),
  single("command", "commands/{command}", members({ id: whole, name: text, arguments: listOf(members({})) })),
  single("time period", "timeperiods/{timePeriod}", members({ id: whole, name: text, templates: listOf(members({})) })),
  {
    name: "know who would be notified about a host",
    request: "GET /configuration/hosts/1/notification-policy",
    status: 200,
    reads: members({
      contacts: someOf(members({ id: whole, name: text, alias: text, email: text })),
      contact_groups: listOf(members({ id: whole, name: text, alias: text })),
      is_notification_enabled: yesOrNo,
    }),
  },
  {
    name: "put the configuration of a server into force",
    request: "GET /configuration/monitoring-servers/{server}/generate-and-reload",
    status: 204,
  },
  {
    name: "put the configuration of all servers into force",
    request: "GET /configuration/monitoring-servers/generate-and-reload",
    status: 204,
  },
  {
    name: "create a host: refused until the configuration can be written",
    request: "POST /configuration/hosts",
    body: { monitoring_server_id: 1, name: "new-01", address: "192.0.2.20" },
    status: 405,
    reads: error(405, "Method Not Allowed"),
  },
];

const filter = members({ id: whole, name: text, criterias: listOf(members({})), order: whole });
const CRITERIA = { name: "states", type: "multi_select", value: [{ id: "unhandled_problems", name: "Unhandled" }] };
const token = members({
  name: text,
  type: exactly("api"),
  is_revoked: yesOrNo,
  creation_date: date,
  expiration_date: orNull(date),
  user: ref,
  creator: members({ id: orNull(whole), name: text }),
});

const USERS: readonly RecordedCall[] = [
  { name: "list filters", request: "GET /users/filters/events-view", status: 200, reads: members({ result: none }) },
  {
    name: "create a filter",
    request: "POST /users/filters/events-view",
    body: { name: "mine", criterias: [CRITERIA] },
    status: 200,
    reads: filter,
    keeps: { filter: idOf },
  },
  { name: "read a filter", request: "GET /users/filters/events-view/{filter}", status: 200, reads: filter },
  {
    name: "replace a filter",
    request: "PUT /users/filters/events-view/{filter}",
    body: { name: "still mine", criterias: [] },
    status: 200,
    reads: filter,
  },
  {
    name: "move a filter",
    request: "PATCH /users/filters/events-view/{filter}",
    body: { order: 1 },
    status: 200,
    reads: filter,
  },
  { name: "delete a filter", request: "DELETE /users/filters/events-view/{filter}", status: 204 },
  {
    name: "create a token",
    request: "POST /administration/tokens",
    body: { name: "go token", type: "api", user_id: "{user}" },
    status: 201,
    reads: members({ name: exactly("go token"), token: text, creation_date: date, user: ref }),
    keeps: { secret: ({ token: secret }: { readonly token: string }) => secret },
  },
  { name: "list tokens", request: "GET /administration/tokens", status: 200, reads: rows(token) },
  { name: "delete a token by its name", request: "DELETE /administration/tokens/go%20token", status: 204 },
  {
    name: "read the own account",
    request: "GET /configuration/users/current/parameters",
    status: 200,
    reads: members({ id: whole, name: text, alias: text, is_admin: exactly(true) }),
  },
  {
    name: "read the own rights",
    request: "GET /users/acl/actions",
    status: 200,
    reads: members({ host: members({ check: yesOrNo }), service: members({ comment: yesOrNo }) }),
  },
  {
    name: "read the settings of the server",
    request: "GET /administration/parameters",
    status: 200,
    reads: members({ monitoring_default_refresh_interval: whole, monitoring_default_downtime_duration: whole }),
  },
  {
    name: "read the features of the platform",
    request: "GET /platform/features",
    status: 200,
    reads: members({ is_cloud_platform: exactly(false), feature_flags: members({}) }),
  },
  {
    name: "list the providers of logins",
    request: "GET /authentication/providers/configurations",
    status: 200,
    reads: someOf(members({ id: whole, name: text, type: text, is_active: yesOrNo, is_forced: yesOrNo })),
  },
];

/** The Go client, its command line and the MCP servers on it. A body has a content type, other requests have none. */
export const goClient: RecordedClient = {
  name: "Go client",
  base: "/centreon/api/latest",
  calls: [
    {
      name: "read the version",
      request: "GET /platform/versions",
      status: 200,
      reads: members({
        web: members({ version: text, major: text, minor: text, fix: text }),
        modules: members({}),
        widgets: members({}),
      }),
    },
    {
      name: "read the state of the installation",
      request: "GET /platform/installation/status",
      status: 200,
      reads: members({ is_installed: exactly(true), has_upgrade_available: yesOrNo }),
    },
    {
      ...login(),
      keeps: {
        token: ({ security }: { readonly security: { readonly token: string } }) => security.token,
        user: ({ contact }: { readonly contact: { readonly id: number } }) => contact.id,
      },
    },
    ...MONITORING,
    ...ACTIONS,
    ...CONFIGURATION,
    ...USERS,
    {
      name: "find that the token is lost",
      request: "GET /monitoring/hosts",
      headers: { "X-AUTH-TOKEN": "lost" },
      status: 401,
      reads: error(401, ""),
    },
    login("log in again"),
    { name: "log out", request: "GET /logout", status: 200, reads: members({ message: text }) },
  ],
};
