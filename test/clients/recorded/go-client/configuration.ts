import { query, firstId, type RecordedCall } from "../recorded-client.ts";
import { error, exactly, listOf, members, orNull, page, ref, rows, someOf, text, whole, yesOrNo } from "../shapes.ts";

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

export const CONFIGURATION: readonly RecordedCall[] = [
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
