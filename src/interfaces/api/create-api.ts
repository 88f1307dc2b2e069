import type { RequestListener } from "node:http";
import fastifyCookie from "@fastify/cookie";
import fastify, { type FastifyInstance } from "fastify";
import type { Log } from "../../lib/log.ts";
import { NO_CHECKS, type CheckCounts } from "../../engine/schedule/check-counts.ts";
import { answerTo, sendAnswer } from "./errors.ts";
import { OPERATIONS } from "./all-operations.ts";
import { createHttpServer } from "./connections/http-server.ts";
import { addHeaders, COMMON_HEADERS } from "./headers.ts";
import { watchHealth } from "./health/health.ts";
import { readJsonBody } from "./json-body.ts";
import { collectOpenApi } from "./openapi/document.ts";
import type { ApiParts } from "./operation.ts";
import { registerOperations } from "./register-operations.ts";
import { enforceRights, type IsLocal } from "./rights.ts";
import { readVersions } from "./routing.ts";
import type { Reload } from "../../config/reload-outcome.ts";

export interface ApiOptions extends Omit<ApiParts, "reload" | "health" | "openApiDocument"> {
  readonly log: Log;
  /** Release of the server, as `/api/health` shows it. */
  readonly version: string;
  /** Default, and during startup: no checks. */
  readonly checks?: () => CheckCounts;
  /** Trusted proxies in front, whose `X-Forwarded-For` is used, in Fastify's format. Default: none. */
  readonly trustProxy?: boolean | string;
  /** Undefined, or returning undefined, during startup. */
  readonly reload?: () => Reload | undefined;
  /** Connections beyond it replace those that wait. Default: 4,096. */
  readonly maxConnections?: number;
  /** Default: no connection is local. */
  readonly isLocal?: IsLocal;
}

const MAX_CONNECTIONS = 4_096;

/**
 * HTTP API: contract §1 to §7, health, the OpenAPI document and its page. Does not listen yet: call `listen` or
 * `inject`.
 */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { log } = options;
  const app = fastify({
    logger: false,
    trustProxy: options.trustProxy ?? false,
    serverFactory: (handle) =>
      createHttpServer({
        handle: handle as RequestListener,
        maxConnections: options.maxConnections ?? MAX_CONNECTIONS,
        isLocal: options.isLocal ?? (() => false),
      }),
    // Answered by the HTTP server, in turn.
    clientErrorHandler: () => {},
    frameworkErrors: (error, request, reply) => {
      sendAnswer(reply.headers(COMMON_HEADERS), answerTo(error, request, log));
    },
  });
  // Bodies are validated where they are read, with the contract's messages; schemas only document and serialise.
  app.setValidatorCompiler(() => () => true);
  app.setErrorHandler((error, request, reply) => sendAnswer(reply, answerTo(error, request, log)));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    try {
      done(null, readJsonBody(body as Buffer, request.routeOptions.config.operation?.body?.malformed));
    } catch (refusal) {
      done(refusal as Error);
    }
  });

  // Cookies are parsed where they are needed, since most requests carry a token.
  await app.register(fastifyCookie, { hook: false });
  // The order of the hooks is the order of the refusals: headers, version and route, rights.
  addHeaders(app);
  readVersions(app, OPERATIONS);
  enforceRights(app, OPERATIONS, options.access, options.isLocal);
  app.setNotFoundHandler(() => {
    throw new Error("Answered before the handler");
  });

  const health = watchHealth(options.version, options.checks ?? (() => NO_CHECKS));
  app.addHook("onClose", async () => health.stop());
  const openApiDocument = await collectOpenApi(app, options.version);
  registerOperations(app, OPERATIONS, {
    ...options,
    health: health.latest,
    openApiDocument,
    reload: () => options.reload?.(),
  });
  await app.ready();
  return app;
}
