import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../../../model/refusal.ts";
import { refuseField } from "../body-refusal.ts";
import type { SharedParts } from "../shared-parts.ts";
import { numberIn, textIn } from "../query-parameters.ts";
import { callerOf, credentialsOf } from "../rights.ts";
import { STREAM_KINDS, type StreamKind } from "../../stream/stream-change.ts";

/** The stream, unless a page is asked for: by `limit` or `before`, or by a client that takes JSON only. */
export function wantsStream(request: FastifyRequest): boolean {
  const { accept = "*/*" } = request.headers;
  if (accept.includes("text/event-stream")) return true;
  return (
    !accept.includes("application/json") && ["limit", "before"].every((name) => textIn(request, name) === undefined)
  );
}

/** Answers with the stream. Refuses with `invalid-body` and `too-many-streams`. */
export function openStream(request: FastifyRequest, { stream }: SharedParts, reply: FastifyReply): unknown {
  const filter = { q: textIn(request, "q") ?? null, kinds: kindsOf(textIn(request, "kinds")) };
  const after = afterOf(request);
  const headers = { ...reply.getHeaders(), "content-type": "text/event-stream", "x-accel-buffering": "no" };
  if (request.method === "HEAD") return reply.headers(headers).send();
  const caller = callerOf(request);
  const credentials = request.isLocal ? null : credentialsOf(request);
  stream.open({ server: request.server.server, credentials, caller, filter, after }, () => {
    reply.hijack();
    reply.raw.writeHead(200, headers as Record<string, string>);
    return reply.raw;
  });
  return reply;
}

/** The header counts more: a browser that comes back sends it beside the address of its first connection. */
function afterOf(request: FastifyRequest): number | null {
  const last = request.headers["last-event-id"];
  if (last === undefined || last === "") return numberIn(request, "after", [0, Number.MAX_SAFE_INTEGER]) ?? null;
  const id = Number(last);
  return /^\d{1,16}$/.test(String(last)) && Number.isSafeInteger(id)
    ? id
    : refuseField("Last-Event-ID", "This should be the `id` of a change.");
}

function kindsOf(text: string | undefined): ReadonlySet<StreamKind> | null {
  if (text === undefined || text === "") return null;
  const names = text.split(",").map((name) => name.trim());
  const known = new Set<string>(STREAM_KINDS);
  if (!names.every((name) => known.has(name)))
    refuseField("kinds", `These kinds are known: ${STREAM_KINDS.join(", ")}.`);
  return new Set(names as StreamKind[]);
}

/** The history is more than the view of a wall screen. Refuses with `wall-only`. */
export function requireNoWall(request: FastifyRequest): void {
  if (callerOf(request).wall !== undefined) throw new Refusal("wall-only", "A wall screen reads its own view only.");
}
