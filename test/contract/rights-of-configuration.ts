import { type Line, PUBLIC, READ, READ_ONE } from "./rights-lines.ts";

const list = (path: string): Line => ({ method: "GET", path: `/configuration/${path}`, statuses: READ });
/** Visible like its object in monitoring: group 1 has the hosts of the operator and the viewer. */
const one = (path: string): Line => ({ method: "GET", path: `/configuration/${path}`, statuses: READ_ONE });
/** Visible to every account with API access. */
const shared = (path: string): Line => ({ method: "GET", path: `/configuration/${path}`, statuses: READ });
const administrators = (path: string): Line => ({
  method: "GET",
  path: `/configuration/${path}`,
  statuses: [200, 403, 403, 403, 403, 403, 403],
});
/** There are none. */
const missing = (path: string): Line => ({
  method: "GET",
  path: `/configuration/${path}`,
  statuses: [404, 404, 404, 404, 403, 403, 403],
});
/** The server of this test has no files: 503 means that access was granted. */
const generating = (path: string): Line => ({
  method: "GET",
  path: `/configuration/monitoring-servers/${path}`,
  statuses: [503, 503, 403, 403, 403, 403, 403],
});

export const CONFIGURATION_RIGHTS: Readonly<Record<string, Line>> = {
  "list-configured-hosts": list("hosts"),
  "get-configured-host": one("hosts/1"),
  "list-configured-hostgroups": list("hosts/groups"),
  "get-configured-hostgroup": one("hosts/groups/1"),
  "list-host-templates": list("hosts/templates"),
  "get-host-template": shared("hosts/templates/1"),
  "list-configured-services": list("services"),
  "get-configured-service": one("services/101"),
  "list-configured-servicegroups": list("services/groups"),
  "get-configured-servicegroup": one("services/groups/1"),
  "list-service-templates": list("services/templates"),
  "get-service-template": shared("services/templates/1"),
  "list-configured-host-categories": list("hosts/categories"),
  "get-configured-host-category": missing("hosts/categories/1"),
  "list-configured-host-severities": list("hosts/severities"),
  "get-configured-host-severity": missing("hosts/severities/1"),
  "list-configured-service-categories": list("services/categories"),
  "get-configured-service-category": missing("services/categories/1"),
  "list-configured-service-severities": list("services/severities"),
  "get-configured-service-severity": missing("services/severities/1"),
  "list-connectors": administrators("connectors"),
  "list-metaservices": list("metaservices"),
  "get-metaservice": missing("metaservices/1"),
  "list-commands": administrators("commands"),
  "get-command": administrators("commands/1"),
  "list-timeperiods": list("timeperiods"),
  "get-timeperiod": shared("timeperiods/1"),
  "list-icons": list("icons"),
  "icon-image": { method: "GET", path: "/centreon/img/media/vigie/host.svg", statuses: PUBLIC },
  "list-users": list("users"),
  "list-contact-groups": list("contacts/groups"),
  "list-contact-templates": list("contacts/templates"),
  "list-access-groups": list("access-groups"),
  "get-host-notification-policy": one("hosts/1/notification-policy"),
  "get-service-notification-policy": one("hosts/1/services/101/notification-policy"),
  "get-metaservice-notification-policy": missing("metaservices/1/notification-policy"),
  "list-monitoring-servers": list("monitoring-servers"),
  "list-running-servers": { method: "GET", path: "/monitoring/servers", statuses: READ },
  "generate-servers": generating("generate"),
  "generate-server": generating("1/generate"),
  "reload-servers": generating("reload"),
  "reload-server": generating("1/reload"),
  "generate-and-reload-servers": generating("generate-and-reload"),
  "generate-and-reload-server": generating("1/generate-and-reload"),
};
