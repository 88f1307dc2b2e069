import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Refusal } from "../../lib/refusal.ts";
import { methodNotAllowed, noRoute } from "./errors.ts";
import { createKnownPaths, type KnownPaths } from "./known-paths.ts";
import { refuseMalformedSort } from "./listing.ts";
import type { Operation } from "./operation.ts";
import { type OperationId, RIGHTS } from "./rights.ts";
import { tooLargeAnswer } from "./schema-types.ts";
import { readVersion } from "./versions.ts";

// From 22.04 on any prefix is accepted before `api/`; these two are what clients use.
const PREFIXES = ["/centreon/api/:version", "/api/:version"] as const;

/** Refuses unknown version tokens, paths and methods before anything else is looked at (contract §2.2: the route comes first). */
export function readVersions(app: FastifyInstance, operations: readonly Operation[]): void {
  const paths = createKnownPaths(operations);
  app.decorateRequest("apiVersion", null);
  app.addHook("onRoute", ({ method, url }) => {
    if (PREFIXES.some((prefix) => url.startsWith(prefix))) return;
    for (const one of [method].flat()) paths.add(one, url);
  });
  app.addHook("onRequest", (request, reply, done) => {
    // The contract takes every body as JSON; Fastify would refuse a Content-Type it cannot read.
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

/** A known path with another method, whatever it is, or an unknown path (contract §3.3). */
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

/** Registers every operation under every spelling, and around them what §1.4 says of slashes. */
export function registerOperations(app: FastifyInstance, operations: readonly Operation[]): void {
  for (const prefix of PREFIXES) {
    for (const operation of operations) {
      for (const path of operation.paths) {
        const url = prefix + path;
        const isDocumented = prefix === PREFIXES[0] && path === operation.paths[0];
        registerOperation(app, operation, url, isDocumented);
        if (operation.method === "GET") redirectTrailingSlash(app, url);
      }
    }
  }
}

function registerOperation(app: FastifyInstance, operation: Operation, url: string, isDocumented: boolean): void {
  app.route({
    method: operation.method,
    url,
    config: {
      operation: operation.id,
      ...(operation.malformedBody !== undefined && { malformedBody: operation.malformedBody }),
    },
    schema: {
      hide: !isDocumented,
      operationId: operation.id,
      tags: [operation.tag],
      summary: operation.summary,
      description: describe(operation),
      security: securityOf(operation.id),
      params: Type.Object({ version: versionParameter, ...operation.parameters }),
      ...(operation.query && { querystring: Type.Object(operation.query) }),
      ...(operation.body && { body: operation.body }),
      response: {
        ...operation.answers,
        ...(operation.body && tooLargeAnswer),
        ...(operation.answers[200] && { 200: { description: "Done.", ...operation.answers[200] } }),
      },
    },
    ...(operation.isPresentedExactly && { serializerCompiler: () => JSON.stringify }),
    ...(operation.isListing && {
      preValidation: (request, _reply, done) => {
        refuseMalformedSort(request);
        done();
      },
    }),
    handler: operation.handle,
  });
}

/** A session alone has no token to end (contract §2.4). */
function securityOf(id: OperationId): Record<string, string[]>[] {
  if (RIGHTS[id] === "public") return [];
  return id === "logout" ? [{ token: [] }] : [{ token: [] }, { session: [] }];
}

function describe({ description, paths, id }: Operation): string {
  const right = RIGHTS[id];
  const role = right.includes("_") ? `Needs the role \`${right}\`.` : undefined;
  const spellings =
    paths.length > 1
      ? `Also spelled ${paths
          .slice(1)
          .map((path) => `\`${shown(path)}\``)
          .join(", ")}.`
      : undefined;
  return [description, role, spellings].filter((text) => text !== undefined).join(" ");
}

const shown = (path: string): string => path.replaceAll(/:(\w+)\(\\d\+\)/g, "{$1}");

const versionParameter = Type.String({
  description: "`latest`, `beta`, `v2`, `v2.0`, `v2.1`, or a release from `v20.04` on",
  default: "latest",
  examples: ["latest", "beta", "v2", "v22.10"],
});

function redirectTrailingSlash(app: FastifyInstance, url: string): void {
  app.route({
    method: "GET",
    url: `${url}/`,
    config: { operation: "redirect-trailing-slash" },
    schema: { hide: true },
    onRequest: (request, reply) => {
      const [path = "", ...query] = request.url.split("?");
      reply.redirect([path.replace(/\/$/, ""), ...query].join("?"), 301);
    },
    handler: neverReached,
  });
}

function neverReached(): never {
  throw new Error("Answered before the handler");
}
