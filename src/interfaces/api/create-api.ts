import type { ServerOptions } from "node:http";
import type { Server as HttpsServer } from "node:https";
import fastifyCookie from "@fastify/cookie";
import fastify, { type FastifyInstance } from "fastify";
import type { Log } from "../../lib/log.ts";
import { NO_CHECKS, type CheckCounts } from "../../engine/schedule/check-counts.ts";
import { answerTo, BODY_LIMIT_BYTES, sendAnswer } from "./errors.ts";
import { OPERATIONS } from "./all-operations.ts";
import { addHeaders, COMMON_HEADERS } from "./headers.ts";
import { watchHealth, type Condition } from "./health/health.ts";
import { readJsonBody } from "./json-body.ts";
import { answerMalformedHttp } from "./malformed-http.ts";
import { collectOpenApi } from "./openapi/document.ts";
import type { ApiParts } from "./operation.ts";
import { guardOwnPages } from "./own-pages.ts";
import { registerOperations } from "./register-operations.ts";
import { enforceRights, type IsLocal } from "./rights.ts";
import { readVersions } from "./routing.ts";
import type { TlsFiles } from "./tls-files.ts";
import type { Reload } from "../../config/reload-outcome.ts";

export interface ApiOptions extends Omit<ApiParts, "reload" | "health" | "openApiDocument"> {
  readonly log: Log;
  /** Release of the server, as `/api/health` shows it. */
  readonly version: string;
  /** Default, and during startup: no checks. */
  readonly checks?: () => CheckCounts;
  /** Condition of the server's parts. Default: it runs. */
  readonly condition?: () => Condition;
  /** Trusted proxies in front, whose `X-Forwarded-For` is used, in Fastify's format. Default: none. */
  readonly trustProxy?: boolean | string;
  /** Origins whose pages may read answers with a token (contract §1.4); null, the default: all. */
  readonly allowedOrigins?: readonly string[] | null;
  /** HTTPS with these files; null, the default: plain HTTP. */
  readonly tls?: TlsFiles | null;
  /** Undefined, or returning undefined, during startup. */
  readonly reload?: () => Reload | undefined;
  /** Default: no connection is local. */
  readonly isLocal?: IsLocal;
}

// Room for a search of the maximum length, percent-encoded.
const MAX_HEADER_BYTES = 262_144;
// A client that sends its request more slowly than this is disconnected.
const REQUEST_TIMEOUT_MS = 30_000;
// Interval of the check for slow clients. Node's default would let them stay twice as long.
const LOOK_FOR_SLOW_MS = 5_000;
// Further connections are closed immediately: the checks need the remaining file descriptors.
const MAX_CONNECTIONS = 4_096;

const RUNNING: Condition = { phase: "running", problems: [], lastCommit: null };

/**
 * HTTP API: contract §1 to §7, health, the OpenAPI document and its page. Does not listen yet: call `listen` or
 * `inject`.
 */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { log } = options;
  const app = fastify({
    ...serverOptions(options.tls ?? null),
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: options.trustProxy ?? false,
    clientErrorHandler: answerMalformedHttp,
    frameworkErrors: (error, request, reply) => {
      sendAnswer(reply.headers(COMMON_HEADERS), answerTo(error, request, log));
    },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  // An unknown `Expect` may be ignored (RFC 9110 §10.1.1). Otherwise Node refuses it in its own format.
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
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
  // The order of the hooks is the order of the refusals: headers, version and route, other origins, rights.
  addHeaders(app, options.allowedOrigins ?? null);
  readVersions(app, OPERATIONS);
  guardOwnPages(app);
  enforceRights(app, OPERATIONS, options.access, options.isLocal);
  app.setNotFoundHandler(() => {
    throw new Error("Answered before the handler");
  });

  const health = watchHealth({
    version: options.version,
    checks: options.checks ?? (() => NO_CHECKS),
    condition: options.condition ?? (() => RUNNING),
  });
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

/** Options of the server of Node, for HTTP or HTTPS. */
function serverOptions(tls: TlsFiles | null): { readonly http: ServerOptions } {
  const http: ServerOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    // Otherwise Node refuses a request without Host in its own format.
    requireHostHeader: false,
    connectionsCheckingInterval: LOOK_FOR_SLOW_MS,
    // With a longer timeout, as by default, Node swaps the two: a slow body would get a minute.
    headersTimeout: REQUEST_TIMEOUT_MS,
  };
  if (tls === null) return { http };
  const { cert, key } = tls;
  // The type of the app is that of plain HTTP: Fastify's types differ by the server, its behaviour does not.
  return { https: { ...http, cert, key, handshakeTimeout: REQUEST_TIMEOUT_MS } } as unknown as { http: ServerOptions };
}

/** Uses another certificate for new connections of an API that was created with `tls`. */
export function replaceCertificate(app: FastifyInstance, { cert, key }: TlsFiles): void {
  (app.server as unknown as HttpsServer).setSecureContext({ cert, key });
}
