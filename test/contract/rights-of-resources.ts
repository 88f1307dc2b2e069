import { type Line, READ, READ_ONE } from "./rights-lines.ts";

const MISSING = [404, 404, 404, 404, 403, 403, 403];
const HOST = "/monitoring/resources/hosts/1";
const SERVICE = "/monitoring/resources/hosts/1/services/101";

/** Later versions §5, §6 and §8.5. */
export const RESOURCE_RIGHTS: Readonly<Record<string, Line>> = {
  "count-resources": { method: "GET", path: "/monitoring/resources/count", statuses: READ },
  "export-resources": { method: "GET", path: "/monitoring/resources/export?format=csv", statuses: READ },
  "list-hosts-of-resources": { method: "GET", path: "/monitoring/resources/hosts", statuses: READ },
  "get-resource-host": { method: "GET", path: HOST, statuses: READ_ONE },
  "get-resource-service": { method: "GET", path: SERVICE, statuses: READ_ONE },
  "get-resource-metaservice": { method: "GET", path: "/monitoring/resources/metaservices/1", statuses: MISSING },
  // The objects of this test have no addresses.
  "redirect-host-action-url": { method: "GET", path: `${HOST}/action-url/redirect`, statuses: MISSING },
  "redirect-host-notes-url": { method: "GET", path: `${HOST}/notes-url/redirect`, statuses: MISSING },
  "redirect-service-action-url": { method: "GET", path: `${SERVICE}/action-url/redirect`, statuses: MISSING },
  "redirect-service-notes-url": { method: "GET", path: `${SERVICE}/notes-url/redirect`, statuses: MISSING },
  "list-host-timeline": { method: "GET", path: "/monitoring/hosts/1/timeline", statuses: READ_ONE },
  "list-service-timeline": { method: "GET", path: "/monitoring/hosts/1/services/101/timeline", statuses: READ_ONE },
  "download-host-timeline": { method: "GET", path: "/monitoring/hosts/1/timeline/download", statuses: READ_ONE },
  "download-service-timeline": {
    method: "GET",
    path: "/monitoring/hosts/1/services/101/timeline/download",
    statuses: READ_ONE,
  },
  "list-metaservice-timeline": { method: "GET", path: "/monitoring/metaservice/1/timeline", statuses: MISSING },
  "download-metaservice-timeline": {
    method: "GET",
    path: "/monitoring/metaservice/1/timeline/download",
    statuses: MISSING,
  },
};
