import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { EventFilter, Position } from "../../../data/history/months/event-query.ts";
import type { StoredEvent } from "../../../data/store/store.ts";
import { csvField } from "../../../lib/csv-field.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { ApiParts } from "../api-parts.ts";
import { presentEvent, type EventParts } from "./present.ts";

/** Events of one export. */
export const MAX_EXPORTED = 1_000_000;
const AT_ONCE = 1_000;
const HEADING = "id,time,kind,host,service,state,state_type,attempt,output,reason,by\r\n";

/** Streams all events that match as CSV (RFC 4180), page by page as the client takes them. */
export function sendEventCsv(
  filter: EventFilter,
  before: Position | undefined,
  parts: EventParts & Pick<ApiParts, "events">,
  visibility: Visibility,
  reply: FastifyReply,
): Readable {
  reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="events.csv"');
  return Readable.from(chunks(filter, before, parts, visibility));
}

async function* chunks(
  filter: EventFilter,
  first: Position | undefined,
  parts: EventParts & Pick<ApiParts, "events">,
  visibility: Visibility,
): AsyncGenerator<string> {
  yield HEADING;
  let before: Position | null | undefined = first;
  for (let count = 0; before !== null && count < MAX_EXPORTED;) {
    const page = await parts.events.readPage({ ...filter, limit: AT_ONCE, ...(before && { before }) });
    count += page.events.length;
    const text = page.events.map((event) => lineOf(event, parts, visibility)).join("");
    if (text !== "") yield text;
    before = page.next;
  }
}

function lineOf(event: StoredEvent, parts: EventParts, visibility: Visibility): string {
  const shown = presentEvent(event, parts, visibility);
  const type = shown.state_type === null ? null : shown.state_type === 1 ? "HARD" : "SOFT";
  const cells = [
    shown.id,
    shown.time,
    shown.kind,
    shown.host?.name ?? null,
    shown.service?.name ?? null,
    shown.state_name,
    type,
    shown.check_attempt,
    shown.output,
    shown.reason,
    shown.by,
  ];
  return `${cells.map((cell) => csvField(cell)).join(",")}\r\n`;
}
