import { login, type RecordedClient } from "./recorded-client.ts";
import { exactly, listOf, members, orNull, ref, rows, text, whole, yesOrNo } from "./shapes.ts";

/** The provider for Terraform. Its search is not escaped; it has a token of its own instead of a login. */
export const terraform: RecordedClient = {
  name: "Terraform",
  base: "/centreon/api/latest",
  calls: [
    login("make a token"),
    {
      name: "read the state of the platform",
      request: "GET /platform/installation/status",
      status: 200,
      reads: members({ is_installed: exactly(true), has_upgrade_available: exactly(false) }),
    },
    {
      name: "list the hosts of the configuration, without a search",
      request: "GET /configuration/hosts?limit=10&page=1&search=",
      status: 200,
      reads: rows(
        members({
          id: whole,
          name: text,
          alias: orNull(text),
          address: text,
          monitoring_server: ref,
          templates: listOf(ref),
          normal_check_interval: orNull(whole),
          retry_check_interval: orNull(whole),
          groups: listOf(ref),
          is_activated: yesOrNo,
        }),
      ),
    },
    {
      name: "find a host, unescaped",
      request: 'GET /configuration/hosts?limit=10&page=1&search={"name":"web-01"}',
      status: 200,
      reads: rows(members({ name: exactly("web-01") })),
    },
    {
      name: "list monitoring servers",
      request: "GET /configuration/monitoring-servers?limit=10&page=1&search=",
      status: 200,
      reads: rows(members({ id: whole, name: text })),
    },
    {
      name: "list host groups",
      request: "GET /configuration/hosts/groups?limit=10&page=1&search=",
      status: 200,
      reads: rows(ref),
    },
    {
      name: "list host templates",
      request: "GET /configuration/hosts/templates?limit=10&page=1&search=",
      status: 200,
      reads: rows(ref),
    },
    {
      name: "create a host: refused until the configuration can be written",
      request: "POST /configuration/hosts",
      headers: { "Content-Type": "application/json" },
      body: { monitoring_server_id: 1, name: "new-01", address: "192.0.2.20", active_check_enabled: 2 },
      status: 405,
      reads: members({ code: exactly(405), message: text }),
    },
  ],
};
