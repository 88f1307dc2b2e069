import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HOP_HEADER } from "../../../cluster/followers/hop.ts";
import { RETRY_SECONDS } from "../../../cluster/leadership/timings.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { FollowerApiOptions } from "../api-options.ts";
import { isShared } from "../operation.ts";
import type { NamedBody } from "./with-named-resources.ts";
import { behind, POSITION_HEADER, positionIn } from "./position.ts";

/** Answers a request by what the leader answers to it. `named`: instead of its own body, which has been read. */
export type PassOn = (request: FastifyRequest, reply: FastifyReply, named?: NamedBody) => Promise<FastifyReply>;

/** The answer to a change waits until this server shows it. */
export function createPassOn({
  forward,
  reached,
  isLocal = () => false,
}: Pick<FollowerApiOptions, "forward" | "reached" | "isLocal">): PassOn {
  return async (request, reply, named) => {
    if (request.headers[HOP_HEADER] !== undefined)
      throw new Refusal("on-standby", "The request was passed on to this server, which does not lead either", {
        retryAfterSeconds: RETRY_SECONDS,
      });
    const { ip, protocol, host, raw, originalUrl } = request;
    const hop = { ip, protocol, host, isLocal: isLocal(raw.socket), ...(named && { asked: named.asked }) };
    const answer = await forward.send(raw, { url: originalUrl, hop, ...(named && { body: named.body }) });
    const position = positionIn(answer.headers[POSITION_HEADER]);
    if (position !== null && !(await reached(position))) {
      answer.body.destroy();
      throw behind("It is done and stored, but this server does not show it yet: do not repeat it");
    }
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  };
}

/**
 * Passes requests on to the leader whose operation is not answered by any server, as they came, before their rights and
 * bodies are looked at: the leader does that. Other requests wait for the position that they bring.
 */
export function passOnToLeader(
  app: FastifyInstance,
  { reached }: Pick<FollowerApiOptions, "reached">,
  passOn: PassOn,
): void {
  app.addHook("onRequest", async (request, reply) => {
    const { operation } = request.routeOptions.config;
    // One that names a view is passed on when its body is read.
    if (operation === undefined || operation.namesViews === true) return;
    if (!isShared(operation)) return passOn(request, reply);
    const position = positionIn(request.headers[POSITION_HEADER]);
    if (position === null || (await reached(position))) return;
    throw behind("This server does not show what was changed before; try again");
  });
}
