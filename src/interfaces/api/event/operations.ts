import type { FastifyRequest } from "fastify";
import type { StoredEvent } from "../../../data/store/store.ts";
import { refuseField } from "../body-refusal.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer, missingAnswer } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { eventLogOperation } from "./log.ts";
import { openStream, requireNoWall, wantsStream } from "./open-stream.ts";
import { isVisible, presentEvent, type EventParts } from "./present.ts";
import { numberIn } from "../query-parameters.ts";
import { DEFAULT_EVENTS, eventList, followParameters, MAX_EVENTS, pageParameters } from "./schema.ts";

/** Operations that read the history. The contract has no equivalent. */
export const eventOperations: readonly Operation[] = [
  {
    id: "list-events",
    surface: "vigie",
    method: "GET",
    paths: ["/events"],
    right: "api-access",
    forWalls: "own-view",
    tag: "Events",
    summary: "What happens, as a live stream; what happened: states, notifications, and what operators did",
    description:
      "Without `limit` and `before`, and unless only `application/json` is accepted, `text/event-stream` without an end: " +
      "docs/live-stream.md. Else a page, newest first. With `after`, oldest first: ask again with `after` set to `meta.last_id` to follow. A page may have " +
      "fewer events than its limit when others are not visible to the caller. Events of the server are for administrators.",
    query: followParameters,
    answers: { 200: eventList, ...invalidAnswer },
    handle: async (request, parts, reply) => {
      if (wantsStream(request)) return openStream(request, parts, reply);
      requireNoWall(request);
      const page = pageOf(request);
      const { limit, before, after } = page;
      const events =
        after === undefined
          ? await parts.events.readNewestEvents(limit, before)
          : await parts.events.readEventsAfter(after, limit);
      return listOf(events, page, request, parts);
    },
  },
  eventLogOperation,
  listing("host"),
  listing("service"),
];

function listing(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `list-${kind}-events`,
    surface: "vigie",
    method: "GET",
    paths: [`${path}/events`],
    right: "api-access",
    tag: "Events",
    summary: `What happened to a ${kind}`,
    description: "Newest first.",
    parameters,
    query: pageParameters,
    answers: { 200: eventList, ...invalidAnswer, ...missingAnswer },
    handle: async (request, parts) => {
      const { visibility } = callerOf(request);
      const { resource } = foundTarget(targetOfPath(parts.realtime, kind, request, visibility), kind);
      const { limit, before } = pageOf(request);
      return listOf(
        await parts.events.readEvents(resource.key, limit, before),
        { limit, before, after: undefined },
        request,
        parts,
      );
    },
  };
}

interface Page {
  readonly limit: number;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

function listOf(events: readonly StoredEvent[], { limit, after }: Page, request: FastifyRequest, parts: EventParts) {
  const { visibility } = callerOf(request);
  const ids = events.map(({ id }) => id);
  return {
    result: events
      .filter(({ key }) => isVisible(key, visibility))
      .map((event) => presentEvent(event, parts, visibility)),
    meta: {
      limit,
      next_before: after === undefined && ids.length === limit ? Math.min(...ids) : null,
      last_id: Math.max(after ?? 0, ...ids),
    },
  };
}

/** Reads the parameters. Refuses with `invalid-body`. */
function pageOf(request: FastifyRequest): Page {
  const [limit = DEFAULT_EVENTS, before, after] = [
    numberIn(request, "limit", [1, MAX_EVENTS]),
    numberIn(request, "before", [0, Number.MAX_SAFE_INTEGER]),
    numberIn(request, "after", [0, Number.MAX_SAFE_INTEGER]),
  ];
  if (before !== undefined && after !== undefined) refuseField("after", "This cannot be combined with `before`.");
  return { limit, before, after };
}
