// Worker thread that reads events: of the store, by a connection of its own, and of the month files.
import { workerData } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { openReader } from "../../store/sqlite/connection.ts";
import { answerRequests, send } from "./answer.ts";
import type { EventQuery } from "./event-query.ts";
import { storeSource, type EventSource } from "./event-source.ts";
import type { Month } from "./month.ts";
import { MonthConnections } from "./month-connections.ts";
import { ClosedMonths } from "./closed-months.ts";
import { readFactsBefore } from "./facts-before.ts";
import { IdRanges, newestId, readById, type IdQuery } from "./read-by-id.ts";
import { countEvents, readPage, type Places } from "./read-page.ts";
import { readTimeline, type TimelineQuery } from "./read-timeline.ts";
import type { ThreadOptions } from "./thread-messages.ts";

export type ReadRequest =
  | { readonly kind: "page"; readonly query: EventQuery }
  | { readonly kind: "count"; readonly query: Omit<EventQuery, "limit" | "before"> }
  | { readonly kind: "by-id"; readonly query: IdQuery }
  | { readonly kind: "newest-id" }
  | { readonly kind: "timeline"; readonly query: TimelineQuery }
  | { readonly kind: "facts-before"; readonly key: ResourceKey; readonly time: UnixSeconds }
  /** Events were moved to a month. */
  | { readonly kind: "changed"; readonly month: Month }
  /** A month has another file, or none. */
  | { readonly kind: "replaced"; readonly month: Month };

/** Requests take turns after each chunk, so that a search does not keep others waiting. */
const AT_ONCE = 8;

const { storePath, folder } = workerData as ThreadOptions;
const months = new MonthConnections(folder, (damaged) => send({ kind: "damaged", damaged }));
const ranges = new IdRanges();
const closed = new ClosedMonths();
let db: DatabaseSync | undefined;
let store: EventSource | undefined;
const places: Places = {
  store: () => (store ??= storeSource((db = openReader(storePath)))),
  months: months.months,
  read: months.read,
};

answerRequests<ReadRequest>({
  answer(request) {
    switch (request.kind) {
      case "page":
        return readPage(places, request.query);
      case "count":
        return countEvents(places, request.query);
      case "by-id":
        return readById(places, ranges, request.query);
      case "newest-id":
        return newestId(places, ranges);
      case "timeline":
        return readTimeline(places, request.query);
      case "facts-before":
        return readFactsBefore(places, closed, request.key, request.time);
      case "changed":
        closed.forgetFrom(request.month);
        return ranges.forget(request.month);
      case "replaced":
        months.forget(request.month);
        closed.forgetFrom(request.month);
        return ranges.forget(request.month);
    }
  },
  atOnce: AT_ONCE,
  monthAtWork: () => null,
  close() {
    months.close();
    db?.close();
  },
});
