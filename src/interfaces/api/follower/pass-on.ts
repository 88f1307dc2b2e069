import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HOP_HEADER } from "../../../cluster/followers/hop.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { FollowerApiOptions } from "../api-options.ts";
import { isShared } from "../operation.ts";
import { POSITION_HEADER } from "./add-positions.ts";

/** An election takes some seconds at most. */
const RETRY_SECONDS = 2;

/**
 * Passes requests on to the leader whose operation is not answered by any server, as they came, before their rights and
 * bodies are looked at: the leader does that. The answer to a change waits until this server shows it. Other requests
 * wait for the position that they bring.
 */
export function passOnToLeader(
  app: FastifyInstance,
  { forward, reached, isLocal = () => false }: Pick<FollowerApiOptions, "forward" | "reached" | "isLocal">,
): void {
  app.addHook("onRequest", async (request, reply) => {
    const { operation } = request.routeOptions.config;
    if (operation === undefined) return;
    if (isShared(operation)) {
      const position = positionIn(request.headers[POSITION_HEADER]);
      if (position === null || (await reached(position))) return;
      throw behind("This server does not show what was changed before; try again");
    }
    return passOn(request, reply);
  });

  const passOn = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.headers[HOP_HEADER] !== undefined)
      throw new Refusal("on-standby", "The request was passed on to this server, which does not lead either", {
        retryAfterSeconds: RETRY_SECONDS,
      });
    const { ip, protocol, host, raw } = request;
    const answer = await forward.send(raw, request.originalUrl, {
      ip,
      protocol,
      host,
      isLocal: isLocal(raw.socket),
    });
    const position = positionIn(answer.headers[POSITION_HEADER]);
    if (position !== null && !(await reached(position))) {
      answer.body.destroy();
      throw behind("It is done and stored, but this server does not show it yet: do not repeat it");
    }
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  };
}

const behind = (message: string): Refusal =>
  new Refusal("follower-behind", message, { retryAfterSeconds: RETRY_SECONDS });

/** Position in a header; null if it has none. */
function positionIn(text: unknown): number | null {
  const position = typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : null;
  return position;
}
