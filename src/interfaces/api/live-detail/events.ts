import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { EventKind } from "../../../data/history/months/event-kinds.ts";
import { EVENT_KINDS, isEventKind } from "../../../data/history/months/event-kinds.ts";
import type { StoredEvent } from "../../../data/store/store.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { refuseField } from "../body-refusal.ts";
import { presentEvent } from "../event/present.ts";
import { event as eventSchema } from "../event/schema.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { numberIn, textIn } from "../query-parameters.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer, missingAnswer } from "../schema-types.ts";
import { keyOfPath, rowOfKey, unknownResource } from "./row-of-path.ts";
import { liveKeyParameter } from "./schema.ts";

const DEFAULT_EVENTS = 100;
const MAX_EVENTS = 500;
/** Events of one read of the history, and those looked at for one page: a rare kind is searched over several pages. */
const AT_ONCE = 500;
const MAX_LOOKED_AT = 10_000;

/** `GET /api/resources/{key}/events`. */
export const liveEventsOperation: Operation = {
  id: "list-live-resource-events",
  surface: "vigie",
  method: "GET",
  paths: ["/resources/:key/events"],
  right: "api-access",
  tag: "Console",
  summary: "What happened to a host or a service",
  description:
    "Newest first. Go on with `before` set to `meta.next_before`; a page of a rare kind can be short, or empty, and " +
    "have a next one. Administrators also read the history of one that is not configured any more.",
  parameters: liveKeyParameter,
  query: {
    before: Type.Optional(Type.Integer({ minimum: 0, description: "Only events with a lower id" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_EVENTS, default: DEFAULT_EVENTS })),
    kind: Type.Optional(Type.String({ description: "Kinds, separated by commas" })),
  },
  answers: {
    200: Type.Object(
      {
        result: Type.Array(eventSchema, { description: "Newest first" }),
        meta: Type.Object({
          limit: Type.Integer(),
          next_before: Type.Union([Type.Integer(), Type.Null()], { description: "Null: there is nothing older" }),
        }),
      },
      { title: "LiveEvents" },
    ),
    ...invalidAnswer,
    ...missingAnswer,
  },
  isPresentedExactly: true,
  handle: async (request, parts) => {
    const { realtime, events } = parts;
    const { visibility } = callerOf(request);
    const key = keyOfPath(request);
    const limit = numberIn(request, "limit", [1, MAX_EVENTS]) ?? DEFAULT_EVENTS;
    const before = numberIn(request, "before", [0, Number.MAX_SAFE_INTEGER]);
    const kinds = kindsOf(request);
    const isConfigured = rowOfKey(realtime, key, visibility) !== undefined;
    if (!isConfigured && !visibility.seesAll) unknownResource();
    const page = await readPage(events, key, kinds, limit, before);
    // Of what never existed there is no history.
    if (!isConfigured && before === undefined && page.next === null && page.found.length === 0) unknownResource();
    return {
      result: page.found.map((event) => presentEvent(event, parts, visibility)),
      meta: { limit, next_before: page.next },
    };
  },
};

interface FoundEvents {
  readonly found: readonly StoredEvent[];
  readonly next: number | null;
}

async function readPage(
  events: ApiParts["events"],
  key: ResourceKey,
  kinds: ReadonlySet<EventKind> | null,
  limit: number,
  before: number | undefined,
): Promise<FoundEvents> {
  const found: StoredEvent[] = [];
  const count = kinds === null ? limit : AT_ONCE;
  for (let looked = 0; looked < MAX_LOOKED_AT; looked += count) {
    const read = await events.readEvents(key, count, before);
    for (const event of read) {
      before = event.id;
      if (kinds?.has(event.kind) === false) continue;
      found.push(event);
      if (found.length === limit) return { found, next: event.id };
    }
    if (read.length < count) return { found, next: null };
  }
  return { found, next: before ?? null };
}

/** Refuses with `invalid-body`. */
export function kindsOf(request: FastifyRequest): ReadonlySet<EventKind> | null {
  const text = textIn(request, "kind");
  if (text === undefined) return null;
  const names = text.split(",").map((name) => name.trim());
  const kinds = new Set(names.filter(isEventKind));
  if (names.some((name) => !isEventKind(name)))
    refuseField("kind", `These kinds are known: ${EVENT_KINDS.join(", ")}.`);
  return kinds;
}
