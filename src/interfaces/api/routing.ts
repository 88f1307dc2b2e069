import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Refusal } from "../../model/refusal.ts";
import { methodNotAllowed, noRoute } from "./errors.ts";
import { createKnownPaths, type KnownPaths } from "./known-paths.ts";
import type { Operation } from "./operation.ts";
import { readVersion } from "./versions.ts";

/** Refuses unknown version tokens, paths and methods before any other check (contract §2.2: the route comes first). */
export function readVersions(app: FastifyInstance, operations: readonly Operation[]): void {
  const paths = createKnownPaths(operations);
  app.decorateRequest("apiVersion", null);
  app.addHook("onRequest", (request, reply, done) => {
    // The contract parses every body as JSON; Fastify would refuse a Content-Type it does not know.
    delete request.headers["content-type"];
    if (request.is404) return done(unrouted(paths, request, reply));
    const { version: token } = request.params as { readonly version?: string };
    if (token === undefined) return done();
    const version = readVersion(token);
    if (version === undefined) return done(noRoute(request.method, request.url));
    request.apiVersion = version;
    done();
  });
}

/** Refusal for an unknown path, or for any other method on a known path (contract §3.3). */
function unrouted(paths: KnownPaths, { method, url }: FastifyRequest, reply: FastifyReply): Refusal {
  const methods = paths.methodsOf(decodedPath(url));
  if (methods.length === 0) return noRoute(method, url);
  reply.header("allow", methods.join(", "));
  return methodNotAllowed(
    method,
    url,
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
