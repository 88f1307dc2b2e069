import { READ_OWN, type Line } from "./rights-lines.ts";

/** Lists, counts and completions of the console. */
export const CONSOLE_LIST_RIGHTS: Readonly<Record<string, Line>> = {
  "complete-search": { method: "GET", path: "/api/resources/complete", statuses: READ_OWN },
  "list-live-resources": { method: "GET", path: "/api/resources", statuses: READ_OWN },
  "get-summary": { method: "GET", path: "/api/summary", statuses: READ_OWN },
  "list-live-groups": { method: "GET", path: "/api/groups", statuses: READ_OWN },
};
