import type { Line } from "./rights-lines.ts";

/** Neither a token nor the cookie of the web login is a session of the console; other origins are refused first. */
const NO_SESSION = [401, 401, 401, 401, 401, 401, 401];

/** The web session of the console. */
export const SESSION_RIGHTS: Readonly<Record<string, Line>> = {
  // The body is empty: 400 means that it was read.
  "sign-in": {
    method: "POST",
    path: "/api/session",
    statuses: [400, 400, 400, 400, 400, 400, 400],
    byCookie: [400, 400, 400, 403],
  },
  "get-session": {
    method: "GET",
    path: "/api/session",
    statuses: NO_SESSION,
    byCookie: [401, 401, 401, 403, 200, 200, 200, 403],
  },
  // Last, since it ends the session.
  "sign-out": {
    method: "DELETE",
    path: "/api/session",
    statuses: NO_SESSION,
    byCookie: [401, 401, 401, 403, 204, 204, 204, 403],
  },
};
