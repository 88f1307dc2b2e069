import type { Server } from "node:http";
import { hostname } from "node:os";
import { createForward } from "../../cluster/followers/forward.ts";
import { knownCluster, seenLeadership } from "../../cluster/leadership/known-cluster.ts";
import { configurationDigest } from "../../cluster/leadership/configuration-digest.ts";
import type { Sight } from "../../cluster/leadership/stand-by.ts";
import { createFollowerApi } from "../../interfaces/api/follower/create-follower-api.ts";
import type { IsLocal } from "../../interfaces/api/rights.ts";
import { closeApi, type SharedAddress } from "../../interfaces/api/shared-address.ts";
import { readTlsFiles } from "../../interfaces/api/tls-files.ts";
import { clusterFamilies } from "../../interfaces/metrics/cluster-metrics.ts";
import { conditionOfStandby, measuresOfStandby, type Progress } from "../../interfaces/standby/standby-condition.ts";
import { createUserSettings } from "../../operations/user-settings/user-settings.ts";
import { certificateOf } from "../certificate.ts";
import { descriptorBudget, openFilesLimit } from "../descriptor-budget.ts";
import type { Candidate } from "../../data/store/leadership.ts";
import type { Store } from "../../data/store/store.ts";
import { derivedFrom } from "../../lib/derived.ts";
import { createShutdownStack, type ShutdownStack } from "../../lib/shutdown-stack.ts";
import type { ServerData } from "../server-data.ts";
import { openFollowerData, type FollowerDataOptions } from "./follower-data.ts";

export interface FollowerOptions extends Omit<FollowerDataOptions, "stops"> {
  readonly version: string;
  readonly command: string;
  readonly sight: () => Sight;
  readonly countStandbys: Candidate["countStandbys"];
  readonly address: SharedAddress;
  readonly isLocal: IsLocal;
}

/** Server that answers reads from its own tables, and passes the rest on to the leader. */
export interface Follower {
  readonly server: Server;
  /** Begins to answer, in the place of what answered before and is to be closed then. Refuses like `SharedAddress.listen`. */
  listen(): Promise<void>;
  /**
   * Gives its tables to the work of the term of this store; they are stopped with `stops`, and no longer by `close`. It
   * still answers reads from them. Null if they are not complete: then the work has to begin with tables of its own.
   */
  lead(store: Store, stops: ShutdownStack): Promise<ServerData | null>;
  close(): Promise<void>;
}

/** A change is answered late rather than before it is shown, but not later than this. */
const SHOWN_WITHIN_MS = 2_000;

/** Resolves when its tables are filled; it does not answer yet. Refuses like `openFollowerData`. */
export async function openFollower(options: FollowerOptions): Promise<Follower> {
  const { settings, clock, log, version, command, sight, countStandbys, address, isLocal } = options;
  const stops = createShutdownStack(log);
  const stopsOfData = createShutdownStack(log);
  let isLeading = false;
  stops.add("data of a follower", async () => {
    if (!isLeading) await stopsOfData.run();
  });
  try {
    const data = await openFollowerData({ ...options, stops: stopsOfData });
    const { following } = data;
    const tls = settings.tls === null ? null : readTlsFiles(settings.tls);
    const forward = createForward({
      leader() {
        const { leadership } = sight();
        return leadership === null || leadership.address === "" ? null : leadership;
      },
      ownCertificate: tls?.cert ?? null,
    });
    const configuration = derivedFrom(data.inventory, configurationDigest);
    const progress = (): Progress => ({
      position: following.position(),
      lagSeconds: following.lagSeconds(),
      configuration: configuration(),
    });
    const wantedChecks = data.inventory().main.maxConcurrentChecks || settings.maxConcurrentChecks;
    const api = await createFollowerApi({
      ...data,
      events: data.history,
      userSettings: createUserSettings(data.store),
      forward,
      reached: (position) => following.reached(position, SHOWN_WITHIN_MS),
      families: () => clusterFamilies(measuresOfStandby(sight(), progress())),
      condition: () => conditionOfStandby(sight(), progress()),
      cluster: () => knownCluster(seenLeadership(sight(), clock.now()), countStandbys),
      version,
      command,
      tls,
      isLocal,
      trustProxy: settings.trustProxy ?? false,
      publicOrigin: settings.publicAddress,
      installationName: settings.installationName ?? hostname(),
      allowedOrigins: settings.allowedOrigins,
      latestApi: settings.latestApi,
      hideCommandLine: settings.hideCommandLine,
      metricsAccess: settings.metricsAccess,
      maxConnections: descriptorBudget(openFilesLimit(), wantedChecks).connections,
    });
    stops.add("api", () => closeApi(api));
    // Before the API: it waits for those that are being answered.
    stops.add("requests at the leader", () => forward.close());
    return {
      server: api.server,
      async listen() {
        // First, since it can fail: what answers before still does then.
        if (settings.tls !== null && tls !== null) certificateOf(api, log, stops).use(settings.tls, tls);
        const url = await address.listen(api);
        log.info(
          { area: "cluster", event: "follower-listens", url, position: following.position() },
          `follows the leader and answers reads on ${url}`,
        );
      },
      async lead(store, stopsOfWork) {
        isLeading = await data.lead(store);
        if (!isLeading) {
          log.warn({ area: "cluster" }, "what was followed is not complete: all is read again");
          return null;
        }
        stopsOfWork.add("data", () => stopsOfData.run());
        return data;
      },
      close: () => stops.run(),
    };
  } catch (error) {
    await stops.run();
    throw error;
  }
}
