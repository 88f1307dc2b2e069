import type { As, Method } from "../support/api-under-test.ts";

/**
 * One request for each operation, with the status for each caller. 204, 200 and the 500s for the body mean that access
 * was granted.
 */
export interface Line {
  readonly method: Method;
  readonly path: string;
  /** In the order of `CALLERS`. */
  readonly statuses: readonly number[];
  /** In the order of `COOKIE_CALLERS`, where a cookie differs from a token of the same account. */
  readonly byCookie?: readonly number[];
}

export const CALLERS = [
  "admin",
  "operator",
  "viewer",
  "stranger",
  "noapi",
  "gone",
  "nobody",
] as const satisfies readonly As[];

/** A web session may do what a token of its account may; for a page of another origin there is no session. */
export const COOKIE_CALLERS = {
  "cookie-of-operator": "operator",
  "cookie-of-viewer": "viewer",
  "cookie-of-noapi": "noapi",
  "foreign-page": "nobody",
  "console-of-operator": "operator",
  "console-of-viewer": "viewer",
  "console-of-stranger": "stranger",
  "console-of-noapi": "noapi",
} as const satisfies Partial<Record<As, (typeof CALLERS)[number]>>;

export const PUBLIC = [200, 200, 200, 200, 200, 200, 200];
export const READ = [200, 200, 200, 200, 403, 403, 403];
export const READ_ONE = [200, 200, 200, 404, 403, 403, 403];
// Below Vigie's own paths a bad token is 401, and a missing role 403, as for the latest versions.
export const READ_OWN = [200, 200, 200, 200, 403, 401, 403];
export const READ_ONE_OWN = [200, 200, 200, 404, 403, 401, 403];
/** The body is empty: 400 means that it was read. */
export const UNREADABLE_OWN = [400, 400, 400, 400, 403, 401, 403];
export const UNREADABLE_PUBLIC = [400, 400, 400, 400, 400, 400, 400];
export const MISSING_OWN = [404, 404, 404, 404, 403, 401, 403];
// The body is empty: 500 is its validation, which comes after the role and before the target.
export const COMMAND = [500, 500, 401, 401, 403, 403, 403];
// Nothing is acknowledged, hence 500; the stranger lacks the role before the host is looked up.
export const CANCEL = [500, 500, 401, 401, 403, 403, 403];
