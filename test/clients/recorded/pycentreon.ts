import { login, query, type RecordedClient } from "./recorded-client.ts";
import { exactly, members, none, orNull, rows, text, whole } from "./shapes.ts";

/** pycentreon and the Python libraries like it. It reads all of a list with the total of a first page as the limit. */
export const pycentreon: RecordedClient = {
  name: "pycentreon",
  base: "/centreon/api/latest",
  headers: { accept: "application/json" },
  calls: [
    {
      name: "see whether the server is there",
      request: "HEAD /",
      isOutsideBase: true,
      status: 200,
    },
    {
      ...login(),
      headers: { "Content-Type": "application/json" },
    },
    {
      name: "read the version",
      request: "GET /platform/versions",
      status: 200,
      reads: members({ web: members({ version: text }) }),
    },
    {
      name: "count all hosts",
      request: "GET /monitoring/hosts",
      status: 200,
      reads: rows(members({ id: whole, name: text })),
      keeps: { hosts: ({ meta }: { readonly meta: { readonly total: number } }) => meta.total },
    },
    {
      name: "list all hosts",
      request: "GET /monitoring/hosts?limit={hosts}",
      status: 200,
      reads: rows(members({ id: whole, name: text, alias: text, address_ip: text, state: whole })),
    },
    {
      name: "list all hosts with a slash at the end: the redirect that the library follows",
      request: "GET /monitoring/hosts/",
      status: 301,
    },
    {
      name: "list all services with the highest limit",
      request: "GET /monitoring/services?limit=500000",
      status: 200,
      reads: rows(members({ id: whole, description: text })),
    },
    {
      name: "count without rows",
      request: "GET /monitoring/services?limit=0",
      status: 200,
      reads: members({ meta: members({ total: exactly(3) }) }),
    },
    {
      name: "list services, sorted",
      request: `GET /monitoring/services${query({ limit: "10", page: "1", sort_by: '{"host.name":"ASC"}' })}`,
      status: 200,
      reads: rows(members({ id: whole, description: text, host: members({ id: whole, name: text }) })),
    },
    {
      name: "find the hosts of a poller, its id as text",
      request: `GET /monitoring/hosts${query({ search: '{"poller.id":"1"}' })}`,
      status: 200,
      reads: rows(members({ id: whole, name: text })),
    },
    {
      name: "list problems",
      request: `GET /monitoring/resources${query({ states: '["unhandled_problems"]', limit: "10" })}`,
      status: 200,
      reads: rows(members({ uuid: text, name: text, type: text })),
    },
    {
      name: "list host groups",
      request: "GET /monitoring/hostgroups",
      status: 200,
      reads: rows(members({ id: exactly(3), name: exactly("Façade") })),
    },
    {
      name: "list service groups",
      request: "GET /monitoring/servicegroups",
      status: 200,
      reads: rows(members({ id: exactly(4), name: exactly("Web") })),
    },
    {
      name: "list downtimes, of which there are none",
      request: "GET /monitoring/downtimes",
      status: 200,
      reads: members({ result: none, meta: members({ total: exactly(0) }) }),
    },
    {
      name: "list monitoring servers",
      request: "GET /monitoring/servers",
      status: 200,
      reads: rows(members({ id: whole, name: text, address: orNull(text) })),
    },
    {
      name: "list the hosts of the configuration",
      request: "GET /configuration/hosts",
      status: 200,
      reads: rows(members({ id: whole, name: text, address: text })),
    },
    {
      name: "list the services of the configuration",
      request: "GET /configuration/services",
      status: 200,
      reads: rows(members({ id: whole, name: text })),
    },
  ],
};
