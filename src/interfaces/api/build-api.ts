import type { RequestListener } from "node:http";
import fastify, { type FastifyInstance } from "fastify";
import type { Settings } from "../../config/settings/settings.ts";
import { NO_CHECKS } from "../../engine/schedule/check-counts.ts";
import { OPERATIONS } from "./all-operations.ts";
import type { CommonOptions } from "./api-options.ts";
import { createHttpServer } from "./connections/http-server.ts";
import { sendNoPage } from "./console/no-page.ts";
import { answerTo, sendAnswer } from "./errors.ts";
import { readFormBody } from "./form-body.ts";
import { addHeaders, COMMON_HEADERS } from "./headers.ts";
import { watchHealth, type Condition, type Health } from "./health/health.ts";
import { readJsonBody } from "./json-body.ts";
import { lazySerializer } from "./lazy-serializer.ts";
import { readFormOrJson } from "./old-api/form-or-json.ts";
import { collectOpenApi } from "./openapi/document.ts";
import { guardOwnPages } from "./own-pages.ts";
import { readQuery } from "./query-parameters.ts";
import { createRequestLog } from "./request-log.ts";
import { enforceRights } from "./rights.ts";
import { readVersions, routedAddress } from "./routing.ts";
import type { SharedParts } from "./shared-parts.ts";
import { versionOf } from "./versions.ts";

const DEFAULT_LATEST: Settings["latestApi"] = "24.10";
export const MAX_CONNECTIONS = 4_096;
/** Names of tokens have 255 characters, of up to four bytes, each of which may be written as `%xx`. */
const MAX_NAME_IN_PATH = 255 * 4 * 3;

const READERS = { json: readJsonBody, form: readFormBody, "form-or-json": readFormOrJson };

const RUNNING: Condition = { phase: "running", problems: [], lastCommit: null, cluster: null };

/** API without its operations. */
export interface BuiltApi extends Pick<SharedParts, "configuredSince" | "openApiDocument"> {
  readonly app: FastifyInstance;
  readonly health: () => Health;
}

export interface ApiHooks {
  /** Before all others. */
  readonly first?: (app: FastifyInstance) => void;
  /** Once the operation of a request is known, before its rights and its body. */
  readonly afterRouting?: (app: FastifyInstance) => void;
}

/** Makes the HTTP server with the hooks that every request passes, in order of the refusals. */
export async function buildApi(
  options: CommonOptions & Pick<SharedParts, "stream" | "clock">,
  { first = () => {}, afterRouting = () => {} }: ApiHooks,
): Promise<BuiltApi> {
  const log = createRequestLog(options.log, options.clock);
  const app = fastify({
    logger: false,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: MAX_NAME_IN_PATH, querystringParser: readQuery },
    rewriteUrl: ({ url }) => routedAddress(url ?? "/", options.latestApi ?? DEFAULT_LATEST),
    serverFactory: (handle) =>
      createHttpServer({
        handle: handle as RequestListener,
        tls: options.tls ?? null,
        maxConnections: options.maxConnections ?? MAX_CONNECTIONS,
        isLocal: options.isLocal ?? (() => false),
        ...(options.upgrades === undefined ? {} : { upgrades: options.upgrades }),
      }),
    // Answered by the HTTP server, in turn.
    clientErrorHandler: () => {},
    frameworkErrors: (error, request, reply) => {
      sendAnswer(reply.headers(COMMON_HEADERS), answerTo(error, request, log));
    },
  });
  // Bodies are validated where they are read, with the contract's messages; schemas only document and serialise.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(({ schema }) => lazySerializer(schema as object));
  app.setErrorHandler(async (error, request, reply) =>
    (await sendNoPage(error, request, reply)) ? reply : sendAnswer(reply, answerTo(error, request, log)),
  );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    try {
      const expected = request.routeOptions.config.operation?.body;
      const read = READERS[expected?.format ?? "json"];
      const malformed = expected?.malformed;
      done(null, read(body as Buffer, typeof malformed === "function" ? malformed(versionOf(request)) : malformed));
    } catch (refusal) {
      done(refusal as Error);
    }
  });

  // The order of the hooks is the order of the refusals: headers, version and route, other origins, rights.
  first(app);
  addHeaders(app, options.allowedOrigins ?? null);
  readVersions(app, OPERATIONS, options.latestApi ?? DEFAULT_LATEST);
  afterRouting(app);
  guardOwnPages(app, options.publicOrigin ?? null);
  enforceRights(app, OPERATIONS, options.access, options.isLocal, options.metricsAccess);
  app.setNotFoundHandler(() => {
    throw new Error("Answered before the handler");
  });

  const health = watchHealth({
    version: options.version,
    checks: options.checks ?? (() => NO_CHECKS),
    condition: options.condition ?? (() => RUNNING),
  });
  // A connection that is being answered would keep the server from closing.
  app.addHook("preClose", async () => options.stream.stop(app.server));
  app.addHook("onClose", async () => {
    health.stop();
    log.stop();
  });
  options.stream.limitTo(options.maxConnections ?? MAX_CONNECTIONS);
  const createdAt = Math.floor(options.clock.now());
  return {
    app,
    health: health.latest,
    openApiDocument: await collectOpenApi(app, options.version),
    configuredSince: options.configuredSince ?? (() => createdAt),
  };
}
