import type { RequestListener } from "node:http";
import type { Server as HttpsServer } from "node:https";
import fastify, { type FastifyInstance } from "fastify";
import { promisify } from "node:util";
import type { Settings } from "../../config/settings/settings.ts";
import type { Store } from "../../data/store/store.ts";
import type { Log } from "../../lib/log.ts";
import { NO_CHECKS, type CheckCounts } from "../../engine/schedule/check-counts.ts";
import { answerTo, sendAnswer } from "./errors.ts";
import { AnsweredRequests } from "./answered-requests.ts";
import { OPERATIONS } from "./all-operations.ts";
import { sendNoPage } from "./console/no-page.ts";
import { createHttpServer, type Upgrades } from "./connections/http-server.ts";
import type { ServerMeasures } from "../metrics/server-metrics.ts";
import { addHeaders, COMMON_HEADERS } from "./headers.ts";
import { PARTS, watchHealth, type Condition, type Health } from "./health/health.ts";
import { readFormBody } from "./form-body.ts";
import { readFormOrJson } from "./old-api/form-or-json.ts";
import { readJsonBody } from "./json-body.ts";
import { lazySerializer } from "./lazy-serializer.ts";
import { collectOpenApi } from "./openapi/document.ts";
import type { ApiParts } from "./operation.ts";
import { guardOwnPages } from "./own-pages.ts";
import { presentNotices } from "./server/notices.ts";
import { readQuery } from "./query-parameters.ts";
import { registerOperations } from "./register-operations.ts";
import { watchRates, type ServerCounts } from "./server/rates.ts";
import { createRequestLog } from "./request-log.ts";
import { enforceRights, type IsLocal } from "./rights.ts";
import { readVersions, routedAddress } from "./routing.ts";
import type { TlsFiles } from "./tls-files.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { CheckConfiguration, Reload } from "../../config/reload-outcome.ts";
import { versionOf } from "./versions.ts";

export interface ApiOptions extends Omit<
  ApiParts,
  | "answeredRequests"
  | "serverFamilies"
  | "hasMetrics"
  | "reload"
  | "handOver"
  | "checkConfiguration"
  | "configuredSince"
  | "health"
  | "isStoreAnswering"
  | "openApiDocument"
  | "serverMeasures"
  | "serverRates"
  | "lastReload"
  | "undelivered"
  | "resultsOf"
  | "testMessages"
  | "pollers"
  | "ownAddress"
> {
  readonly log: Log;
  readonly store: Pick<Store, "readDoneRequest">;
  /** Release of the server, as `/api/health` shows it. */
  readonly version: string;
  /** Default, and during startup: no checks. */
  readonly checks?: () => CheckCounts;
  /** Condition of the server's parts. Default: it runs. */
  readonly condition?: () => Condition;
  /** Default: it does. */
  readonly isStoreAnswering?: ApiParts["isStoreAnswering"];
  /** What the server measures, without what is measured here. Undefined, or returning undefined, during startup. */
  readonly measures?: () => Promise<MeasuresElsewhere> | undefined;
  /** What the server counts. Default: nothing. */
  readonly counts?: () => ServerCounts;
  /** Default: none. */
  readonly undelivered?: ApiParts["undelivered"];
  /** Default: none. */
  readonly resultsOf?: ApiParts["resultsOf"];
  /** Undefined, or returning undefined, during startup. */
  readonly testMessages?: ApiParts["testMessages"];
  /** Default: none. */
  readonly lastReload?: ApiParts["lastReload"];
  /** Undefined, or returning undefined, during startup. */
  readonly pollers?: ApiParts["pollers"];
  /** Default: an address for this machine. */
  readonly ownAddress?: ApiParts["ownAddress"];
  /** Default: `local`. */
  readonly metricsAccess?: Settings["metricsAccess"];
  /** Trusted proxies in front, whose `X-Forwarded-For` is used, in Fastify's format. Default: none. */
  readonly trustProxy?: boolean | string;
  /** Origin at which browsers reach the server; null, the default: as each request says. */
  readonly publicOrigin?: string | null;
  /** Origins whose pages may read answers with a token (contract §1.4); null, the default: all. */
  readonly allowedOrigins?: readonly string[] | null;
  /** Default: `24.10`. */
  readonly latestApi?: Settings["latestApi"];
  /** HTTPS with these files; null, the default: plain HTTP. */
  readonly tls?: TlsFiles | null;
  /** Undefined, or returning undefined, during startup. */
  readonly reload?: () => Reload | undefined;
  /** Like `reload`. */
  readonly handOver?: ApiParts["handOver"];
  /** Like `reload`. */
  readonly checkConfiguration?: () => CheckConfiguration | undefined;
  /** Default: the time of this call. */
  readonly configuredSince?: () => UnixSeconds;
  /** Connections beyond it replace those that wait. Default: 4,096. */
  readonly maxConnections?: number;
  /** Default: none. */
  readonly upgrades?: Upgrades;
  /** Default: no connection is local. */
  readonly isLocal?: IsLocal;
}

