/** Kind of an argument of an external command. `text-to-end` takes the rest of the line, semicolons included. */
export type ArgumentKind =
  | "name"
  | "time"
  | "seconds"
  | "id"
  | "boolean"
  | "sticky"
  | "host-code"
  | "service-code"
  | "text"
  | "text-to-end"
  | "command-call"
  | "plain-text"
  | "interval"
  | "attempts"
  | "count"
  | "variable"
  | "notification-options"
  | "attribute-bits"
  | "path";

export interface ArgumentRule {
  readonly kind: ArgumentKind;
  /** Value of an absent or empty argument. Without it the argument is required. */
  readonly absent?: number | string | null;
}

/**
 * Arguments by name; a name has the same meaning in every command. Times are Unix seconds. Nagios reads an empty
 * number as 0; that is kept for `trigger` and `duration`, which scripts leave empty.
 */
export const ARGUMENTS = {
  host: { kind: "name" },
  service: { kind: "name" },
  hostgroup: { kind: "name" },
  servicegroup: { kind: "name" },
  author: { kind: "text" },
  /** Never empty: the engine ignores commands without a comment (contract §8.2, §8.3). */
  comment: { kind: "text-to-end" },
  output: { kind: "text-to-end", absent: "" },
  start: { kind: "time" },
  end: { kind: "time" },
  check_time: { kind: "time" },
  duration: { kind: "seconds", absent: 0 },
  fixed: { kind: "boolean" },
  notify: { kind: "boolean" },
  persistent: { kind: "boolean" },
  /** 2 is sticky, 0 and 1 are normal. */
  sticky: { kind: "sticky" },
  /** Id of a downtime, or 0 for none. */
  trigger: { kind: "id", absent: 0 },
  downtime_id: { kind: "id" },
  comment_id: { kind: "id" },
  /** 0 UP, 1 DOWN, 2 UNREACHABLE. */
  host_code: { kind: "host-code" },
  return_code: { kind: "service-code" },
  contact: { kind: "name" },
  contactgroup: { kind: "name" },
  timeperiod: { kind: "name" },
  /**
   * `name!argument!argument`. Arguments and custom variables become part of command lines, where a shell interprets
   * them and macros are expanded. That is intended for the configuration; through the FIFO it would let its writers
   * run any program and read `$USERn$`.
   */
  command: { kind: "command-call" },
  event_handler: { kind: "command-call", absent: null },
  /** In interval units (`interval_length`); decimals are allowed; 0 disables regular checks. */
  interval: { kind: "interval" },
  attempts: { kind: "attempts" },
  variable: { kind: "variable" },
  value: { kind: "plain-text", absent: "" },
  /**
   * Attributes that stay changed. Those whose bits are not set return to the configuration (Nagios: modified
   * attributes).
   */
  attributes: { kind: "attribute-bits" },
  /** 1: also contacts of escalations; 2: bypass all rules; 4: count as a notification. */
  options: { kind: "notification-options" },
  number: { kind: "count" },
  notification_time: { kind: "time" },
  expires: { kind: "time" },
  file: { kind: "path" },
  delete: { kind: "boolean" },
  filter_host: { kind: "name", absent: null },
  filter_service: { kind: "name", absent: null },
  filter_start: { kind: "time", absent: null },
  filter_comment: { kind: "text-to-end", absent: null },
} as const satisfies Record<string, ArgumentRule>;

export type ArgumentName = keyof typeof ARGUMENTS;

interface ValueOfKind {
  name: string;
  time: number;
  seconds: number;
  id: number;
  boolean: boolean;
  sticky: boolean;
  "host-code": 0 | 1 | 2;
  "service-code": 0 | 1 | 2 | 3;
  text: string;
  "text-to-end": string;
  "command-call": string;
  "plain-text": string;
  interval: number;
  attempts: number;
  count: number;
  variable: string;
  "notification-options": NotificationOptions;
  "attribute-bits": number;
  path: string;
}

export interface NotificationOptions {
  readonly isBroadcast: boolean;
  readonly isForced: boolean;
  readonly isCounted: boolean;
}

/** The TypeScript type of an argument's value. */
export type ArgumentValue<N extends ArgumentName> =
  | ValueOfKind[(typeof ARGUMENTS)[N]["kind"]]
  | ((typeof ARGUMENTS)[N] extends { absent: null } ? null : never);

/** Descriptions of the kinds, for messages after `expected`. */
export const EXPECTED: Readonly<Record<ArgumentKind, string>> = {
  name: "a name",
  time: "a time in Unix seconds",
  seconds: "a number of seconds",
  id: "the number of a record",
  boolean: "0 or 1",
  sticky: "0, 1 or 2",
  "host-code": "0, 1 or 2",
  "service-code": "0, 1, 2 or 3",
  text: "a text without semicolons",
  "text-to-end": "a text",
  "command-call": "name!argument!argument of letters, digits, spaces and ._:/@%+,=-",
  "plain-text": "letters, digits, spaces and ._:/@%+,=-",
  interval: "a number from 0 to 525600 with at most three decimals",
  attempts: "a number from 1 to 1000",
  count: "a number from 0 to 1000000",
  variable: "the name of a custom variable",
  "notification-options": "a number from 0 to 7",
  "attribute-bits": "a number from 0 to 131071",
  path: "the path of a file that begins with /",
};

/** No quotes, line ends or other signs that a shell or the macros of a command line know. */
const PLAIN_ARGUMENT = /^[\p{L}\p{N} ._:/@%+,=-]*$/u;

const WHOLE_NUMBER = /^\d{1,12}$/;

/** Value of a text; undefined if it is not of the kind. */
export function argumentValue(
  kind: ArgumentKind,
  text: string,
): string | number | boolean | NotificationOptions | undefined {
  switch (kind) {
    case "name":
    case "text":
    case "text-to-end":
      return text === "" ? undefined : text;
    case "time":
    case "seconds":
    case "id":
      return WHOLE_NUMBER.test(text) ? Number(text) : undefined;
    case "boolean":
      return text === "0" || text === "1" ? text === "1" : undefined;
    case "sticky":
      return /^[012]$/.test(text) ? text === "2" : undefined;
    case "host-code":
      return /^[012]$/.test(text) ? Number(text) : undefined;
    case "service-code":
      return /^[0-3]$/.test(text) ? Number(text) : undefined;
    case "command-call":
      return PLAIN_ARGUMENT.test(text.replaceAll("!", "")) ? text : undefined;
    case "plain-text":
      return PLAIN_ARGUMENT.test(text) ? text : undefined;
    case "interval":
      return /^\d{1,6}(\.\d{1,3})?$/.test(text) ? atMost(525_600, Number(text)) : undefined;
    case "attempts":
      return /^[1-9]\d{0,3}$/.test(text) ? atMost(1000, Number(text)) : undefined;
    case "count":
      return /^\d{1,7}$/.test(text) ? atMost(1_000_000, Number(text)) : undefined;
    case "variable":
      return /^\w{1,255}$/.test(text) ? text : undefined;
    case "notification-options":
      return /^[0-7]$/.test(text) ? notificationOptions(Number(text)) : undefined;
    case "attribute-bits":
      return /^\d{1,6}$/.test(text) ? atMost(131_071, Number(text)) : undefined;
    case "path":
      return text.startsWith("/") && !text.includes("\0") ? text : undefined;
  }
}

const atMost = (limit: number, value: number): number | undefined => (value <= limit ? value : undefined);

const notificationOptions = (bits: number): NotificationOptions => ({
  isBroadcast: (bits & 1) !== 0,
  isForced: (bits & 2) !== 0,
  isCounted: (bits & 4) !== 0,
});
