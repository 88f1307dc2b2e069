import { hostname } from "node:os";
import { readMoment } from "../cluster/leadership/deadline.ts";
import { openHighestTerm, type HighestTerm } from "../cluster/leadership/highest-term.ts";
import { ALONE, knownCluster, type KnownCluster } from "../cluster/leadership/known-cluster.ts";
import { keepLease, type Lease } from "../cluster/leadership/lease.ts";
import { standByUntilElected, type Sight } from "../cluster/leadership/stand-by.ts";
import { TIMINGS } from "../cluster/leadership/timings.ts";
import type { Settings } from "../config/settings/settings.ts";
import { openCandidate, openStore } from "../data/store/open-store.ts";
import type { WonTerm } from "../data/store/leadership.ts";
import type { Store } from "../data/store/store.ts";
import { createAlarm } from "../lib/alarm.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import { Refusal } from "../model/refusal.ts";
import { readConfiguration, withoutStore, type NamedInSettings } from "./configuration/configuration.ts";
import { listen } from "../interfaces/api/listen.ts";
import { shareAddress } from "../interfaces/api/shared-address.ts";
import type { FastifyInstance } from "fastify";
import type { HistorySettings } from "../data/history/retention-classes.ts";
import type { ServerData } from "./server-data.ts";
import type { Standby } from "./follower/open-standby.ts";

export interface LeadOptions {
  readonly settings: Settings;
  readonly named: NamedInSettings;
  /** Read each time, since a reload may change them. */
  readonly historySettings: () => HistorySettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Runs the program in any shell on this machine. */
  readonly command: string;
  readonly stops: ShutdownStack;
  /** Called once when another server leads: this one must end. */
  readonly onLost: (reason: string) => void;
}

/** The right to work on a store. */
export interface Lead {
  /** Null: the store is in the data folder, whose lock is all that is needed. */
  readonly lease: Lease | null;
  readonly term: WonTerm | null;
  /** Seconds for which the leader before may still try to send what it claimed. */
  readonly othersTrySeconds: number;
  cluster(): Promise<KnownCluster>;
  openStore(): Promise<Store>;
  /** Tables that this server has followed, for the work on the store of the term; null if there are none. */
  takeTables(store: Store): Promise<ServerData | null>;
  /** Listens with the API, in the place of what answered for the standby. Refuses like `listen`. */
  listen(api: FastifyInstance): Promise<string>;
}

/**
 * Waits until this server leads; until then it answers as a standby. Refuses with the store's codes, and as a standby
 * with `bad-configuration` and those of its listener.
 */
export async function takeLead(options: LeadOptions): Promise<Lead> {
  const { settings, named, historySettings, clock, log, version, command, stops, onLost } = options;
  const { dataFolder, store: postgres } = settings;
  const candidate = await openCandidate({ folder: dataFolder, postgres }, log);
  if (candidate === null || postgres === null)
    return {
      lease: null,
      term: null,
      othersTrySeconds: 0,
      cluster: async () => ALONE,
      openStore: () => openStore({ folder: dataFolder, log, exclusive: true, clock }),
      takeTables: async () => null,
      listen: (api) => listen(api, settings.listen),
    };
  stops.add("candidate", () => candidate.close());
  const highest = openHighestTerm(dataFolder, log);
  let standby: Standby | null = null;
  let isElected = false;
  const address = shareAddress(settings.listen);
  const endStandby = async (): Promise<void> => {
    await standby?.close();
    standby = null;
  };
  const settleStandby = async (): Promise<void> => standby?.stay();
  stops.add("standby", endStandby);
  const { term, wonAt, isTakenOver } = await standByUntilElected({
    candidate,
    holder: `${hostname()} (process ${process.pid})`,
    timings: TIMINGS,
    highest,
    readMoment,
    log,
    async onStandby(sight: () => Sight) {
      // The last one that was seen does not lead any more.
      const present = (): Sight => (isElected ? { ...sight(), leadership: null } : sight());
      // Not loaded where there is none.
      const { openStandby } = await import("./follower/open-standby.ts");
      standby = await openStandby({
        settings,
        postgres,
        named,
        historySettings,
        clock,
        version,
        command,
        sight: present,
        countStandbys: candidate.countStandbys,
        address,
        log,
        // What would keep it from leading is told at its start, not when it has to.
        refuseUnfit: () => refuseBadConfiguration(options),
      });
    },
    unfitBecause: () => standby?.unfitBecause() ?? null,
  });
  isElected = true;
  await settleStandby();
  const lease = keepLease({ term, wonAt, timings: TIMINGS, readMoment, log, onLost });
  stops.add("lease", () => lease.stop());
  return {
    lease,
    term,
    othersTrySeconds: isTakenOver ? TIMINGS.leaseSeconds : 0,
    cluster: () => knownCluster(lease.leadership(), term.countStandbys),
    async openStore() {
      const store: Store = await term.openStore({
        log,
        clock,
        onLost({ code, message }) {
          // Nothing is stopped in order, and the next start has to know an older database by it.
          highest.notePosition(store.position() ?? 0);
          lease.lose(code === "leadership-lost" ? undefined : message);
        },
      });
      notePosition(store, highest, { clock, stops });
      return store;
    },
    takeTables: async (store) => (await standby?.lead(store, stops)) ?? null,
    async listen(api) {
      const url = await address.listen(api);
      await endStandby();
      return url;
    },
  };
}

const NOTE_EACH_SECONDS = 10;

/** Notes how far the store is, now and then and at the stop: a database that was restored is known by it. */
function notePosition(
  store: Pick<Store, "position">,
  highest: HighestTerm,
  { clock, stops }: Pick<LeadOptions, "clock" | "stops">,
): void {
  const note = (): void => highest.notePosition(store.position() ?? 0);
  const alarm = createAlarm(clock, (at) => {
    note();
    alarm.set(at + NOTE_EACH_SECONDS);
  });
  alarm.set(clock.now() + NOTE_EACH_SECONDS);
  stops.add("position of the store", () => {
    alarm.set(null);
    note();
  });
}

/** Address of the API for other machines, which may listen on all of this one. */
export function reachableAddress(url: string): string {
  const { protocol, hostname: host, port } = new URL(url);
  const name = host === "0.0.0.0" || host === "[::]" ? hostname() : host;
  return `${protocol}//${name}${port === "" ? "" : `:${port}`}`;
}

function refuseBadConfiguration({ settings, named }: LeadOptions): void {
  const { accepted, summary } = readConfiguration(settings.configFolder, withoutStore(settings), named);
  if (accepted === null) throw new Refusal("bad-configuration", summary.trimEnd());
}
