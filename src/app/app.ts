import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { ensureAdministrator } from "../access/first-administrator.ts";
import { isShortPassword, SHORT_PASSWORD_WARNING } from "../access/new-password.ts";
import { readChannels } from "../alerting/channels/read-channels.ts";
import type { Reload } from "../config/reload-outcome.ts";
import type { Settings } from "../config/settings/settings.ts";
import { NO_CHECKS } from "../engine/schedule/check-counts.ts";
import { createApi } from "../interfaces/api/create-api.ts";
import { listen } from "../interfaces/api/listen.ts";
import { openCommandFile } from "../interfaces/external-commands/command-file.ts";
import { createExternalCommands } from "../interfaces/external-commands/run-external-command.ts";
import { openControlSocket } from "../interfaces/local-socket/control-socket.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { createShutdownStack, type ShutdownStack } from "../lib/shutdown-stack.ts";
import { openKnowledge, type Knowledge } from "./knowing-half.ts";
import { createApplyConfiguration } from "./reload/apply-configuration.ts";
import { createReload } from "./reload/reload.ts";
import { createWorkingHalf, type SettingsInEffect, type WorkingHalf } from "./working-half.ts";

export interface AppOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** The settings as they are in the files now; without it a reload leaves them alone. Refuses with `bad-setting`. */
  readonly readSettings?: () => Settings;
  /** A reload changed settings. */
  readonly onSettings?: (settings: Settings) => void;
  /** Asked to stop by an external command; without it such commands do nothing. */
  readonly requestStop?: () => void;
}

/** The running server. */
export interface App {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The generated password of `admin`; null unless this start made it. */
  readonly newAdminPassword: string | null;
  /** What is monitored, in a few words. */
  readonly summary: string;
  readonly reload: Reload;
  /** Ends everything in reverse order; what was answered with success is on disk. */
  stop(): Promise<void>;
}

/**
 * Makes the stations of a result's path (ARCHITECTURE.md), then starts them: first what answers, then what works, since
 * the default configuration checks the API. A failed start undoes what it had begun.
 * Refuses with `bad-configuration` (all errors in its message), `bad-setting`, and the store's codes.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { settings, clock, log } = options;
  const stops = createShutdownStack(log);
  let inEffect: SettingsInEffect = { settings, channels: readChannels(settings.channels) };
  let hasStarted = false;
  try {
    const knowledge = await openKnowledge({ settings, channels: inEffect.channels, clock, log, stops });
    const work = createWorkingHalf({ knowledge, settings, inEffect: () => inEffect });
    await work.load();
    const reload = createReloadOf(options, knowledge, work, {
      get: () => inEffect,
      set(next) {
        inEffect = next;
      },
      stops,
    });

    const url = await startAnswering({ options, knowledge, work, reload, hasStarted: () => hasStarted, stops });
    // Only now: a password made by a start that failed would have been shown to nobody.
    const administrator = await ensureAdministrator(knowledge.store, settings.adminPassword ?? undefined);
    if (administrator.created && isShortPassword(settings.adminPassword ?? administrator.password ?? ""))
      log.warn({}, SHORT_PASSWORD_WARNING);
    await work.start(url, stops);
    // The first to close.
    startExternalCommands({ options, knowledge, work, reload, stops });
    hasStarted = true;

    const { hosts, services } = knowledge.inventory();
    return {
      url,
      reload,
      newAdminPassword: administrator.password,
      summary: `${hosts.length} hosts and ${services.length} services`,
      stop: () => stops.run(),
    };
  } catch (error) {
    await stops.run();
    throw error;
  }
}

interface InEffect {
  readonly get: () => SettingsInEffect;
  readonly set: (next: SettingsInEffect) => void;
  readonly stops: ShutdownStack;
}

function createReloadOf(
  { readSettings, onSettings, log }: AppOptions,
  knowledge: Knowledge,
  work: WorkingHalf,
  inEffect: InEffect,
): Reload {
  const { ledger, realtime } = knowledge;
  const apply = createApplyConfiguration({ ...work, ...knowledge });
  const stopping = new AbortController();
  inEffect.stops.add("reload", () => stopping.abort());
  const settings = (): Settings => inEffect.get().settings;
  return createReload({
    log,
    realtime,
    signal: stopping.signal,
    current: knowledge.current,
    settings,
    readSettings: readSettings ?? settings,
    commit: ledger.commit,
    isRecorded: work.isRecorded,
    swap(next) {
      knowledge.replace(next.current);
      inEffect.set(next);
      onSettings?.(next.settings);
      return apply(next);
    },
  });
}

interface DoorParts {
  readonly options: AppOptions;
  readonly knowledge: Knowledge;
  readonly work: WorkingHalf;
  readonly reload: Reload;
  readonly stops: ShutdownStack;
}

/** The API, over HTTP and over the local socket. Returns where it listens. */
async function startAnswering({
  options: { settings, version },
  knowledge,
  work,
  reload,
  hasStarted,
  stops,
}: DoorParts & { readonly hasStarted: () => boolean }): Promise<string> {
  const localConnections = new WeakSet<Socket>();
  const api: FastifyInstance = await createApi({
    ...knowledge,
    operations: work.operations,
    recurringDowntimes: work.core.recurringDowntimes,
    decisions: work.decisions,
    version,
    trustProxy: settings.trustProxy ?? false,
    isLocal: (socket) => localConnections.has(socket),
    reload: () => (hasStarted() ? reload : undefined),
    passiveResults: () => (hasStarted() ? work.operations : undefined),
    checks: () => (hasStarted() ? work.checkPath.scheduler.counts() : NO_CHECKS),
  });
  stops.add("api", () => api.close());
  const url = await listen(api, settings.listen);
  const control = await openControlSocket({
    dataFolder: settings.dataFolder,
    onConnection: (socket) => {
      localConnections.add(socket);
      api.server.emit("connection", socket);
    },
  });
  stops.add("control socket", () => control.stop());
  return url;
}

/** The command file: the door for scripts. */
function startExternalCommands({ options, knowledge, work, reload, stops }: DoorParts): void {
  const { settings, clock, log, requestStop } = options;
  if (settings.commandFile === null) return;
  const commands = createExternalCommands({
    operations: work.operations,
    downtimes: work.core.downtimes,
    ledger: knowledge.ledger,
    inventory: knowledge.inventory,
    clock,
    control: {
      shutDown: () => requestStop?.(),
      reload: () => {
        reload().catch(() => {});
      },
    },
  });
  const commandFile = openCommandFile({ path: settings.commandFile, commands, clock, log });
  stops.add("command file", () => commandFile.stop());
}
