import type { Line } from "./rights-lines.ts";

// The body is empty: 400 means that access was granted. The role is that of each resource.
const ACT = [400, 400, 400, 400, 403, 401, 403];

/** Rights of the actions of the console, and of what they leave. */
export const CONSOLE_ACTION_RIGHTS: Readonly<Record<string, Line>> = {
  act: { method: "POST", path: "/api/actions", statuses: ACT },
};
