import {
  AN_HOUR_AGO,
  IN_AN_HOUR,
  login,
  NOW,
  query,
  firstId,
  type RecordedCall,
  type RecordedClient,
} from "../recorded-client.ts";
import {
  error,
  exactly,
  listOf,
  members,
  number,
  orNull,
  page,
  ref,
  rows,
  someOf,
  text,
  whole,
  yesOrNo,
} from "../shapes.ts";
import { acknowledgement, downtime, event, resource, total } from "./shapes.ts";

const SORTED = (field: string, order: "ASC" | "DESC" = "ASC"): string => JSON.stringify({ order, field });
const filtered = (...conditions: readonly object[]): string => JSON.stringify({ $or: [{ $and: conditions }] });

// It sends the id of a host as its parent, too.
const DB = { parent: { id: 12 }, type: "host", id: 12 };
const DISK = { parent: { id: 11 }, type: "service", id: 21 };

const noFilters = {
  types: "[]",
  statuses: "[]",
  hostgroup_names: "[]",
  servicegroup_names: "[]",
  host_category_names: "[]",
  service_category_names: "[]",
  monitoring_server_names: "[]",
  status_types: "[]",
};

const listed = (name: string, path: string, field: string, reads = rows(ref)): RecordedCall => ({
  name: `list ${name}`,
  request: `GET /${path}${query({ search: "{}", limit: 10, page: 1, sort_by: SORTED(field) })}`,
  status: 200,
  reads,
});

