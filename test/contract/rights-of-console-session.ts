import { type Line, MISSING_OWN, READ_OWN, UNREADABLE_OWN, UNREADABLE_PUBLIC } from "./rights-lines.ts";

/** Neither a token nor the cookie of the web login is a session of the console; other origins are refused first. */
const NO_SESSION = [401, 401, 401, 401, 401, 401, 401];

const UNKNOWN_ID = "0123456789ab";

/** The web session of the console, and what an account has of its own. */
export const SESSION_RIGHTS: Readonly<Record<string, Line>> = {
  "sign-in": { method: "POST", path: "/api/session", statuses: UNREADABLE_PUBLIC, byCookie: [400, 400, 400, 403] },
  "open-wall": {
    method: "POST",
    path: "/api/session/wall",
    statuses: UNREADABLE_PUBLIC,
    byCookie: [400, 400, 400, 403],
  },
  welcome: { method: "POST", path: "/api/welcome", statuses: UNREADABLE_PUBLIC, byCookie: [400, 400, 400, 403] },
  "get-preferences": { method: "GET", path: "/api/me/preferences", statuses: READ_OWN },
  // The empty object is one.
  "replace-preferences": { method: "PUT", path: "/api/me/preferences", statuses: READ_OWN },
  "list-own-tokens": { method: "GET", path: "/api/me/tokens", statuses: READ_OWN },
  // Who may make one: console-account.test.ts.
  "make-own-token": { method: "POST", path: "/api/me/tokens", statuses: UNREADABLE_OWN },
  "delete-own-token-by-id": { method: "DELETE", path: `/api/me/tokens/${UNKNOWN_ID}`, statuses: MISSING_OWN },
  "list-own-sessions": { method: "GET", path: "/api/me/sessions", statuses: READ_OWN },
  "end-own-session": { method: "DELETE", path: `/api/me/sessions/${UNKNOWN_ID}`, statuses: MISSING_OWN },
  // In this test the server is still starting; test/console/welcome.test.ts sends one.
  "send-own-test-message": {
    method: "POST",
    path: "/api/me/test-message",
    statuses: [503, 503, 503, 503, 403, 401, 403],
  },
  "change-own-password": { method: "PUT", path: "/api/me/password", statuses: UNREADABLE_OWN },
  "list-wall-links": { method: "GET", path: "/api/wall-links", statuses: READ_OWN },
  "make-wall-link": { method: "POST", path: "/api/wall-links", statuses: UNREADABLE_OWN },
  "delete-wall-link": { method: "DELETE", path: "/api/wall-links/99", statuses: MISSING_OWN },
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
