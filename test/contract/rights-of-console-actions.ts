import { type Line, READ_OWN } from "./rights-lines.ts";

// The body is empty: 400 means that access was granted. The role is that of each resource.
const ACT = [400, 400, 400, 400, 403, 401, 403];

/** Rights of the actions of the console, and of what they leave. */
export const CONSOLE_ACTION_RIGHTS: Readonly<Record<string, Line>> = {
  "list-downtimes-in-range": { method: "GET", path: "/api/downtimes", statuses: READ_OWN },
  "list-acknowledgements-in-effect": { method: "GET", path: "/api/acknowledgements", statuses: READ_OWN },
  "add-comment": {
    method: "POST",
    path: "/api/comments?key=s1.101",
    statuses: [400, 400, 403, 403, 403, 401, 403],
  },
  "preview-action": { method: "POST", path: "/api/actions/preview", statuses: ACT },
  act: { method: "POST", path: "/api/actions", statuses: ACT },
};
