import { alternatives } from "../lib/alternatives.ts";

/** Number that a directive expects. `flag`: 0 or 1. */
export interface ExpectedNumber {
  readonly form: "whole" | "number" | "percent" | "flag";
  readonly min: number;
  readonly max: number;
}

/** One of some values. `letters`: any of them. */
export interface ExpectedChoice {
  readonly form: "one-of" | "letters";
  readonly choices: readonly string[];
}

/** Words for what has no further facts. */
const FORMS = {
  point: "two numbers: x,y",
  "point-in-space": "three numbers: x,y,z",
  "time-zone": "a time zone such as Europe/Paris",
  name: "a name",
  "template-names": "names of templates",
  "command-name": "the name of a command",
  path: "a path",
  "variable-names": "a list of names of custom variables",

  // Settings
  "single-value": "a single value",
  "single-value-each": "a single value for each name",
  "value-list": "a list of values",
  "name-lines": '"name: value" lines',
  "key-lines": '"key: value" lines',
  "item-lines": 'a list with "key: value" lines in each item',
  "channels-section": "channels by name",
  "tls-section": "the keys certificate and key",
  "history-section": "days for which events are kept, such as states_days: 730",
  "metrics-section": "how long performance data is kept",
  "poller-groups-section": "groups of pollers by name, each with its members",
  "poller-members": "a list of pollers, each a name or the keys poller and weight",
  "poller-name": "1 to 63 letters, digits, ., _ and -, the first a letter or digit",
  "remote-write-list": "a list of targets, each with its url",
  "reports-list": "a list of reports, each with its name",
  "host-and-port": "HOST:PORT such as 127.0.0.1:8080 or [::1]:8080",
  "http-address": "an address that begins with https:// or http://",
  "address-without-user": "an address without a user name; use secret_headers",
  "one-line": "text on one line",
  "path-or-none": "a path, or none",
  origin: "an address such as https://panel.example.org:8443",
  origins: "origins such as https://panel.example.org:8443",
  networks: "addresses or networks such as 127.0.0.1,10.0.0.0/8",
  "size-or-off": "off or a size from 16MB on, such as 500MB or 20GB",
  "time-or-size": "a time from 10m to 30d, such as 24h, or a size from 1MB to 1024GB",
  "target-name": "1 to 64 letters, digits, -, _, . and :",
  "plain-name": "1 to 64 letters, digits, -, _ and .",
  "mail-address": "an address such as ada@example.org",
  "iana-zone": "an IANA time zone such as Europe/Paris",
  "group-mode": "all, any, mean or the least number of good members",
  reported: "one of host, host with service, hostgroup, servicegroup",
  "only-with-group": "only with hostgroup or servicegroup",
  cron: "a cron expression of five fields, such as '0 7 1 * *'",
  "time-that-comes": "a time that comes",
  "at-most-hourly": "at most one time an hour",
  json: "JSON with macros in quotes",
  regex: "a regular expression (RE2)",
  "database-address": "postgres://USER@HOST[:PORT]/DATABASE",
  "no-password": "no password in the address: give its file with store_password_file",
  "schema-name": "a schema of small letters, digits and _",
  "ssl-mode": "sslmode=verify-full or sslmode=disable",
} as const;

/** Things that there may be only so many of. */
const COUNTED = ["characters", "targets", "labels", "reports", "items", "addresses"] as const;

export interface ExpectedLimit {
  readonly form: `at-most-${(typeof COUNTED)[number]}`;
  readonly most: number;
}

export interface ExpectedName {
  readonly form: "short-name";
  readonly most: number;
}

/** What is expected of a value of the object files, or of a setting. */
export type ExpectedValue =
  | ExpectedNumber
  | ExpectedChoice
  | ExpectedLimit
  | ExpectedName
  | { readonly form: keyof typeof FORMS };

/** Every form of a value. */
export const EXPECTED_FORMS: readonly ExpectedValue["form"][] = [
  ...(["whole", "number", "percent", "flag", "one-of", "letters", "short-name"] as const),
  ...COUNTED.map((counted) => `at-most-${counted}` as const),
  ...(Object.keys(FORMS) as (keyof typeof FORMS)[]),
];

/** In words that follow "expected". */
export function expectedWords(expected: ExpectedValue): string {
  switch (expected.form) {
    case "flag":
      return "0 or 1";
    case "whole":
      return `a whole number from ${expected.min} to ${expected.max}`;
    case "number":
      return `a number from ${expected.min} to ${expected.max}`;
    case "percent":
      return `a percentage from ${expected.min} to ${expected.max}`;
    case "one-of":
      return `one of ${expected.choices.join(", ")}`;
    case "letters":
      return alternatives(expected.choices);
    case "short-name":
      return `a name of 1 to ${expected.most} characters on one line`;
    case "at-most-characters":
    case "at-most-targets":
    case "at-most-labels":
    case "at-most-reports":
    case "at-most-items":
    case "at-most-addresses":
      return `at most ${expected.most} ${expected.form.replace("at-most-", "")}`;
    default:
      return FORMS[expected.form];
  }
}
