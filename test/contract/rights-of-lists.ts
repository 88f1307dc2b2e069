import { COMMAND, type Line, READ, READ_ONE } from "./rights-lines.ts";

const MISSING = [404, 404, 404, 404, 403, 403, 403];
const MISSING_ONE = [404, 404, 401, 401, 403, 403, 403];

/** Lists of later versions §8. */
export const LIST_RIGHTS: Readonly<Record<string, Line>> = {
  "list-acknowledgements": { method: "GET", path: "/monitoring/acknowledgements", statuses: READ },
  // There is none.
  "get-acknowledgement": { method: "GET", path: "/monitoring/acknowledgements/999", statuses: MISSING },
  "list-acknowledgements-of-host": { method: "GET", path: "/monitoring/hosts/1/acknowledgements", statuses: READ_ONE },
  "list-acknowledgements-of-service": {
    method: "GET",
    path: "/monitoring/hosts/1/services/101/acknowledgements",
    statuses: READ_ONE,
  },
  "list-metaservice-acknowledgements": {
    method: "GET",
    path: "/monitoring/metaservices/1/acknowledgements",
    statuses: MISSING,
  },
  "add-metaservice-acknowledgement": {
    method: "POST",
    path: "/monitoring/metaservices/1/acknowledgements",
    statuses: COMMAND,
  },
  "cancel-metaservice-acknowledgement": {
    method: "DELETE",
    path: "/monitoring/metaservices/1/acknowledgements",
    statuses: MISSING_ONE,
  },
  "list-metaservice-downtimes": { method: "GET", path: "/monitoring/metaservices/1/downtimes", statuses: MISSING },
  "add-metaservice-downtime": { method: "POST", path: "/monitoring/metaservices/1/downtimes", statuses: COMMAND },

  "list-groups-of-host": { method: "GET", path: "/monitoring/hosts/1/hostgroups", statuses: READ_ONE },
  "list-groups-of-service": {
    method: "GET",
    path: "/monitoring/hosts/1/services/101/servicegroups",
    statuses: READ_ONE,
  },
  "list-groups-of-hosts": { method: "GET", path: "/monitoring/hosts/groups", statuses: READ },
  "list-groups-of-services": { method: "GET", path: "/monitoring/services/groups", statuses: READ },
  "list-host-categories": { method: "GET", path: "/monitoring/hosts/categories", statuses: READ },
  "list-service-categories": { method: "GET", path: "/monitoring/services/categories", statuses: READ },
  "list-host-severities": { method: "GET", path: "/monitoring/severities/host", statuses: READ },
  "list-service-severities": { method: "GET", path: "/monitoring/severities/service", statuses: READ },
  "count-hosts-by-status": { method: "GET", path: "/monitoring/hosts/status", statuses: READ },
  "count-services-by-status": { method: "GET", path: "/monitoring/services/status", statuses: READ },
};
