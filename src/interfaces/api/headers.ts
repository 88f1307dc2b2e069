import type { FastifyInstance } from "fastify";
import { ORIGINAL } from "./versions.ts";

/**
 * Headers of every response (contract §1.3, and no MIME sniffing; later versions have another
 * `Api-Version`), including those without a route. Answers hold data
 * of the caller, so nothing may keep them; the pages of the server set their own.
 */
export const COMMON_HEADERS = {
  "api-version": ORIGINAL.apiVersion,
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  vary: "Origin",
} as const;

const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "GET, OPTIONS, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "content-type, authorization, origin, accept, x-auth-token",
  "access-control-max-age": "3600",
} as const;

/**
 * Sets the common headers and answers CORS requests as in contract §1.4: pages of the allowed origins (null: of all)
 * may read answers with a token, never with the credentials of the browser.
 */
export function addHeaders(app: FastifyInstance, allowedOrigins: readonly string[] | null): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(COMMON_HEADERS);
    const { origin } = request.headers;
    if (origin === undefined) return done();
    const isPreflight = request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
    if (allowedOrigins === null || allowedOrigins.includes(origin))
      reply
        .header("access-control-allow-origin", origin)
        .headers(isPreflight ? PREFLIGHT_HEADERS : { "access-control-expose-headers": "link" });
    if (!isPreflight) return done();
    reply.code(200).send();
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    // Fastify adds a charset, which JSON does not have.
    if (String(reply.getHeader("content-type")).startsWith("application/json"))
      reply.header("content-type", "application/json");
    done(null, payload);
  });
}
