import { isIP } from "node:net";
import type { Log } from "../lib/log.ts";

/** Way by which somebody came: the API, the web login, or a process on this machine that changed the store. */
export type AccessSource = "api" | "web" | "local";

/** What happened, with the level and the words of its log line. */
const EVENTS = {
  login: ["info", "login"],
  "login-refused": ["warn", "login refused"],
  "login-locked-out": ["warn", "further logins refused for a while"],
  logout: ["info", "logout"],
  "rights-missing": ["warn", "request refused for lack of rights"],
  "account-added": ["info", "account added"],
  "account-changed": ["info", "account changed"],
  "password-changed": ["info", "password changed"],
  "token-added": ["info", "token added"],
  "token-revoked": ["info", "token revoked"],
  "token-restored": ["info", "token no longer revoked"],
  "token-deleted": ["info", "token deleted"],
  "session-ended": ["info", "web session ended"],
  "wall-link-added": ["info", "link to a wall screen added"],
  "wall-link-deleted": ["info", "link to a wall screen deleted"],
} as const satisfies Record<string, readonly ["info" | "warn", string]>;

export type AccessEvent = keyof typeof EVENTS;

export interface AccessSubject {
  /** As the connection or a trusted proxy gives it; shown only if it is an IP address. */
  readonly address: string | null;
  readonly source: AccessSource;
  /** Login name, or what a client sent as one. */
  readonly account: string;
}

const MAX_NAME_LENGTH = 255;

/**
 * Logs one line of access control. `access` and `address` come first, before any text that a client chose, so that a
 * filter that is anchored at the begin of the line cannot be misled (contrib/fail2ban); in the sentence the address, too. `details` hold no secrets.
 */
export function logAccess(log: Log, event: AccessEvent, subject: AccessSubject, details: object = {}): void {
  const [level, message] = EVENTS[event];
  const { address, source, account } = subject;
  const shown = address !== null && isIP(address) !== 0 ? address : null;
  const name = account.slice(0, MAX_NAME_LENGTH);
  log[level](
    { access: event, address: shown, source, account: name, ...details, area: "access" },
    `${message} ${shown === null ? "" : `from ${shown} `}(${source}): ${[name, ...detailWords(details)].join(", ")}`,
  );
}

const detailWords = (details: object): readonly string[] =>
  Object.entries(details).map(([field, value]) => {
    const words = typeof value === "string" ? value : JSON.stringify(value);
    return field === "reason" ? words : `${field} ${words}`;
  });
