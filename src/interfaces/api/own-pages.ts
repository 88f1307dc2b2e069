import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../../model/refusal.ts";

/**
 * Tests whether a request comes from a page of this server, or from no page at all (contract §1.4). A page of another
 * port of the host, or of another name under its domain, is the same site, so `SameSite` does not stop it.
 */
export function isOfOwnPages(request: FastifyRequest): boolean {
  const { origin, "sec-fetch-site": site } = request.headers;
  if (origin !== undefined && origin !== ownOrigin(request)) return false;
  return site === undefined || site === "same-origin" || site === "none";
}

declare module "fastify" {
  interface FastifyInstance {
    /** Origin at which browsers reach the server, if it is set. */
    publicOrigin: string | null;
  }
}

/** Refuses operations with `isForOwnPages` to pages of other origins, before anything else is read. */
export function guardOwnPages(app: FastifyInstance, publicOrigin: string | null): void {
  app.decorate("publicOrigin", publicOrigin);
  app.addHook("onRoute", (route) => {
    if (route.config?.operation?.isForOwnPages !== true) return;
    route.onRequest = (request, _reply, done) => (isOfOwnPages(request) ? done() : done(foreignOrigin(request)));
  });
}

const foreignOrigin = (request: FastifyRequest): Refusal =>
  new Refusal(
    "foreign-origin",
    `Refused for pages of other origins: the request comes from ${request.headers.origin ?? "another site"}, ` +
      `the origin of this server is ${ownOrigin(request) ?? "not known here"}. ` +
      "Behind a proxy, set public_address, or set trust_proxy and forward the host and the protocol.",
  );

/**
 * Scheme, host and port of this server, as the browser of the request sees them: those that are set, else those of the
 * request, behind a trusted proxy from `X-Forwarded-Proto` and `X-Forwarded-Host`. Undefined without a usable `Host`.
 */
export function ownOrigin({ protocol, host, server }: FastifyRequest): string | undefined {
  if (server.publicOrigin !== null) return server.publicOrigin;
  return HOST_FORM.test(host) ? URL.parse(`${protocol}://${host}`)?.origin : undefined;
}

/** Tests whether the browser of a request speaks HTTPS, with this server or a proxy in front. */
export const isOverHttps = ({ protocol, server }: FastifyRequest): boolean =>
  (server.publicOrigin ?? `${protocol}:`).startsWith("https:");

/** A name or an address, with or without a port: nothing that an address could have before or after the host. */
const HOST_FORM = /^[\w.:[\]-]+$/;
