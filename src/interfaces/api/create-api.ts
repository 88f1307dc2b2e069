import fastifyCookie from "@fastify/cookie";
import fastify, { type FastifyInstance } from "fastify";
import type { Log } from "../../lib/log.ts";
import { NO_CHECKS, type CheckCounts } from "../../engine/schedule/check-counts.ts";
import { registerExpiringAcknowledgements } from "./acknowledgement-expiry/routes.ts";
import { acknowledgementOperations2004 } from "./acknowledgement/routes-20-04.ts";
import { acknowledgementOperations } from "./acknowledgement/routes.ts";
import { registerDecisions } from "./decision/routes.ts";
import { downtimeOperations } from "./downtime/routes.ts";
import { answerTo, BODY_LIMIT_BYTES, sendAnswer } from "./errors.ts";
import { addHeaders, COMMON_HEADERS } from "./headers.ts";
import { registerHealth } from "./health/routes.ts";
import { hostOperations } from "./host/routes.ts";
import { hostGroupOperations } from "./hostgroup/routes.ts";
import { readJsonBody } from "./json-body.ts";
import { loginOperations } from "./login/routes.ts";
import { registerSessionLogin } from "./login/session-route.ts";
import { answerMalformedHttp } from "./malformed-http.ts";
import { collectOpenApi } from "./openapi/document.ts";
import { registerDocs } from "./openapi/routes.ts";
import type { ApiParts, Operation } from "./operation.ts";
import { enforceRights, type IsLocal } from "./rights.ts";
import { registerRecurringDowntimes } from "./recurring-downtime/routes.ts";
import { registerReload } from "./reload/routes.ts";
import { resultOperations } from "./result/routes.ts";
import { readVersions, registerOperations } from "./routing.ts";
import { serviceOperations } from "./service/routes.ts";
import { serviceGroupOperations } from "./servicegroup/routes.ts";
import type { Reload } from "../../config/reload-outcome.ts";

export interface ApiOptions extends ApiParts {
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
      done(null, readJsonBody(body as Buffer, request.routeOptions.config.malformedBody));
    } catch (refusal) {
      done(refusal as Error);
    }
  });

  // Cookies are parsed where they are asked for: most requests bring a token.
  await app.register(fastifyCookie, { hook: false });
  // The order of the hooks is the order of the answers: headers, version and route, rights.
  addHeaders(app);
  const operations = contractOperations(options);
  readVersions(app, operations);
  enforceRights(app, options.access, options.isLocal);
  app.setNotFoundHandler(() => {
    throw new Error("Answered before the handler");
  });

  await collectOpenApi(app, options.version);
  registerOperations(app, operations);
  registerSessionLogin(app, options.access);
  registerHealth(app, options.version, options.checks ?? (() => NO_CHECKS));
  registerExpiringAcknowledgements(app, options);
  registerRecurringDowntimes(app, options);
  registerDecisions(app, options);
  registerReload(app, () => options.reload?.());
  registerDocs(app);
  await app.ready();
  return app;
}

/** The 24 operations of the contract, and those of later releases with bodies of their own. */
function contractOperations(parts: ApiParts): readonly Operation[] {
  return [
    ...loginOperations(parts),
    ...hostOperations(parts),
    ...serviceOperations(parts),
    ...hostGroupOperations(parts),
    ...serviceGroupOperations(parts),
    ...acknowledgementOperations(parts),
    ...acknowledgementOperations2004(parts),
    ...downtimeOperations(parts),
    ...resultOperations(parts),
  ];
}
