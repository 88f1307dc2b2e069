import { type Line, PUBLIC, READ } from "./rights-lines.ts";

/** The caller's account needs no rights, but a token or a session. */
const SIGNED_IN = [200, 200, 200, 200, 200, 403, 403];
const CHANGED = [204, 204, 204, 204, 204, 403, 403];
const MISSING = [404, 404, 404, 404, 403, 403, 403];
/** The body is empty: 500 means that access was granted. */
const UNREADABLE = [500, 500, 500, 500, 403, 403, 403];
const OPERATOR_ID = 2;
const FILTER = "/users/filters/events-view/99";
const TOKEN = `/administration/tokens/none/users/${OPERATOR_ID}`;
/** Of another account: for administrators, and for that account. */
const OF_OPERATOR = [404, 404, 403, 403, 403, 403, 403];

/** Later versions §10 and §11, and the old API. */
export const USER_RIGHTS: Readonly<Record<string, Line>> = {
  "platform-versions": { method: "GET", path: "/platform/versions", statuses: PUBLIC },
  "installation-status": { method: "GET", path: "/platform/installation/status", statuses: PUBLIC },
  "authentication-providers": { method: "GET", path: "/authentication/providers/configurations", statuses: PUBLIC },
  "platform-features": { method: "GET", path: "/platform/features", statuses: READ },
  "administration-parameters": { method: "GET", path: "/administration/parameters", statuses: READ },
  "acl-actions": { method: "GET", path: "/users/acl/actions", statuses: READ },
  "current-user-parameters": {
    method: "GET",
    path: "/users/current/parameters",
    statuses: SIGNED_IN,
    byCookie: [200, 200, 200, 403],
  },
  "change-current-user-parameters": {
    method: "PATCH",
    path: "/users/current/parameters",
    statuses: CHANGED,
    byCookie: [204, 204, 204, 403],
  },
  "list-user-filters": { method: "GET", path: "/users/filters/events-view", statuses: READ },
  "add-user-filter": { method: "POST", path: "/users/filters/events-view", statuses: UNREADABLE },
  "get-user-filter": { method: "GET", path: FILTER, statuses: MISSING },
  "replace-user-filter": { method: "PUT", path: FILTER, statuses: UNREADABLE },
  "move-user-filter": { method: "PATCH", path: FILTER, statuses: UNREADABLE },
  "delete-user-filter": { method: "DELETE", path: FILTER, statuses: MISSING },

  "list-tokens": { method: "GET", path: "/administration/tokens", statuses: READ },
  // The body is empty: 422 means that it was read. Who may make one: tokens.test.ts.
  "add-token": { method: "POST", path: "/administration/tokens", statuses: [422, 422, 422, 422, 403, 403, 403] },
  "get-own-token": { method: "GET", path: "/administration/tokens/none", statuses: MISSING },
  "delete-own-token": { method: "DELETE", path: "/administration/tokens/none", statuses: MISSING },
  "get-token": { method: "GET", path: TOKEN, statuses: OF_OPERATOR },
  "revoke-token": { method: "PATCH", path: TOKEN, statuses: [422, 422, 422, 422, 403, 403, 403] },
  "delete-token": { method: "DELETE", path: TOKEN, statuses: OF_OPERATOR },

  // A cookie is no token there.
  "old-api-list": {
    method: "GET",
    path: "/centreon/api/index.php?action=list&object=centreon_realtime_hosts",
    statuses: READ,
    byCookie: [403, 403, 403, 403, 403, 403, 403, 403],
  },
  // The body is empty: 400 means that access was granted.
  "old-api-action": {
    method: "POST",
    path: "/centreon/api/index.php?action=submit&object=centreon_submit_results",
    statuses: [400, 400, 400, 400, 403, 403, 403],
    byCookie: [403, 403, 403, 403, 403, 403, 403, 403],
  },
};
