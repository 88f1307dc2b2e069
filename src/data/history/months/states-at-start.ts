import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { HistoryEvent } from "../../../model/history-event.ts";
import { hostIdOf, SERVER_KEY, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import {
  factsAfter,
  NO_FACTS,
  NO_SERVER_FACTS,
  serverFactsAfter,
  TIMELINE_KINDS,
  type ResourceFacts,
  type ServerFacts,
  type TimelineKind,
} from "../../../model/timeline-facts.ts";
import type { SqlRow } from "../../store/sql/sql-value.ts";
import { numberOfKind } from "./event-kinds.ts";
import { monthRowToEvent } from "./month-file.ts";

type Facts = ResourceFacts | ServerFacts;

/** How the facts of a resource, or of the server, follow from its events. */
interface FactsFold {
  readonly none: Facts;
  readonly after: (facts: Facts, event: HistoryEvent) => Facts;
}

const OF_RESOURCE: FactsFold = { none: NO_FACTS, after: (facts, event) => factsAfter(facts as ResourceFacts, event) };
const OF_SERVER: FactsFold = {
  none: NO_SERVER_FACTS,
  after: (facts, event) => serverFactsAfter(facts as ServerFacts, event),
};

export const foldOf = (key: ResourceKey): FactsFold => (key === SERVER_KEY ? OF_SERVER : OF_RESOURCE);

export const SELECT_FACTS = "SELECT facts FROM states_at_start WHERE host_id = ? AND service_id = ?";

/** Facts before the first event of a month. `select`: `SELECT_FACTS`, prepared in its file. */
export const factsAtStart = (select: StatementSync, key: ResourceKey): Facts =>
  factsOfText(select.get(hostIdOf(key), serviceIdOf(key))?.["facts"], foldOf(key));

const EVENTS = `SELECT * FROM events INDEXED BY events_of_resource
  WHERE kind IN (${TIMELINE_KINDS.map(numberOfKind).join(", ")}) ORDER BY host_id, service_id, event_time, event_id`;

/** Events between two pauses, about 20 ms; a month of 4 million takes half a minute at half the speed of a core. */
const ROWS_BETWEEN_PAUSES = 5_000;
const PAUSE_MS = 20;

/**
 * Fills the table in the file of the next month: the facts at the start of this month, and its events over them. One
 * transaction; the file of the next month is not written by anybody else.
 */
export async function carryStates(month: DatabaseSync, next: DatabaseSync): Promise<void> {
  next.exec("BEGIN IMMEDIATE");
  try {
    next.exec("DELETE FROM states_at_start");
    const save = next.prepare("INSERT OR REPLACE INTO states_at_start VALUES (?, ?, ?)");
    for (const row of month.prepare("SELECT * FROM states_at_start").iterate())
      save.run(row["host_id"]!, row["service_id"]!, row["facts"]!);
    await carryEvents(month, save);
    next.exec("COMMIT");
  } catch (error) {
    if (next.isTransaction) next.exec("ROLLBACK");
    throw error;
  }
}

interface FactsOfKey {
  readonly key: ResourceKey;
  readonly fold: FactsFold;
  facts: Facts;
}

async function carryEvents(month: DatabaseSync, save: StatementSync): Promise<void> {
  const select = month.prepare(SELECT_FACTS);
  const store = ({ key, fold, facts }: FactsOfKey): void => {
    save.run(hostIdOf(key), serviceIdOf(key), textOfFacts(facts, fold));
  };
  let current: FactsOfKey | null = null;
  let rows = 0;
  for (const row of month.prepare(EVENTS).iterate() as Iterable<SqlRow>) {
    const event = monthRowToEvent(row);
    if (current === null || current.key !== event.key) {
      if (current !== null) store(current);
      current = { key: event.key, fold: foldOf(event.key), facts: factsAtStart(select, event.key) };
    }
    current.facts = current.fold.after(current.facts, event);
    if (++rows % ROWS_BETWEEN_PAUSES === 0) await setTimeout(PAUSE_MS);
  }
  if (current !== null) store(current);
}

/** As JSON, without the facts of a resource of which nothing is known: about 40 bytes for an ordinary one. */
function textOfFacts(facts: Facts, { none }: FactsFold): string {
  const unknown = new Map<string, unknown>(Object.entries(none));
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(facts).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(unknown.get(name))),
    ),
  );
}

const factsOfText = (text: unknown, { none }: FactsFold): Facts =>
  text === undefined ? none : { ...none, ...(JSON.parse(String(text)) as Partial<Facts>) };

const STATE_FACTS = ["hardState", "isPending", "softSince"] as const;

/** Facts that events of each kind change. */
const CHANGED_FACTS = {
  "first-result": STATE_FACTS,
  "soft-state": STATE_FACTS,
  "hard-state": STATE_FACTS,
  recovery: STATE_FACTS,
  "check-skipped": STATE_FACTS,
  "flapping-started": ["isFlapping"],
  "flapping-stopped": ["isFlapping"],
  "acknowledgement-set": ["acknowledgement"],
  "acknowledgement-cancelled": ["acknowledgement"],
  "acknowledgement-ended": ["acknowledgement"],
  "downtime-started": ["downtimes"],
  "downtime-ended": ["downtimes"],
  "downtime-cancelled": ["downtimes"],
  "checks-enabled": ["checksOffSince"],
  "checks-disabled": ["checksOffSince"],
  "object-configured": ["isConfigured", ...STATE_FACTS],
  "object-removed": ["isConfigured"],
  "host-checks-enabled": ["hostChecksOffSince"],
  "host-checks-disabled": ["hostChecksOffSince"],
  "service-checks-enabled": ["serviceChecksOffSince"],
  "service-checks-disabled": ["serviceChecksOffSince"],
  "monitoring-started": ["isKnown", "stoppedSince"],
  "monitoring-stopped": ["isKnown", "stoppedSince"],
} as const satisfies Record<TimelineKind, readonly (keyof ResourceFacts | keyof ServerFacts)[]>;

/** Deletes the facts at the start of a month that events of a kind change: without those they do not last. */
export function forgetFacts(month: DatabaseSync, kind: TimelineKind): void {
  const paths = CHANGED_FACTS[kind].map((name) => `'$.${name}'`).join(", ");
  month.exec(`UPDATE states_at_start SET facts = json_remove(facts, ${paths})`);
}
