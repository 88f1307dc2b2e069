import { isDeepStrictEqual } from "node:util";
import type { AccessGroup } from "../../access/access-groups.ts";
import { createCurrentInventory, type CurrentInventory } from "../../operations/adaptive/current-inventory.ts";
import { buildNames, namesOf } from "../../model/inventory-index.ts";
import type { ConfigError } from "../../model/configuration-errors.ts";
import type { Host, Inventory, Resource, Service } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { Refusal } from "../../model/refusal.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import type { Log } from "../../lib/log.ts";
import { readChannels } from "../../alerting/channels/read-channels.ts";
import type { Channel } from "../../alerting/delivery/channel.ts";
import { readReports } from "../../operations/reports/read-reports.ts";
import type { ReportDefinition } from "../../operations/reports/report-definition.ts";
import type { PreparedRows, Realtime } from "../../data/realtime/realtime.ts";
import { readGuardedTlsFiles, type TlsFiles } from "../../interfaces/api/tls-files.ts";
import { problemText } from "../../config/objects/summary.ts";
import type { Settings } from "../../config/settings/settings.ts";
import { logWarnings } from "../configuration/log-warnings.ts";
import { compareSettings, staysHttps } from "./compare-settings.ts";
import { unknownNames } from "../configuration/configuration.ts";
import type { ReceivedConfiguration } from "../configuration/configuration-pieces.ts";
import { readConfigurationInProcess } from "../configuration/read-in-process.ts";
import { unpackInventory, type UnpackedInventory } from "../configuration/unpack-inventory.ts";
import {
  reloadedWords,
  type CheckConfiguration,
  type Reload,
  type ReloadCounts,
  type ReloadOutcome,
} from "../../config/reload-outcome.ts";
import type { Change } from "../../model/change.ts";

/** Another configuration, read, accepted and built: only the store can still refuse it. */
export interface NextConfiguration {
  readonly current: CurrentInventory;
  readonly accessGroups: readonly AccessGroup[];
  readonly rows: PreparedRows;
  readonly added: readonly Resource[];
  readonly removed: readonly ResourceKey[];
  /** Resources whose next check may have to be replanned. */
  readonly toPlan: readonly ResourceKey[];
  readonly settings: Settings;
  readonly channels: readonly Channel[];
  readonly reports: readonly ReportDefinition[];
  /** Certificate and key, if `tls` names other files. */
  readonly tlsFiles: TlsFiles | null;
  readonly hosts: ReloadCounts;
  readonly services: ReloadCounts;
}

export interface ReloadParts {
  readonly log: Log;
  /** Aborted when the server stops: then the configuration is not replaced. */
  readonly signal: AbortSignal;
  readonly current: () => CurrentInventory;
  readonly realtime: Pick<Realtime, "prepare">;
  /** Current settings, and those that a reload applies. Reading refuses with `bad-setting`. */
  readonly settings: () => Settings;
  readonly readSettings: () => Settings;
  readonly commit: (changes: readonly Change[]) => Promise<void>;
  /** Resolves when the history contains the previous configuration; rejects if that could not be stored. */
  readonly isRecorded: () => Promise<void>;
  /**
   * Stores the changes, then replaces the configuration within one turn of the event loop, so that no request sees a
   * mixture. Rejects if they could not be stored: then the previous configuration stays in effect.
   */
  readonly apply: (next: NextConfiguration) => Promise<void>;
}

/**
 * Requests during a reload are combined into one more reload afterwards, since the running one may have missed the
 * latest change of a file.
 */
export function createReload(parts: ReloadParts): Reload {
  const reload = coalesced(() => reloadOnce(parts));
  return (by) => {
    if (by !== undefined)
      parts.log.info({ area: "config", event: "reload-requested", by }, `a reload was requested ${by}`);
    return reload();
  };
}

/** Calls that come while one runs share one more call afterwards. */
function coalesced<Outcome>(run: () => Promise<Outcome>): () => Promise<Outcome> {
  let running: Promise<Outcome> | null = null;
  let waiting: Promise<Outcome> | null = null;

  const begin = (): Promise<Outcome> => {
    waiting = null;
    running = run().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return begin();
    waiting ??= running.then(begin, begin);
    return waiting;
  };
}

async function reloadOnce(parts: ReloadParts): Promise<ReloadOutcome> {
  const { log } = parts;
  const startedAt = performance.now();
  try {
    const outcome = await attempt(parts, startedAt);
    if (outcome.isAccepted) {
      logWarnings(log, outcome.warnings);
      const { hosts, services, seconds, needsRestart } = outcome;
      log.info(
        { area: "config", event: "configuration-reloaded", hosts, services, seconds, needsRestart },
        `${reloadedWords(hosts, services)} (${seconds} s)`,
      );
      if (needsRestart.length > 0)
        log.warn({ area: "config", needsRestart }, `changed settings need a restart: ${needsRestart.join(", ")}`);
    } else {
      for (const error of outcome.errors) log.error({ area: "config", ...error }, problemText(error));
      log.error(
        { area: "config", event: "configuration-refused", errors: outcome.errors.length },
        "the configuration was not reloaded; the previous one stays in effect",
      );
    }
    return outcome;
  } catch (error) {
    if (!parts.signal.aborted)
      log.error(failureOf(error), "the configuration could not be reloaded; the previous one stays in effect");
    throw error;
  }
}

const failureOf = (error: unknown): object =>
  error instanceof Refusal ? { code: error.code, reason: error.message } : { err: error };

