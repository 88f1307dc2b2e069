import type { Access } from "../../access/access.ts";
import type { Forward } from "../../cluster/followers/forward.ts";
import type { CheckConfiguration, Reload } from "../../config/reload-outcome.ts";
import type { Settings } from "../../config/settings/settings.ts";
import type { Store } from "../../data/store/store.ts";
import type { CheckCounts } from "../../engine/schedule/check-counts.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Family } from "../metrics/family.ts";
import type { ServerMeasures } from "../metrics/server-metrics.ts";
import type { Upgrades } from "./connections/http-server.ts";
import type { Condition } from "./health/health.ts";
import type { ApiParts } from "./api-parts.ts";
import type { IsLocal } from "./rights.ts";
import type { ServerCounts } from "./server/rates.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { TlsFiles } from "./tls-files.ts";

/** What is set of every API. */
export interface CommonOptions {
  readonly log: Log;
  readonly access: Access;
  /** Release of the server, as `/api/health` shows it. */
  readonly version: string;
  /** Default, and during startup: no checks. */
  readonly checks?: () => CheckCounts;
  /** Condition of the server's parts. Default: it runs. */
  readonly condition?: () => Condition;
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
  /** Default: the time of this call. */
  readonly configuredSince?: () => UnixSeconds;
  /** Connections beyond it replace those that wait. Default: 4,096. */
  readonly maxConnections?: number;
  /** Default: none. */
  readonly upgrades?: Upgrades;
  /** Default: no connection is local. */
  readonly isLocal?: IsLocal;
}

/** API of a server that works on its store. */
export interface ApiOptions
  extends
    CommonOptions,
    Omit<
      ApiParts,
      | "access"
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
  readonly store: Pick<Store, "readDoneRequest">;
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
  /** Undefined, or returning undefined, during startup. */
  readonly reload?: () => Reload | undefined;
  /** Like `reload`. */
  readonly handOver?: ApiParts["handOver"];
  /** Like `reload`. */
  readonly checkConfiguration?: () => CheckConfiguration | undefined;
  /** For its followers. Null, the default: it has none. */
  readonly leading?: Leading | null;
}

/** What a leader does for its followers. */
export interface Leading {
  /** Position of the newest commit in the journal; null: there is no journal. */
  position(): number | null;
  /** Secret that it shares with its followers. */
  readonly lineage: string;
}

/** API of a server that follows another one. */
export interface FollowerApiOptions
  extends
    CommonOptions,
    Omit<SharedParts, "access" | "configuredSince" | "health" | "openApiDocument" | "serverFamilies" | "hasMetrics"> {
  /** Passes requests on to the leader. */
  readonly forward: Forward;
  /** Tests whether this server shows everything up to a position of the journal, or will within a moment. */
  readonly reached: (position: number) => Promise<boolean>;
  readonly families: () => readonly Family[];
}

export type MeasuresElsewhere = Omit<ServerMeasures, "version" | "parts" | "delay" | "connections">;
