import type { Server as HttpsServer } from "node:https";
import { promisify } from "node:util";
import type { FastifyInstance } from "fastify";
import { createHistogram } from "../../lib/histogram.ts";
import { serverFamilies, type ServerMeasures } from "../metrics/server-metrics.ts";
import { OPERATIONS } from "./all-operations.ts";
import { AnsweredRequests } from "./answered-requests.ts";
import type { ApiOptions, MeasuresElsewhere } from "./api-options.ts";
import { buildApi } from "./build-api.ts";
import { addPositions } from "./follower/add-positions.ts";
import { readHops } from "./follower/read-hops.ts";
import { PARTS, type Health } from "./health/health.ts";
import type { ApiParts } from "./api-parts.ts";
import { registerOperations } from "./register-operations.ts";
import { presentNotices } from "./server/notices.ts";
import { watchRates, type ServerCounts } from "./server/rates.ts";
import type { TlsFiles } from "./tls-files.ts";

const NO_COUNTS: ServerCounts = { checks: 0, results: 0, commits: createHistogram([]) };

/**
 * HTTP API: contract §1 to §7, health, the OpenAPI document and its page. Does not listen yet: call `listen` or
 * `inject`.
 */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { leading = null } = options;
  const built = await buildApi(options, {
    first(app) {
      if (leading === null) return;
      readHops(app, leading.lineage);
      addPositions(app, leading.position);
    },
  });
  const { app, health } = built;
  const rates = watchRates(options.counts ?? (() => NO_COUNTS));
  app.addHook("onClose", async () => rates.stop());
  const serverMeasures = (): Promise<ServerMeasures> | undefined =>
    options.measures?.()?.then((measures) => withOwnMeasures(measures, health(), app));
  const parts: ApiParts = {
    ...options,
    ...built,
    answeredRequests: new AnsweredRequests(options.clock, options.store),
    isStoreAnswering: options.isStoreAnswering ?? (() => true),
    serverMeasures,
    serverFamilies: () => serverMeasures()?.then(serverFamilies),
    hasMetrics: () => options.timeSeries() !== undefined,
    serverRates: rates.latest,
    undelivered: options.undelivered ?? (async () => []),
    resultsOf: options.resultsOf ?? (() => 0),
    testMessages: options.testMessages ?? (() => undefined),
    lastReload: options.lastReload ?? (() => null),
    pollers: options.pollers ?? (() => undefined),
    ownAddress: options.ownAddress ?? (() => ({ address: "http://127.0.0.1:8080", pin: null })),
    reload: () => options.reload?.(),
    handOver: () => options.handOver?.(),
    checkConfiguration: () => options.checkConfiguration?.(),
  };
  registerOperations(app, OPERATIONS, parts);
  options.stream.askForNotices(() => presentNotices(parts));
  await app.ready();
  return app;
}

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
