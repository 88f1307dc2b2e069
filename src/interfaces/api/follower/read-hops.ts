import type { FastifyInstance } from "fastify";
import { HOP_HEADER, readHop, type Hop } from "../../../cluster/followers/hop.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set if a follower passed the request on: what it knows of the client. */
    hop: Hop | null;
  }
}

/** Takes the client of a request that a follower passed on from the follower. A header that is not of one is ignored. */
export function readHops(app: FastifyInstance, lineage: string): void {
  app.decorateRequest("hop", null);
  app.addHook("onRequest", (request, _reply, done) => {
    const text = request.headers[HOP_HEADER];
    if (typeof text !== "string") return done();
    const hop = readHop(text, { method: request.method, url: request.originalUrl }, lineage, Date.now());
    if (hop === null) return done();
    request.hop = hop;
    const { ip, protocol, host } = hop;
    Object.defineProperties(request, { ip: { value: ip }, protocol: { value: protocol }, host: { value: host } });
    done();
  });
}
