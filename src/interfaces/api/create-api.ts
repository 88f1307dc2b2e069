import fastifyCookie from "@fastify/cookie";
import fastify, { type FastifyInstance } from "fastify";
import type { Log } from "../../lib/log.ts";
import { NO_CHECKS, type CheckCounts } from "../../engine/schedule/check-counts.ts";
import { answerTo, BODY_LIMIT_BYTES, sendAnswer } from "./errors.ts";
import { OPERATIONS } from "./all-operations.ts";
import { addHeaders, COMMON_HEADERS } from "./headers.ts";
import { watchHealth } from "./health/health.ts";
import { readJsonBody } from "./json-body.ts";
import { answerMalformedHttp } from "./malformed-http.ts";
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
  /** Default, and while the server starts: none. */
  readonly checks?: () => CheckCounts;
  /** Proxies in front whose `X-Forwarded-For` is believed, as Fastify takes it. Default: none. */
  readonly trustProxy?: boolean | string;
  /** Undefined, or giving it, while the server starts. */
  readonly reload?: () => Reload | undefined;
  /** Default: no connection is. */
  readonly isLocal?: IsLocal;
}

// Room for a search of the greatest length, percent-encoded.
const LONGEST_HEADERS_BYTES = 262_144;
// A client that sends its request slower than this is cut off.
const REQUEST_TIMEOUT_MS = 30_000;
// How often slow clients are looked for; Node's default would let them stay twice as long.
const LOOK_FOR_SLOW_MS = 5_000;
// Further ones are closed at once: file descriptors must be left for the checks.
const MOST_CONNECTIONS = 4_096;

/** The HTTP API: contract §1 to §7, health, OpenAPI document and its page. Not listening yet: call `listen` or `inject`. */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { log } = options;
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: options.trustProxy ?? false,
    // Node would refuse a request without Host in a form of its own.
    http: {
      maxHeaderSize: LONGEST_HEADERS_BYTES,
      requireHostHeader: false,
      connectionsCheckingInterval: LOOK_FOR_SLOW_MS,
      // With a longer one, as by default, Node exchanges the two: a slow body would have a minute.
      headersTimeout: REQUEST_TIMEOUT_MS,
    },
    clientErrorHandler: answerMalformedHttp,
    frameworkErrors: (error, request, reply) => {
      sendAnswer(reply.headers(COMMON_HEADERS), answerTo(error, request, log));
    },
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  // An unknown `Expect` may be passed over (RFC 9110 §10.1.1); Node would refuse it in a form of its own.
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  // Bodies are checked where they are read, with the contract's messages; the schemas describe and serialise.
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

  // Cookies are parsed where they are asked for: most requests bring a token.
  await app.register(fastifyCookie, { hook: false });
  // The order of the hooks is the order of the answers: headers, version and route, rights.
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
