import { login, query, type RecordedCall, type RecordedClient } from "./recorded-client.ts";
import { exactly, members, orNull, page, ref, rows, text, whole } from "./shapes.ts";

const listed = (name: string, path: string, isSome: boolean): RecordedCall => ({
  name: `list ${name}`,
  request: `GET ${path}${query({ page: 1, limit: 100 })}`,
  status: 200,
  reads: (isSome ? rows : page)(ref),
});

/** The modules of the collection parnoud.centreon; its inventory is a test of its own. */
export const ansible: RecordedClient = {
  name: "Ansible collection",
  base: "/centreon/api/latest",
  headers: { ContentType: "application/json" },
  calls: [
    login("log in", members({ security: members({ token: text }) })),
    listed("hosts of the configuration", "/configuration/hosts", true),
    listed("host groups", "/configuration/hosts/groups", true),
    listed("host categories", "/configuration/hosts/categories", false),
    listed("host severities", "/configuration/hosts/severities", false),
    listed("host templates", "/configuration/hosts/templates", true),
    listed("monitoring servers", "/configuration/monitoring-servers", true),
    listed("hosts", "/monitoring/hosts", true),
    listed("host groups of a host", "/monitoring/hosts/1/hostgroups", true),
    listed("service groups of a service", "/monitoring/hosts/1/services/101/servicegroups", true),
    listed("categories of hosts", "/monitoring/hosts/categories", false),
    listed("categories of services", "/monitoring/services/categories", false),
    {
      name: "read a host group",
      request: "GET /configuration/hosts/groups/3",
      status: 200,
      reads: members({ id: exactly(3), name: exactly("Façade"), alias: orNull(text), comment: orNull(text) }),
    },
    {
      name: "miss a host group, and read why",
      request: "GET /configuration/hosts/groups/999",
      status: 404,
      reads: members({ code: whole, message: text }),
    },
    { name: "check the configuration", request: "GET /configuration/monitoring-servers/generate", status: 204 },
    {
      name: "put the configuration into force",
      request: "GET /configuration/monitoring-servers/1/generate-and-reload",
      status: 204,
    },
    {
      name: "create a host group: refused until the configuration can be written",
      request: "POST /configuration/hosts/groups",
      headers: { "Content-Type": "application/json" },
      body: { name: "new" },
      status: 405,
      reads: members({ code: exactly(405), message: text }),
    },
  ],
};
