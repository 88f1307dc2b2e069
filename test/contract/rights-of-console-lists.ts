import { READ_OWN, type Line } from "./rights-lines.ts";

/** The body is empty: 400 means that it was read. */
const UNREADABLE = [400, 400, 400, 400, 403, 401, 403];
const MISSING = [404, 404, 404, 404, 403, 401, 403];

/** Lists, counts and completions of the console. */
export const CONSOLE_LIST_RIGHTS: Readonly<Record<string, Line>> = {
  "complete-search": { method: "GET", path: "/api/resources/complete", statuses: READ_OWN },
  "list-live-resources": { method: "GET", path: "/api/resources", statuses: READ_OWN },
  "get-summary": { method: "GET", path: "/api/summary", statuses: READ_OWN },
  "list-live-groups": { method: "GET", path: "/api/groups", statuses: READ_OWN },
  "list-saved-views": { method: "GET", path: "/api/me/views", statuses: READ_OWN },
  "save-view": { method: "POST", path: "/api/me/views", statuses: UNREADABLE },
  "replace-saved-view": { method: "PUT", path: "/api/me/views/99", statuses: UNREADABLE },
  "delete-saved-view": { method: "DELETE", path: "/api/me/views/99", statuses: MISSING },
};
