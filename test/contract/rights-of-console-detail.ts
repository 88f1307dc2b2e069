import { READ_ONE_OWN, READ_OWN, type Line } from "./rights-lines.ts";

const one = (path: string): Line => ({ method: "GET", path: `/api/resources/s1.101${path}`, statuses: READ_ONE_OWN });

/** One resource for the console: everything about it, its history and its performance data. */
export const CONSOLE_DETAIL_RIGHTS: Readonly<Record<string, Line>> = {
  "get-live-resource": one(""),
  "list-live-decisions": { method: "GET", path: "/api/decisions", statuses: READ_OWN },
  // The server of this test measures nothing: 503 means that access was granted.
  "get-server": { method: "GET", path: "/api/server", statuses: [503, 503, 503, 503, 403, 401, 403] },
  "retry-delivery": {
    method: "POST",
    path: "/api/server/outbox/99/retry",
    statuses: [404, 403, 403, 403, 403, 401, 403],
  },
  "list-live-resource-events": one("/events"),
  "read-live-resource-metrics": one("/metrics"),
};
