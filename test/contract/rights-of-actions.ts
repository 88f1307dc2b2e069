import { COMMAND, type Line } from "./rights-lines.ts";

// The body is empty: 500 is its validation. On several resources the role is that of each.
const ON_MANY = [500, 500, 500, 500, 403, 403, 403];
// The check of one resource needs no body; the stranger lacks the role before the host is looked up.
const CHECK = [204, 204, 401, 401, 403, 403, 403];

/** Rights of the actions of later versions §7. */
export const ACTION_RIGHTS: Readonly<Record<string, Line>> = {
  "acknowledge-resources": { method: "POST", path: "/monitoring/resources/acknowledge", statuses: ON_MANY },
  "cancel-resource-acknowledgements": {
    method: "DELETE",
    path: "/monitoring/resources/acknowledgements",
    statuses: ON_MANY,
  },
  "cancel-resource-acknowledgements-20.04": {
    method: "POST",
    path: "/monitoring/resources/disacknowledge",
    statuses: ON_MANY,
  },
  "add-resource-downtimes": { method: "POST", path: "/monitoring/resources/downtime", statuses: ON_MANY },
  "add-host-downtimes": { method: "POST", path: "/monitoring/hosts/downtimes", statuses: COMMAND },
  "add-service-downtimes": { method: "POST", path: "/monitoring/services/downtimes", statuses: COMMAND },
  "check-resources": { method: "POST", path: "/monitoring/resources/check", statuses: ON_MANY },
  "check-host": { method: "POST", path: "/monitoring/hosts/1/check", statuses: CHECK },
  "check-service": { method: "POST", path: "/monitoring/hosts/1/services/101/check", statuses: CHECK },
  "check-hosts": { method: "POST", path: "/monitoring/hosts/check", statuses: COMMAND },
  "check-services": { method: "POST", path: "/monitoring/services/check", statuses: COMMAND },
  "add-resource-comments": { method: "POST", path: "/monitoring/resources/comments", statuses: COMMAND },
  "add-host-comment": { method: "POST", path: "/monitoring/hosts/1/comments", statuses: COMMAND },
  "add-service-comment": { method: "POST", path: "/monitoring/hosts/1/services/101/comments", statuses: COMMAND },
  // Never found.
  "check-metaservice": {
    method: "POST",
    path: "/monitoring/metaservices/1/check",
    statuses: [404, 404, 401, 401, 403, 403, 403],
  },
  "submit-metaservice-result": { method: "POST", path: "/monitoring/metaservices/1/submit", statuses: COMMAND },
  "add-metaservice-comment": { method: "POST", path: "/monitoring/metaservices/1/comments", statuses: COMMAND },
  "add-metaservice-acknowledgement": {
    method: "POST",
    path: "/monitoring/metaservices/1/acknowledgements",
    statuses: COMMAND,
  },
  "add-metaservice-downtime": { method: "POST", path: "/monitoring/metaservices/1/downtimes", statuses: COMMAND },
};
