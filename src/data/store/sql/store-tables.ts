import type { SqlValue } from "./sql-value.ts";

/** Tables of a store, which have the same names and columns in every engine, with the columns that order their rows. */
export const TABLES = {
  resource_states: ["host_id", "service_id"],
  acknowledgements: ["acknowledgement_id"],
  downtimes: ["downtime_id"],
  comments: ["comment_id"],
  events: ["event_id"],
  decisions: ["decision_id"],
  outbox: ["outbox_id"],
  object_ids: ["given"],
  contacts: ["contact_id"],
  ws_tokens: ["token_hash"],
  sessions: ["session_hash"],
  user_preferences: ["contact_id"],
  console_preferences: ["contact_id"],
  user_filters: ["filter_id"],
  wall_links: ["wall_link_id"],
  pollers: ["poller_id"],
  poller_seen: ["poller_id"],
  adaptive_changes: ["object_type", "object_name", "attribute"],
  recurring_downtimes: ["recurring_downtime_id"],
  report_schedules: ["name"],
  done_requests: ["done_time", "contact_id", "request_id"],
  configured_objects: ["host_id", "service_id"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** Tables whose ids are never given again, so that the highest one so far moves with them. */
export const NUMBERED_TABLES = ["events", "decisions", "outbox", "object_ids", "user_filters", "wall_links"] as const;

export interface StoreNumbers {
  readonly revision: number;
  /** Null: the server stopped in order, or never ran. */
  readonly heartbeat: number | null;
  readonly highestIds: ReadonlyMap<(typeof NUMBERED_TABLES)[number], number>;
  /** Rows of the table counters, without the revision. */
  readonly counters: ReadonlyMap<string, number>;
}

export type TableRow = readonly SqlValue[];

/** Tables of a store that no server uses, in one transaction. */
export interface StoreTables {
  /** Where they are, for people. */
  readonly place: string;
  columnsOf(table: TableName): Promise<readonly string[]>;
  count(table: TableName): Promise<number>;
  /** Rows in their order, some at a time. */
  rows(table: TableName, columns: readonly string[]): AsyncIterable<readonly TableRow[]>;
  add(table: TableName, columns: readonly string[], rows: readonly TableRow[]): Promise<void>;
  readNumbers(): Promise<StoreNumbers>;
  writeNumbers(numbers: StoreNumbers): Promise<void>;
  /** Stores what was added. */
  commit(): Promise<void>;
  /** Puts the tables aside under another name, which is returned. */
  setAside(time: string): Promise<string>;
  /** Undoes what was not committed, and ends. */
  close(): Promise<void>;
}
