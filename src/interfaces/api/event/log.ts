import { callerOf } from "../rights.ts";
import type { Operation } from "../operation.ts";
import { isSwitchedOn } from "../listing.ts";
import { invalidAnswer, missingAnswer } from "../schema-types.ts";
import { acceptsCsv } from "../exposition/accepts-csv.ts";
import { MAX_EXPORTED, sendEventCsv } from "./log-csv.ts";
import { filterOf, positionOf } from "./log-query.ts";
import { presentEvent } from "./present.ts";
import { numberIn } from "../query-parameters.ts";
import { DEFAULT_EVENTS, eventLog, logParameters, MAX_EVENTS } from "./schema.ts";

/** `GET /api/events/log`: the history by time, with filters. */
export const eventLogOperation: Operation = {
  id: "list-event-log",
  surface: "vigie",
  method: "GET",
  paths: ["/events/log"],
  right: "api-access",
  tag: "Events",
  summary: "The history by time: by kind, object, host group, window of time and text",
  description:
    "Newest first; only what the caller sees. Every event that was committed before the first page is on exactly one " +
    "page. An event that is committed later with an earlier time, since a clock was set back, is not on pages that were " +
    "read already: follow `/api/events` by `after` for all that is committed. With `Accept: text/csv` all pages at once " +
    `as CSV, at most ${MAX_EXPORTED.toLocaleString("en")} events.`,
  query: logParameters,
  answers: { 200: eventLog, ...invalidAnswer, ...missingAnswer },
  async handle(request, parts, reply) {
    const { visibility } = callerOf(request);
    const filter = filterOf(request, parts);
    const before = positionOf(request);
    if (acceptsCsv(request)) return sendEventCsv(filter, before, parts, visibility, reply);
    const limit = numberIn(request, "limit", [1, MAX_EVENTS]) ?? DEFAULT_EVENTS;
    const total = isSwitchedOn(request, "with_total") ? await parts.events.count(filter) : null;
    const { events, next } = await parts.events.readPage({
      ...filter,
      limit,
      ...(before === undefined ? {} : { before }),
    });
    return {
      result: events.map((event) => presentEvent(event, parts, visibility)),
      meta: {
        limit,
        next: next === null ? null : `${next.at}_${next.id}`,
        kept_days: parts.events.keptDays(),
        total: total?.count ?? null,
        total_is_more: total?.isMore ?? null,
      },
    };
  },
};
