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

/** Refuses operations with `isForOwnPages` to pages of other origins, before anything else is read. */
export function guardOwnPages(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => {
    if (request.routeOptions.config.operation?.isForOwnPages !== true || isOfOwnPages(request)) return done();
    const from = request.headers.origin ?? "another site";
    const own = ownOrigin(request) ?? "not known here";
    done(
      new Refusal(
        "foreign-origin",
        `Refused for pages of other origins: the request comes from ${from}, the origin of this server is ${own}. ` +
          "Behind a proxy, set trust_proxy and forward the host and the protocol.",
      ),
    );
  });
}

/**
 * Scheme, host and port of this server, as the browser of the request sees them: behind a trusted proxy, from
 * `X-Forwarded-Proto` and `X-Forwarded-Host`. Undefined without a usable `Host`.
 */
function ownOrigin({ protocol, host }: FastifyRequest): string | undefined {
  return HOST_FORM.test(host) ? URL.parse(`${protocol}://${host}`)?.origin : undefined;
}

/** A name or an address, with or without a port: nothing that an address could have before or after the host. */
const HOST_FORM = /^[\w.:[\]-]+$/;
