// Worker thread that reads events: of the store, by a connection of its own, and of the month files.
import { parentPort, workerData } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import { createSemaphore } from "../../../lib/semaphore.ts";
import { answerCalls } from "../../../lib/thread-calls.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { ResourceFacts, ServerFacts } from "../../../model/timeline-facts.ts";
import { engineErrorOf } from "../../store/sqlite/errors.ts";
import type { StoredEvent } from "../../store/store.ts";
import { openReader } from "../../store/sqlite/connection.ts";
import type { EventCount, EventFilter, EventPage, EventQuery } from "./event-query.ts";
import { storeSource, type EventSource } from "./event-source.ts";
import type { Month } from "./month.ts";
import { MonthConnections } from "./month-connections.ts";
import { ClosedMonths } from "./closed-months.ts";
import { readFactsBefore } from "./facts-before.ts";
import { IdRanges, newestId, readById, type IdQuery } from "./read-by-id.ts";
import { countEvents, readPage, type Places } from "./read-page.ts";
import { readTimeline, type TimelineQuery } from "./read-timeline.ts";
import type { DamageMessage, FailureDetails, ThreadOptions } from "./thread-messages.ts";

export type ReadFunctions = {
  page(query: EventQuery): Promise<EventPage>;
  count(filter: EventFilter): Promise<EventCount>;
  byId(query: IdQuery): Promise<readonly StoredEvent[]>;
  newestId(nothing: null): Promise<number>;
  timeline(query: TimelineQuery): Promise<readonly StoredEvent[]>;
  factsBefore(of: { readonly key: ResourceKey; readonly time: UnixSeconds }): Promise<ResourceFacts | ServerFacts>;
  /** Events were moved to a month. */
  changed(month: Month): void;
  /** A month has another file, or none. */
  replaced(month: Month): void;
  close(nothing: null): void;
};

/** Requests take turns after each chunk, so that a search does not keep others waiting. */
const AT_ONCE = 8;

const port = parentPort;
if (port === null) throw new Error("read-thread.ts runs in a worker thread only.");
const { storePath, folder } = workerData as ThreadOptions;
const months = new MonthConnections(folder, (damaged) => port.postMessage({ damaged } satisfies DamageMessage));
const ranges = new IdRanges();
const closed = new ClosedMonths();
let db: DatabaseSync | undefined;
let store: EventSource | undefined;
const places: Places = {
  store: () => (store ??= storeSource((db = openReader(storePath)))),
  months: months.months,
  read: months.read,
};

const turns = createSemaphore({
  maxRunning: AT_ONCE,
  maxWaiting: Infinity,
  refusal: () => new Error("too many reads of the history"),
});

const functions: ReadFunctions = {
  page: (query) => turns.run(() => readPage(places, query)),
  count: (filter) => turns.run(() => countEvents(places, filter)),
  byId: (query) => turns.run(() => readById(places, ranges, query)),
  newestId: () => turns.run(() => newestId(places, ranges)),
  timeline: (query) => turns.run(() => readTimeline(places, query)),
  factsBefore: ({ key, time }) => turns.run(() => readFactsBefore(places, closed, key, time)),
  changed(month) {
    closed.forgetFrom(month);
    ranges.forget(month);
  },
  replaced(month) {
    months.forget(month);
    closed.forgetFrom(month);
    ranges.forget(month);
  },
  close() {
    months.close();
    db?.close();
    port.close();
  },
};
answerCalls(port, functions, (error): FailureDetails => ({ error: engineErrorOf(error), month: null }));
