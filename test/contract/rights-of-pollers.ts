import { UNREADABLE_PUBLIC, type Line } from "./rights-lines.ts";

/** Of the server itself: for administrators. The server of this test is still starting: 503 means access. */
const ADMINISTRATOR = [503, 403, 403, 403, 403, 401, 403];
/** The body is empty: 400 means that it was read. What a poller sends itself has a secret or a signature, and no account. */
const UNREADABLE = [400, 403, 403, 403, 403, 401, 403];

/** Pollers. Their link is no operation: each connection answers a challenge (src/cluster/door). */
export const POLLER_RIGHTS: Readonly<Record<string, Line>> = {
  "list-pollers": { method: "GET", path: "/api/pollers", statuses: ADMINISTRATOR },
  "add-poller": { method: "POST", path: "/api/pollers", statuses: UNREADABLE },
  "revoke-poller": { method: "DELETE", path: "/api/pollers/paris", statuses: ADMINISTRATOR },
  "enrol-poller": { method: "POST", path: "/api/pollers/enrol", statuses: UNREADABLE_PUBLIC },
  "replace-poller-key": { method: "POST", path: "/api/pollers/paris/key", statuses: UNREADABLE_PUBLIC },
};
