import type { FastifyInstance } from "fastify";
import { API_VERSION } from "./versions.ts";

/** Headers of every response (contract §1.3, and no MIME sniffing), including those without a route. */
export const COMMON_HEADERS = {
  "api-version": API_VERSION,
  "cache-control": "no-cache, private",
  "x-content-type-options": "nosniff",
} as const;

const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "GET, OPTIONS, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "content-type, authorization, origin, accept, x-auth-token",
  "access-control-max-age": "3600",
  vary: "Origin",
} as const;

/** Sets the common headers and answers CORS requests as in contract §1.4: any origin, credentials allowed. */
export function addHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(COMMON_HEADERS);
    const { origin } = request.headers;
    if (origin === undefined) return done();
    reply.header("access-control-allow-origin", origin).header("access-control-allow-credentials", "true");
    if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
      reply.code(200).headers(PREFLIGHT_HEADERS).send();
      return;
    }
    reply.header("access-control-expose-headers", "link");
    done();
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    // Fastify adds a charset, which JSON does not have.
    if (String(reply.getHeader("content-type")).startsWith("application/json"))
      reply.header("content-type", "application/json");
    done(null, payload);
  });
}
