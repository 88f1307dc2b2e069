import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { SqlRow, SqlValue } from "../../store/sqlite/sql-value.ts";
import { numberOfKind, type EventKind } from "./event-kinds.ts";

/**
 * What the last event says of a resource until the next one of the same topic. `hard-state` is the last one of state
 * type HARD; such an event is of topic `state` as well.
 */
const TOPICS = {
  state: ["first-result", "soft-state", "hard-state", "recovery"],
  "hard-state": ["first-result", "hard-state", "recovery"],
  flapping: ["flapping-started", "flapping-stopped"],
  acknowledgement: ["acknowledgement-set", "acknowledgement-cancelled", "acknowledgement-ended"],
  downtime: ["downtime-started", "downtime-ended", "downtime-cancelled"],
  checks: ["checks-enabled", "checks-disabled"],
  configured: ["object-configured", "object-removed"],
  monitoring: ["monitoring-started", "monitoring-stopped"],
} as const satisfies Record<string, readonly EventKind[]>;

type Topic = keyof typeof TOPICS;

const TOPICS_OF_KIND: ReadonlyMap<number, readonly Topic[]> = topicsByKind();

const HARD = 1;
const COLUMNS = ["event_id", "event_time", "kind", "state", "state_type", "check_attempt"] as const;

const EVENTS = `SELECT host_id, service_id, ${COLUMNS.join(", ")} FROM events INDEXED BY events_of_resource
  WHERE kind IN (${[...TOPICS_OF_KIND.keys()].join(", ")}) ORDER BY host_id, service_id, event_time, event_id`;

/** Events between two pauses, about 20 ms; a month of 4 million takes some ten seconds at half the speed of a core. */
const ROWS_BETWEEN_PAUSES = 10_000;
const PAUSE_MS = 20;

/**
 * Fills the table in the file of the next month: the states at the start of this month, and its events over them. One
 * transaction; the file of the next month is not written by anybody else.
 */
export async function carryStates(month: DatabaseSync, next: DatabaseSync): Promise<void> {
  next.exec("BEGIN IMMEDIATE");
  try {
    next.exec("DELETE FROM states_at_start");
    const save = next.prepare("INSERT OR REPLACE INTO states_at_start VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const row of month.prepare("SELECT * FROM states_at_start").iterate()) store(save, row, String(row["topic"]));
    let rows = 0;
    for (const lastByTopic of lastEvents(month.prepare(EVENTS).iterate() as Iterable<SqlRow>)) {
      for (const [topic, row] of lastByTopic.last) store(save, row, topic);
      rows += lastByTopic.rows;
      if (rows < ROWS_BETWEEN_PAUSES) continue;
      rows = 0;
      await setTimeout(PAUSE_MS);
    }
    next.exec("COMMIT");
  } catch (error) {
    if (next.isTransaction) next.exec("ROLLBACK");
    throw error;
  }
}

function store(save: StatementSync, row: SqlRow, topic: string): void {
  const values = ["host_id", "service_id", "topic", ...COLUMNS].map((column) =>
    column === "topic" ? topic : (row[column] as SqlValue),
  );
  save.run(...values);
}

interface LastEvents {
  readonly last: ReadonlyMap<Topic, SqlRow>;
  /** Number of events. */
  readonly rows: number;
}

/** The last event of each topic, resource by resource. `events` are in order of resource and time. */
function* lastEvents(events: Iterable<SqlRow>): Generator<LastEvents> {
  let last = new Map<Topic, SqlRow>();
  let rows = 0;
  let resource = "";
  for (const row of events) {
    const of = `${String(row["host_id"])} ${String(row["service_id"])}`;
    if (of !== resource && rows > 0) {
      yield { last, rows };
      last = new Map();
      rows = 0;
    }
    resource = of;
    rows++;
    for (const topic of TOPICS_OF_KIND.get(Number(row["kind"])) ?? [])
      if (topic !== "hard-state" || row["state_type"] === HARD) last.set(topic, row);
  }
  if (rows > 0) yield { last, rows };
}

function topicsByKind(): ReadonlyMap<number, readonly Topic[]> {
  const topics = new Map<number, Topic[]>();
  for (const topic of Object.keys(TOPICS) as Topic[])
    for (const kind of TOPICS[topic].map(numberOfKind)) topics.set(kind, [...(topics.get(kind) ?? []), topic]);
  return topics;
}
