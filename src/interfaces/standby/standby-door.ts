import type { RequestListener, Server } from "node:http";
import fastify from "fastify";
import type { Settings } from "../../config/settings/settings.ts";
import { RETRY_SECONDS } from "../../cluster/leadership/timings.ts";
import type { Sight } from "../../cluster/leadership/stand-by.ts";
import { NO_CHECKS } from "../../engine/schedule/check-counts.ts";
import type { Log } from "../../lib/log.ts";
import { createHttpServer } from "../api/connections/http-server.ts";
import { needsNoToken } from "../api/exposition/needs-no-token.ts";
import { watchHealth } from "../api/health/health.ts";
import type { IsLocal } from "../api/rights.ts";
import { closeApi, type SharedAddress } from "../api/shared-address.ts";
import { readTlsFiles } from "../api/tls-files.ts";
import { clusterFamilies } from "../metrics/cluster-metrics.ts";
import { CONTENT_TYPES, exposition } from "../metrics/exposition.ts";
import { addressIn, conditionOfStandby, measuresOfStandby } from "./standby-condition.ts";

/** What a server answers while another one leads. */
export interface StandbyDoor {
  readonly server: Server;
  /** Gives the address free. */
  close(): Promise<void>;
}

export interface StandbyDoorOptions {
  readonly settings: Pick<Settings, "tls" | "metricsAccess">;
  readonly address: SharedAddress;
  readonly version: string;
  readonly sight: () => Sight;
  readonly isLocal: IsLocal;
  readonly log: Log;
}

const MAX_CONNECTIONS = 256;

/**
 * Listens where the API will: `/api/health` is answered with 503, and with 200 to `?standby=ok`; `/metrics` with the
 * part in the cluster, to who needs no token for it; everything else is refused
 * with `on-standby` and the address of the leader. Refuses like `SharedAddress.listen`.
 */
export async function openStandbyDoor({
  settings,
  address,
  version,
  sight,
  isLocal,
  log,
}: StandbyDoorOptions): Promise<StandbyDoor> {
  const tls = settings.tls === null ? null : readTlsFiles(settings.tls);
  const app = fastify({
    logger: false,
    serverFactory: (handle) =>
      createHttpServer({
        handle: handle as RequestListener,
        tls,
        maxConnections: MAX_CONNECTIONS,
        isLocal,
      }),
    clientErrorHandler: () => {},
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _body, done) => done(null));
  const health = watchHealth({ version, checks: () => NO_CHECKS, condition: () => conditionOfStandby(sight(), null) });
  app.addHook("onClose", async () => health.stop());

  app.get<{ Querystring: { standby?: string } }>("/api/health", async (request, reply) => {
    const answer = health.latest();
    const isEnough = request.query.standby === "ok" && answer.problems.length === 0;
    return reply.code(isEnough ? 200 : 503).send(answer);
  });
  app.get("/metrics", async (request, reply) => {
    if (!needsNoToken(request, settings.metricsAccess)) return reply.callNotFound();
    const families = clusterFamilies(measuresOfStandby(sight(), null));
    return reply.type(CONTENT_TYPES.prometheus).send(exposition(families, "prometheus"));
  });
  app.setNotFoundHandler(async (request, reply) => {
    const seen = sight();
    // Clients of the contract expect a number.
    const code = request.url.startsWith("/api/") ? "on-standby" : 503;
    return reply
      .code(503)
      .header("retry-after", String(RETRY_SECONDS))
      .send({ code, message: messageOf(seen), leader: addressIn(seen) });
  });

  try {
    // Requests come at once where it takes the address over.
    await app.ready();
    const url = await address.listen(app);
    log.info({ area: "cluster", event: "standby-listens", url }, `listens as a standby on ${url}`);
    return { server: app.server, close: () => closeApi(app) };
  } catch (error) {
    await closeApi(app);
    throw error;
  }
}

function messageOf(sight: Sight): string {
  const address = addressIn(sight);
  return address === null
    ? "This server is a standby; no leader is known at the moment"
    : `This server is a standby; ${address} leads`;
}
