import {
  AN_HOUR_AGO,
  firstId,
  IN_AN_HOUR,
  login,
  query,
  type RecordedCall,
  type RecordedClient,
} from "./recorded-client.ts";
import { exactly, members, orNull, ref, rows, someOf, text, whole, yesOrNo } from "./shapes.ts";

/** The menus page by the copy of `meta`. */
const menu = members({
  result: someOf(ref),
  meta: members({ pagination: members({ page: whole, limit: whole, total: whole }) }),
});

/** One operation of the node: it logs in before each. A GET carries the body `{}`. */
const operation = (call: RecordedCall): readonly RecordedCall[] => [
  login(`log in to ${call.name}`, members({ security: members({ token: text }) })),
  call.request.startsWith("GET") ? { body: "{}", ...call } : call,
];

const acknowledgement = { comment: "seen", is_notify_contacts: false, is_persistent_comment: true, is_sticky: true };
const downtime = { comment: "moved", start_time: AN_HOUR_AGO, end_time: IN_AN_HOUR, is_fixed: true, duration: 3600 };

const OPERATIONS: readonly RecordedCall[] = [
  {
    name: "fill the menu of monitoring servers",
    request: "GET /configuration/monitoring-servers",
    status: 200,
    reads: menu,
  },
  {
    name: "fill the menu of host templates",
    request: "GET /configuration/hosts/templates",
    status: 200,
    reads: menu,
  },
  {
    name: "fill the menu of host groups",
    request: "GET /configuration/hosts/groups",
    status: 200,
    reads: menu,
  },
  {
    name: "fill the menu of service templates",
    request: "GET /configuration/services/templates",
    status: 200,
    reads: menu,
  },
  {
    name: "fill the menu of hosts",
    request: "GET /configuration/hosts",
    status: 200,
    reads: menu,
  },
  {
    name: "list the services of the configuration",
    request: "GET /configuration/services",
    status: 200,
    reads: menu,
  },
  {
    name: "list hosts",
    request: "GET /monitoring/hosts",
    status: 200,
    reads: rows(members({ id: whole, name: text, state: whole })),
  },
  {
    name: "list services by name",
    request: `GET /monitoring/services${query({ search: '{"service.name":{"$lk":"Disque%"}}' })}`,
    status: 200,
    reads: rows(members({ id: exactly(21), description: exactly("Disque /var/été") })),
  },
  {
    name: "acknowledge a host",
    request: "POST /monitoring/hosts/12/acknowledgements",
    body: { ...acknowledgement, with_services: false },
    status: 204,
  },
  {
    name: "acknowledge a service",
    request: "POST /monitoring/hosts/11/services/21/acknowledgements",
    body: acknowledgement,
    status: 204,
  },
  {
    name: "list acknowledged hosts",
    request: "GET /monitoring/hosts/acknowledgements",
    status: 200,
    reads: rows(members({ id: whole, host_id: exactly(12), comment: exactly("seen"), is_sticky: yesOrNo })),
  },
  {
    name: "list acknowledged services",
    request: "GET /monitoring/services/acknowledgements",
    status: 200,
    reads: rows(members({ id: whole, host_id: exactly(11), service_id: exactly(21), comment: exactly("seen") })),
  },
  {
    name: "cancel the acknowledgement of a host, with a content type and no body",
    request: "DELETE /monitoring/hosts/12/acknowledgements",
    status: 204,
  },
  {
    name: "set a downtime on a host",
    request: "POST /monitoring/hosts/12/downtimes",
    body: { ...downtime, with_services: false },
    status: 204,
  },
  {
    name: "set a downtime on a service",
    request: "POST /monitoring/hosts/11/services/21/downtimes",
    body: downtime,
    status: 204,
  },
  {
    name: "list downtimes of hosts",
    request: "GET /monitoring/hosts/downtimes",
    status: 200,
    reads: rows(members({ id: whole, host_id: exactly(12), is_started: yesOrNo, author_name: orNull(text) })),
    keeps: { downtime: firstId },
  },
  {
    name: "list downtimes of services",
    request: "GET /monitoring/services/downtimes",
    status: 200,
    reads: rows(members({ id: whole, host_id: exactly(11), service_id: exactly(21) })),
  },
  {
    name: "cancel a downtime",
    request: "DELETE /monitoring/downtimes/{downtime}",
    status: 204,
  },
  {
    name: "put the configuration of a server into force",
    request: "GET /configuration/monitoring-servers/1/generate-and-reload",
    status: 204,
  },
  {
    name: "add a host: refused until the configuration can be written",
    request: "POST /configuration/hosts",
    body: { name: "new-01", alias: "new-01", address: "192.0.2.20", monitoring_server_id: 1 },
    status: 405,
    reads: members({ code: exactly(405), message: text }),
  },
];

/** The node for n8n. */
export const n8n: RecordedClient = {
  name: "n8n",
  base: "/centreon/api/latest",
  headers: { "Content-Type": "application/json" },
  calls: OPERATIONS.flatMap(operation),
};