const NO_COUNTS: ServerCounts = { checks: 0, results: 0, commits: 0 };
const DEFAULT_LATEST: Settings["latestApi"] = "24.10";
const MAX_CONNECTIONS = 4_096;
/** Names of tokens have 255 characters, of up to four bytes, each of which may be written as `%xx`. */
const MAX_NAME_IN_PATH = 255 * 4 * 3;

const READERS = { json: readJsonBody, form: readFormBody, "form-or-json": readFormOrJson };

const RUNNING: Condition = { phase: "running", problems: [], lastCommit: null, cluster: null };

/**
 * HTTP API: contract §1 to §7, health, the OpenAPI document and its page. Does not listen yet: call `listen` or
 * `inject`.
 */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
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
  addHeaders(app, options.allowedOrigins ?? null);
  readVersions(app, OPERATIONS, options.latestApi ?? DEFAULT_LATEST);
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
  const rates = watchRates(options.counts ?? (() => NO_COUNTS));
  // A connection that is being answered would keep the server from closing.
  app.addHook("preClose", async () => options.stream.stop());
  app.addHook("onClose", async () => {
    health.stop();
    rates.stop();
    log.stop();
  });
  const createdAt = Math.floor(options.clock.now());
  const openApiDocument = await collectOpenApi(app, options.version);
  const parts: ApiParts = {
    ...options,
    answeredRequests: new AnsweredRequests(options.clock, options.store),
    health: health.latest,
    isStoreAnswering: options.isStoreAnswering ?? (() => true),
    serverMeasures: () => options.measures?.()?.then((measures) => withOwnMeasures(measures, health.latest(), app)),
    serverRates: rates.latest,
    undelivered: options.undelivered ?? (async () => []),
    resultsOf: options.resultsOf ?? (() => 0),
    testMessages: options.testMessages ?? (() => undefined),
    lastReload: options.lastReload ?? (() => null),
    pollers: options.pollers ?? (() => undefined),
    ownAddress: options.ownAddress ?? (() => ({ address: "http://127.0.0.1:8080", pin: null })),
    openApiDocument,
    reload: () => options.reload?.(),
    handOver: () => options.handOver?.(),
    checkConfiguration: () => options.checkConfiguration?.(),
    configuredSince: () => options.configuredSince?.() ?? createdAt,
  };
  registerOperations(app, OPERATIONS, parts);
  options.stream.limitTo(options.maxConnections ?? MAX_CONNECTIONS);
  options.stream.askForNotices(() => presentNotices(parts));
  await app.ready();
  return app;
}

type MeasuresElsewhere = Omit<ServerMeasures, "version" | "parts" | "delay" | "connections">;

async function withOwnMeasures(
  measures: MeasuresElsewhere,
  { version, problems, event_loop_delay: delay }: Health,
  { server }: FastifyInstance,
): Promise<ServerMeasures> {
  const failing = new Set(problems.map(({ part }) => part));
  const connections = await promisify(server.getConnections.bind(server))();
  return {
    ...measures,
    version,
    parts: Object.fromEntries(PARTS.map((part) => [part, !failing.has(part)])),
    delay,
    connections,
  };
}

/** Uses another certificate for new connections of an API that was created with `tls`. */
export function replaceCertificate(app: FastifyInstance, { cert, key }: TlsFiles): void {
  (app.server as unknown as HttpsServer).setSecureContext({ cert, key });
}
