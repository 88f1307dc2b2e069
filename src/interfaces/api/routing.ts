import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Settings } from "../../config/settings/settings.ts";
import type { Refusal } from "../../model/refusal.ts";
import { methodNotAllowed, noRoute } from "./errors.ts";
import { createKnownPaths, type KnownPaths } from "./known-paths.ts";
import type { Operation } from "./operation.ts";
import { ORIGINAL, readVersion } from "./versions.ts";

/** Refuses unknown version tokens, paths and methods before any other check (contract §2.2: the route comes first). */
export function readVersions(
  app: FastifyInstance,
  operations: readonly Operation[],
  latest: Settings["latestApi"],
): void {
  const paths = createKnownPaths(operations, latest);
  app.decorateRequest("apiVersion", null);
  app.addHook("onRequest", (request, reply, done) => {
    // The contract parses every body as JSON; Fastify would refuse a Content-Type it does not know.
    delete request.headers["content-type"];
    const token = request.is404 ? tokenIn(request.url) : (request.params as { readonly version?: string }).version;
    const version = token === undefined ? undefined : readVersion(token, latest);
    request.apiVersion = version ?? null;
    if (version !== undefined && version.apiVersion !== ORIGINAL.apiVersion)
      reply.header("api-version", version.apiVersion);
    if (request.is404) return done(unrouted(paths, request, reply));
    if (token !== undefined && version === undefined) return done(noRoute(request));
    done();
  });
}

/** Address at which the operation is registered. */
export const routedAddress = (url: string, latest: Settings["latestApi"]): string =>
  withOwnPrefix(withSingleSlashes(url), latest);

/**
 * Runs of slashes in the path are one, as in the web servers before Centreon: clients put a path after a base URL that
 * may end with one.
 */
function withSingleSlashes(url: string): string {
  if (!url.startsWith("/") || !url.includes("//")) return url;
  const start = url.indexOf("?");
  const end = start === -1 ? url.length : start;
  return url.slice(0, end).replaceAll(/\/{2,}/g, "/") + url.slice(end);
}

/**
 * Address with `/centreon` before `api/` and a version token, where routes are registered: any prefix is accepted there
 * (later versions §1.1), as of a proxy that passes it on, and also none. Addresses without a version stay.
 */
function withOwnPrefix(url: string, latest: Settings["latestApi"]): string {
  if (url.startsWith("/centreon/api/")) return url;
  const [, rest, token] = /^(?:\/[^?]*?)?(\/api\/([^/?]+)\/.*)$/s.exec(url) ?? [];
  return rest !== undefined && readVersion(token!, latest) !== undefined ? `/centreon${rest}` : url;
}

/** Version token in the path of an unknown route. */
const tokenIn = (url: string): string | undefined => /^(?:\/centreon)?\/api\/([^/?]+)\//.exec(url)?.[1];

/** Refusal for an unknown path, or for any other method on a known path (contract §3.3). */
function unrouted(paths: KnownPaths, request: FastifyRequest, reply: FastifyReply): Refusal {
  const methods = paths.methodsOf(decodedPath(request.url));
  if (methods.length === 0) return noRoute(request);
  reply.header("allow", methods.join(", "));
  return methodNotAllowed(
    request,
    methods.filter((one) => one !== "HEAD"),
  );
}

function decodedPath(url: string): string {
  const [path = ""] = url.split("?", 1);
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