/** The vendor's MCP server. Every request carries a token that its user made. */
export const centreonMcp: RecordedClient = {
  name: "centreon-mcp",
  base: "/centreon/api/latest",
  headers: { accept: "*/*", "Content-Type": "application/json" },
  calls: [
    login("make a token"),
    {
      name: "read the version",
      request: "GET /platform/versions",
      status: 200,
      reads: members({ web: members({ version: text, major: text, minor: text, fix: text }) }),
    },
    {
      name: "list resources, every filter empty",
      request: `GET /monitoring/resources${query({
        search: "{}",
        ...noFilters,
        limit: 50,
        page: 1,
        sort_by: SORTED("host.name"),
      })}`,
      status: 200,
      reads: rows(resource),
    },
    {
      name: "list resources by name and output",
      request: `GET /monitoring/resources${query({
        search: filtered({ name: { $lk: "Disque%" } }, { information: { $nk: "%OK%" } }),
        ...noFilters,
        types: '["service"]',
        statuses: '["CRITICAL"]',
        status_types: '["hard"]',
        hostgroup_names: '["Façade"]',
        limit: 50,
        page: 1,
      })}`,
      status: 200,
      reads: rows(members({ id: exactly(21), name: exactly("Disque /var/été") })),
    },
    {
      name: "count hosts by status",
      request: `GET /monitoring/hosts/status${query({ search: filtered({ "host_group.name": { $eq: "Façade" } }) })}`,
      status: 200,
      reads: members({ up: total, down: total, unreachable: total, pending: total, total: exactly(2) }),
    },
    {
      name: "count services by status",
      request: `GET /monitoring/services/status${query({ search: "{}" })}`,
      status: 200,
      reads: members({ ok: total, warning: total, critical: total, unknown: total, pending: total, total: whole }),
    },
    {
      name: "read the timeline of a host",
      request: `GET /monitoring/hosts/12/timeline${query({ search: "{}", limit: 50, page: 1, sort_by: SORTED("date", "DESC") })}`,
      status: 200,
      reads: rows(event),
    },
    {
      name: "read the changes of a service in the last hour",
      request: `GET /monitoring/hosts/11/services/21/timeline${query({
        search: filtered({ type: { $eq: "event" } }, { date: { $ge: AN_HOUR_AGO } }),
        limit: 50,
        page: 1,
      })}`,
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
          unit: orNull(text),
          current_value: orNull(number),
          warning_high_threshold: orNull(number),
          critical_high_threshold: orNull(number),
        }),
      ),
      isRepeated: true,
    },
    {
      name: "acknowledge",
      request: "POST /monitoring/resources/acknowledge",
      body: {
        acknowledgement: {
          comment: "asked for",
          with_services: true,
          is_notify_contacts: true,
          is_persistent_comment: true,
          is_sticky: true,
          force_active_checks: true,
        },
        resources: [DB, DISK],
      },
      status: 204,
    },
    {
      ...listed("acknowledgements", "monitoring/acknowledgements", "id", rows(acknowledgement)),
      keeps: { acknowledgement: firstId },
    },
    {
      name: "read an acknowledgement before it is cancelled",
      request: "GET /monitoring/acknowledgements/{acknowledgement}",
      status: 200,
      reads: acknowledgement,
    },
    {
      name: "cancel acknowledgements by a DELETE with a body",
      request: "DELETE /monitoring/resources/acknowledgements",
      body: { disacknowledgement: { with_services: false }, resources: [DB, DISK] },
      status: 204,
    },
    {
      name: "see that they are cancelled",
      request: `GET /monitoring/resources${query({ search: "{}", states: '["acknowledged"]' })}`,
      status: 200,
      reads: members({ meta: members({ total: exactly(0) }) }),
    },
    {
      name: "set a downtime",
      request: "POST /monitoring/resources/downtime",
      body: {
        downtime: {
          start_time: AN_HOUR_AGO,
          end_time: IN_AN_HOUR,
          is_fixed: true,
          duration: 3600,
          comment: "asked for",
          with_services: false,
        },
        resources: [DB, DISK],
      },
      status: 204,
    },
    {
      name: "list downtimes by host, state and poller",
      request: `GET /monitoring/downtimes${query({
        search: filtered(
          { "host.name": { $eq: "db/nord" } },
          { "host.state": { $eq: 1 } },
          { is_fixed: { $eq: true } },
          { is_cancelled: { $eq: false } },
          { "poller.id": { $eq: 1 } },
        ),
        limit: 50,
        page: 1,
        sort_by: SORTED("id"),
      })}`,
      status: 200,
      reads: rows(downtime),
      keeps: { downtime: firstId },
    },
    { name: "cancel a downtime", request: "DELETE /monitoring/downtimes/{downtime}", status: 204 },
    {
      name: "comment",
      request: "POST /monitoring/resources/comments",
      body: { resources: [{ comment: "asked for", date: NOW.replace("Z", ".123456Z"), ...DISK }] },
      status: 204,
    },
    {
      name: "check",
      request: "POST /monitoring/resources/check",
      body: { check: { is_forced: true }, resources: [DB, DISK] },
      status: 204,
    },
    listed("host groups", "monitoring/hostgroups", "name"),
    listed("service groups", "monitoring/servicegroups", "name"),
    listed(
      "monitoring servers",
      "monitoring/servers",
      "name",
      rows(members({ id: whole, name: text, is_running: yesOrNo, last_alive: orNull(whole), version: orNull(text) })),
    ),
    listed(
      "hosts of the configuration",
      "configuration/hosts",
      "name",
      rows(
        members({
          id: whole,
          name: text,
          alias: orNull(text),
          address: text,
          monitoring_server: ref,
          templates: listOf(ref),
          categories: listOf(ref),
          groups: listOf(ref),
          is_activated: yesOrNo,
        }),
      ),
    ),
    listed("services of the configuration", "configuration/services", "name"),
    listed("service groups of the configuration", "configuration/services/groups", "name"),
    listed("categories of the configuration", "configuration/hosts/categories", "name", page(ref)),
    {
      name: "create a host: refused until the configuration can be written",
      request: "POST /configuration/hosts",
      body: { monitoring_server_id: 1, name: "new-01", address: "192.0.2.20" },
      status: 405,
      reads: error(405, "Method Not Allowed"),
    },
  ],
};