interface ReadConfiguration {
  readonly received: ReceivedConfiguration & { readonly accessGroups: readonly AccessGroup[] };
  readonly unpacked: UnpackedInventory;
  readonly settings: Settings;
  readonly channels: readonly Channel[];
  readonly reports: readonly ReportDefinition[];
  readonly tlsFiles: TlsFiles | null;
}

/** Reads what the server would use after a reload, or the errors that prevent it. */
async function readNext(
  parts: Pick<ReloadParts, "settings" | "readSettings" | "signal">,
  before: CurrentInventory,
): Promise<ReadConfiguration | readonly ConfigError[]> {
  const { configFolder, dataFolder, store } = parts.settings();
  // First: it also shows that the files of the settings can be read, which this process then does itself.
  const received = await readConfigurationInProcess({ configFolder, dataFolder, store }, parts.signal);
  const settings = parts.readSettings();
  const channels = readChannels(settings.channels);
  const reports = readReports(settings.reports, channels);
  const tlsFiles = await changedTlsFiles(parts.settings(), settings);
  const { accessGroups } = received;
  if (accessGroups === null) return received.errors;
  const unpacked = await runCooperatively(unpackInventory(received, before));
  const errors = unknownNames(unpacked.inventory, { channels, reports });
  if (errors.length > 0) return errors;
  return { received: { ...received, accessGroups }, unpacked, settings, channels, reports, tlsFiles };
}

/** Checks that are asked for during one are answered by one more afterwards. */
export function createConfigurationCheck(
  parts: Pick<ReloadParts, "settings" | "readSettings" | "signal" | "current">,
): CheckConfiguration {
  return coalesced(async () => {
    const next = await readNext(parts, parts.current());
    return "received" in next ? [] : next;
  });
}

async function attempt(parts: ReloadParts, startedAt: number): Promise<ReloadOutcome> {
  const before = parts.current();
  const next = await readNext(parts, before);
  if (!("received" in next)) return { isAccepted: false, errors: next };
  const { received, unpacked, settings, channels, reports, tlsFiles } = next;
  const current = createCurrentInventory(unpacked.inventory);
  await runCooperatively(buildNames(current.inventory));
  const rows = await runCooperatively(parts.realtime.prepare(current.inventory));
  const removed = await runCooperatively(keysWithout(before.configured, current.inventory));
  // Stored before they are used, so that an id is never assigned twice.
  await parts.commit(received.newIds.map((entry) => ({ kind: "object-id", entry })));
  await parts.isRecorded();
  parts.signal.throwIfAborted();

  const added = [...unpacked.hosts.added, ...unpacked.services.added];
  const toPlan = keysToPlan(unpacked, before.configured, current.inventory);
  const { needsRestart, inEffect } = compareSettings(parts.settings(), settings);
  const gone = [...removed.hosts, ...removed.services];
  const counts = (kind: "hosts" | "services"): ReloadCounts => ({
    total: current.inventory[kind].length,
    added: unpacked[kind].added.length,
    removed: removed[kind].length,
    changed: unpacked[kind].changed.length,
  });
  const [hosts, services] = [counts("hosts"), counts("services")];
  await parts.apply({
    current,
    accessGroups: received.accessGroups,
    rows,
    added,
    removed: gone,
    toPlan,
    settings: inEffect,
    channels,
    reports,
    tlsFiles,
    hosts,
    services,
  });
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  return {
    isAccepted: true,
    hosts,
    services,
    seconds,
    warnings: received.warnings,
    needsRestart,
  };
}

const changedTlsFiles = async (before: Settings, after: Settings): Promise<TlsFiles | null> =>
  after.tls === null || !staysHttps(before, after) || isDeepStrictEqual(before.tls, after.tls)
    ? null
    : await readGuardedTlsFiles(after.tls);

const KEYS_BETWEEN_YIELDS = 2_000;

/** Keys of one configuration that are missing in the other. */
function* keysWithout(
  before: Inventory,
  after: Inventory,
): Generator<void, { readonly hosts: readonly ResourceKey[]; readonly services: readonly ResourceKey[] }> {
  const { resourceByKey } = namesOf(after);
  const removed = { hosts: [] as ResourceKey[], services: [] as ResourceKey[] };
  for (const kind of ["hosts", "services"] as const) {
    for (const [place, { key }] of before[kind].entries()) {
      if (!resourceByKey.has(key)) removed[kind].push(key);
      if (place % KEYS_BETWEEN_YIELDS === 0) yield;
    }
  }
  return removed;
}

/** Services whose host another place checks now. */
function servicesOfMoved(changed: readonly Host[], before: Inventory, after: Inventory): readonly Service[] {
  const { hostById } = namesOf(before);
  const { servicesOfHost } = namesOf(after);
  return changed
    .filter(({ hostId, pollerId }) => hostById.get(hostId)?.pollerId !== pollerId)
    .flatMap(({ hostId }) => servicesOfHost.get(hostId) ?? []);
}

/** Changed main settings may change the plan of any check. */
function keysToPlan(
  { hosts, services }: UnpackedInventory,
  before: Inventory,
  after: Inventory,
): readonly ResourceKey[] {
  const isEverything = after.main !== before.main;
  const resources = isEverything
    ? [...after.hosts, ...after.services]
    : [
        ...[hosts, services].flatMap(({ added, changed }) => [...added, ...changed]),
        ...servicesOfMoved(hosts.changed, before, after),
      ];
  return resources.map(({ key }) => key);
}
