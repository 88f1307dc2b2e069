import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { semicolonLine } from "../../../lib/csv-field.ts";
import { Refusal } from "../../../model/refusal.ts";
import { largeListAnswer } from "../large-list.ts";
import { listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import { findHost, findService, idOf } from "../lookup.ts";
import { onMetaService } from "../metaservice/on-metaservice.ts";
import type { SharedParts } from "../shared-parts.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { callerOf } from "../rights.ts";
import { notFoundMessage } from "../schema-types.ts";
import { type TargetKind, TARGETS } from "../target.ts";
import { laterVersionOf } from "../versions.ts";
import type { TimelineEntry } from "./entries.ts";
import { readTimelinePage, readWholeTimeline } from "./read.ts";
import { timelineEntry } from "./schema.ts";

const SEARCH_FIELDS = ["type", "content", "date"];

/** Timelines (later versions §8.5). */
export const timelineOperations: readonly Operation[] = [
  listing("host"),
  listing("service"),
  download("host"),
  download("service"),
  ofMetaService("timeline"),
  ofMetaService("timeline/download"),
];

function listing(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `list-${kind}-timeline`,
    surface: "centreon",
    method: "GET",
    paths: [`/monitoring${path}/timeline`],
    right: "api-access",
    tag: "Resources",
    summary: `What happened to a ${kind}: states, notifications, downtimes, acknowledgement, comments`,
    description:
      "Newest first unless sorted. At most the newest 10,000 events are counted and on pages; a search by `date` " +
      "reaches those before them.",
    isListing: true,
    isPresentedExactly: true,
    parameters,
    query: listQuerySchema(SEARCH_FIELDS),
    answers: { ...listAnswers(timelineEntry), ...notFoundMessage },
    handle: async (request, parts, reply) => {
      const row = rowOfPath(kind, request, parts);
      const query = listQueryOf(request, laterVersionOf(request));
      const page = await readTimelinePage(row, query, parts, callerOf(request).visibility);
      return largeListAnswer(reply, query, page, presentEntry);
    },
  };
}

function download(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `download-${kind}-timeline`,
    surface: "centreon",
    method: "GET",
    paths: [`/monitoring${path}/timeline/download`],
    right: "api-access",
    tag: "Resources",
    summary: `The whole timeline of a ${kind} as CSV`,
    parameters,
    query: { search: Type.Optional(Type.String({ description: "As of the timeline" })) },
    answers: { 200: Type.String({ description: "CSV." }), ...notFoundMessage },
    handle: (request, parts, reply) => {
      const row = rowOfPath(kind, request, parts);
      const entries = readWholeTimeline(row, listQueryOf(request), parts, callerOf(request).visibility);
      const name = "service" in row ? `${row.service.hostId}-${row.service.serviceId}` : String(row.host.hostId);
      reply
        .type("application/force-download")
        .header("content-disposition", `attachment; filename="timeline-${name}.csv"`);
      return Readable.from(linesOf(entries), { objectMode: false });
    },
  };
}

function ofMetaService(path: "timeline" | "timeline/download"): Operation {
  return onMetaService({
    id: `${path === "timeline" ? "list" : "download"}-metaservice-timeline`,
    path: `/monitoring/metaservice/:meta_id(\\d+)/${path}`,
    tag: "Resources",
    summary: "The timeline of a meta service: there are none",
    missing: (id) => `Metaservice id ${id} not found`,
  });
}

/** Refuses with `not-found`. */
function rowOfPath(
  kind: TargetKind,
  request: FastifyRequest,
  { realtime }: Pick<SharedParts, "realtime">,
): HostRow | ServiceRow {
  const { visibility } = callerOf(request);
  const hostId = idOf(request, "host_id");
  if (kind === "host") return findHost(realtime, hostId, visibility) ?? missing(`Host id ${hostId}`);
  const serviceId = idOf(request, "service_id");
  return (
    findService(realtime, hostId, serviceId, visibility) ?? missing(`Service id ${serviceId} on host id ${hostId}`)
  );
}

function missing(what: string): never {
  throw new Refusal("not-found", `${what} not found`);
}

const presentEntry = ({ id, type, at, content, contact, status, tries, start, end }: TimelineEntry) => ({
  id,
  type,
  date: dateOrNull(at),
  start_date: dateOrNull(start),
  end_date: dateOrNull(end),
  content,
  contact,
  status: status === null ? null : { code: status.code, name: status.name, severity_code: status.severityCode },
  tries,
});

async function* linesOf(entries: AsyncIterable<readonly TimelineEntry[]>): AsyncGenerator<string> {
  yield semicolonLine(["type", "date", "content", "contact", "status", "tries"]);
  for await (const some of entries)
    yield some
      .map(({ type, at, content, contact, status, tries }) =>
        semicolonLine([type, dateOrNull(at), content, contact?.name ?? null, status?.name ?? null, tries]),
      )
      .join("");
}
