import { MISSING_OWN, READ_OWN, UNREADABLE_OWN, type Line } from "./rights-lines.ts";

/** Lists, counts and completions of the console. */
export const CONSOLE_LIST_RIGHTS: Readonly<Record<string, Line>> = {
  "complete-search": { method: "GET", path: "/api/resources/complete", statuses: READ_OWN },
  "list-live-resources": { method: "GET", path: "/api/resources", statuses: READ_OWN },
  "get-summary": { method: "GET", path: "/api/summary", statuses: READ_OWN },
  "list-live-groups": { method: "GET", path: "/api/groups", statuses: READ_OWN },
  "list-saved-views": { method: "GET", path: "/api/me/views", statuses: READ_OWN },
  "save-view": { method: "POST", path: "/api/me/views", statuses: UNREADABLE_OWN },
  "replace-saved-view": { method: "PUT", path: "/api/me/views/99", statuses: UNREADABLE_OWN },
  "delete-saved-view": { method: "DELETE", path: "/api/me/views/99", statuses: MISSING_OWN },
};
