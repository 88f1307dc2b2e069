/**
 * Place other than the error answers of the API that shows a refusal: output of the start or of a command, the command
 * file, a resource that an action skips, or the log.
 */
export type RefusalPlace = "start" | "command line" | "command file" | "action" | "log";

export interface RefusalRule {
  /** Status of the HTTP answer. Null: never the answer to a request; it would be a bug. */
  readonly status: number | null;
  /** A mistake of the client: 500 by the contract (§3.2), 400 below `/api`. */
  readonly isMistake?: true;
  /**
   * An invalid token or session: the status depends on the version in the URL, 401 from `v22.04` on (contract §2.2).
   */
  readonly isBadToken?: true;
  /** Places other than the API. */
  readonly places?: readonly RefusalPlace[];
}

const MISTAKE = { status: 500, isMistake: true } as const satisfies RefusalRule;
const BAD_TOKEN = { status: 403, isBadToken: true } as const satisfies RefusalRule;
const at = (...places: readonly RefusalPlace[]): RefusalRule => ({ status: null, places });

/** Codes are never reused. Each is documented in docs/errors.md. */
const RULES = {
  // Requests
  "no-route": { status: 404 },
  "method-not-allowed": { status: 405 },
  "body-too-large": { status: 413 },
  "invalid-json": MISTAKE,
  "invalid-body": MISTAKE,
  "no-account": { status: 503 },
  "no-cluster": { status: 409, places: ["command line"] },
  "no-standby": { status: 409, places: ["command line"] },
  "on-standby": { status: 503, places: ["command line"] },
  "no-leader": { status: 503, places: ["command line"] },
  "leader-unconfirmed": { status: 503, places: ["command line"] },
  "follower-behind": { status: 503, places: ["command line"] },
  "still-starting": { status: 503, places: ["command line"] },
  "metrics-source-failed": { status: 502 },
  "series-take-too-long": { status: 503 },
  "too-many-streams": { status: 503 },
  "reload-not-started": { status: 503, places: ["command line", "log"] },

  // Authentication and rights
  "invalid-credentials": { status: 401 },
  "authentication-failed": { status: 401 },
  "too-many-logins": { status: 429 },
  "too-many-tests": { status: 429 },
  "no-credentials": { status: 403 },
  "unknown-token": BAD_TOKEN,
  "expired-token": BAD_TOKEN,
  "contact-disabled": BAD_TOKEN,
  "unknown-session": BAD_TOKEN,
  "no-api-access": { status: 403 },
  "foreign-origin": { status: 403 },
  "role-missing": { status: 403, places: ["action"] },
  "administrators-only": { status: 403, places: ["action"] },

  // The console
  "account-disabled": { status: 403 },
  "console-not-allowed": { status: 403 },
  "wrong-password": { status: 403 },
  "wall-only": { status: 403 },
  "wall-over": { status: 410 },
  "wall-link-not-found": { status: 404 },
  "too-many-wall-links": { status: 409 },
  "notification-not-waiting": { status: 404 },
  "welcome-over": { status: 410 },
  "session-not-found": { status: 404 },

  // Pollers
  "poller-not-found": { status: 404 },
  "bad-poller-name": { status: 400 },
  "too-many-pollers": { status: 409 },
  "poller-id-taken": { status: 409 },
  "poller-name-taken": { status: 409 },
  "enrolment-over": { status: 410 },
  "bad-poller-key": { status: 409 },
  "poller-not-enrolled": at("command line"),
  "poller-files-damaged": at("command line"),

  // Tokens for scripts
  "tokens-not-allowed": { status: 403 },
  "token-not-found": { status: 404 },
  "token-for-other-user": { status: 409 },
  "token-user-unknown": { status: 409 },
  "token-name-taken": { status: 409 },
  "bad-token-request": { status: 422 },

  // The account of the caller
  "theme-not-found": { status: 500 },
  "filter-not-found": { status: 404 },
  "filter-name-taken": { status: 500 },
  "too-many-filters": { status: 409 },
  "saved-view-not-found": { status: 404 },
  "saved-view-name-taken": { status: 409 },
  "too-many-saved-views": { status: 409 },

  // The old API
  "old-api-action": { status: 404 },
  "old-api-credentials": { status: 403 },
  "old-api-body": { status: 400 },

  // Listings
  "sort-format": MISTAKE,
  "array-parameter": MISTAKE,
  "filter-value-unknown": MISTAKE,
  "parameter-unknown": MISTAKE,
  "date-parameter": MISTAKE,
  "export-parameter": { status: 422 },
  "list-page": MISTAKE,
  "list-limit": MISTAKE,
  "search-field-not-allowed": MISTAKE,
  "search-null-operator": MISTAKE,
  "search-value": MISTAKE,
  "search-regex": MISTAKE,
  "search-too-long": MISTAKE,
  "search-too-deep": MISTAKE,
  "search-too-many-conditions": MISTAKE,
  "search-list-too-long": MISTAKE,
  "search-regex-too-long": MISTAKE,
  "search-takes-too-long": MISTAKE,
  "query-mistake": MISTAKE,
  "sort-unknown": MISTAKE,
  "view-ended": { status: 410 },

  // Hosts, services and operations on them
  "not-found": { status: 404, places: ["command line", "action"] },
  "no-problem": { status: 409, places: ["command line", "command file", "action"] },
  "acknowledgement-target-not-found": { status: 500 },
  "acknowledgement-not-found": { status: 500, places: ["command file", "action"] },
  "acknowledgement-already-cancelled": { status: 500, places: ["command file"] },
  "acknowledgement-over": at("command file"),
  "downtime-not-found": { status: 404, places: ["command file"] },
  "downtime-already-cancelled": { status: 500, places: ["command file", "action"] },
  "downtime-ends-before-start": { status: 409, places: ["action"] },
  "downtime-recurs": { status: 409, places: ["action"] },
  "state-of-other-kind": at("action"),
  "recurring-downtime-not-found": { status: 404 },
  "too-many-recurring-downtimes": { status: 409 },
  "report-too-large": { status: 400 },
  "too-many-reports": { status: 503 },
  "report-not-found": { status: 404 },

  "request-id-used": { status: 409 },

  // Lines of the command file
  "command-target-unknown": at("command file"),
  "command-filter-missing": at("command file"),
  "comment-not-found": { status: 404, places: ["command file", "action"] },
  "custom-variable-unknown": at("command file"),
  "check-not-possible": at("command file", "action"),
  "passive-checks-off": at("command line", "command file", "action"),
  "result-outdated": at("command file"),
  "command-file-unreadable": at("command file"),
  "command-file-too-large": at("command file"),
  "command-file-kept": at("command file"),
  "command-file-nested": at("command file"),

  // Start
  "bad-setting": { status: 422, places: ["start", "command line"] },
  "bad-configuration": { status: 422, places: ["start", "command line"] },
  "configuration-not-read": { status: 503, places: ["command line", "log"] },
  "cannot-listen": at("start"),
  "too-few-open-files": at("start"),
  "command-file-not-ours": at("start", "log"),
  "command-file-in-use": at("start", "log"),
  "command-file-failed": at("start", "log"),
  "control-socket-path-too-long": at("start", "command line"),
  "control-socket-not-ours": at("start", "log"),
  "control-socket-in-use": at("start", "log"),
  "control-socket-failed": at("start", "log"),

  // Configuration
  "configuration-not-permitted": { status: 403 },
  "configuration-not-valid": { status: 500 },

  // Store
  "store-full": { status: 500, places: ["start", "command line", "log"] },
  "store-read-only": { status: 500, places: ["start", "command line", "log"] },
  "store-damaged": { status: 500, places: ["start", "command line", "log"] },
  "store-replaced": { status: 500, places: ["log"] },
  "store-in-use": { status: 500, places: ["start", "command line", "log"] },
  "store-failed": { status: 500, places: ["start", "command line", "log"] },
  "store-unavailable": { status: 503, places: ["start", "command line", "log"] },
  "leadership-lost": { status: 503, places: ["log"] },
  "store-unconfirmed": { status: 503, places: ["command line", "log"] },
  "store-closed": { status: 500, places: ["log"] },
  "change-not-storable": { status: 500, places: ["log"] },
  "history-damaged": { status: null, places: ["log"] },
  "store-not-ours": at("start", "command line"),
  "store-elsewhere": at("command line"),
  "store-newer": at("start", "command line"),
  "store-missing": at("start", "command line"),
  "store-behind": at("start", "log"),
  "store-not-permitted": at("start", "command line"),
  "store-behind-pooler": at("start", "command line"),
  "account-alias-taken": at("command line"),

  // Performance data
  "time-series-failing": at("log"),
  "remote-write-failing": at("log"),

  // Commands of `vigie`
  "no-server": at("command line"),
  "no-command-file": at("command line"),
  "not-permitted": at("command line"),
  "server-refused": at("command line"),
  "nothing-to-cancel": at("command line"),
  "no-database": at("command line"),
  "move-target": at("command line"),
  "backup-target": at("command line"),
  "backup-unusable": at("command line"),
  "init-target": at("command line"),
  "unknown-object": at("command line"),
  "nothing-to-test": { status: 409, places: ["command line"] },
  "report-file": at("command line"),
  "unknown-account": at("command line"),
  "account-exists": at("command line"),
  "bad-login-name": at("command line"),
  "bad-name": at("command line"),
  "bad-email": at("command line"),
  "bad-label": at("command line"),
  "password-empty": { ...MISTAKE, places: ["start", "command line"] },
  "password-common": { ...MISTAKE, places: ["start", "command line"] },
  "password-too-short": { ...MISTAKE, places: ["start", "command line"] },
  "password-too-long": { ...MISTAKE, places: ["start", "command line"] },
  "password-characters": { ...MISTAKE, places: ["start", "command line"] },
  "password-input": at("command line"),
  "passwords-differ": at("command line"),
  "too-many-tokens": { status: 409, places: ["command line"] },
  "unknown-token-id": at("command line"),
  "ambiguous-token-id": at("command line"),
  "import-dump": at("command line"),
  "import-target": at("command line"),
} satisfies Record<string, RefusalRule>;

export type RefusalCode = keyof typeof RULES;

/** Every refusal code, with its status in the API and the other places that show it. */
export const REFUSALS: Readonly<Record<RefusalCode, RefusalRule>> = RULES;
