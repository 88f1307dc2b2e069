import type { Socket } from "node:net";
import { createAdaptive } from "../operations/adaptive/create-adaptive.ts";
import { createCurrentInventory } from "../operations/adaptive/current-inventory.ts";
import { createAccess } from "../access/create-access.ts";
import { ensureAdministrator } from "../access/first-administrator.ts";
import { isShortPassword, SHORT_PASSWORD_WARNING } from "../access/new-password.ts";
import { createApi } from "../interfaces/api/create-api.ts";
import { listen } from "../interfaces/api/listen.ts";
import { processMacrosOf } from "../engine/check/macro/process-macros.ts";
import { openCommandFile } from "../interfaces/external-commands/command-file.ts";
import { createExternalCommands } from "../interfaces/external-commands/run-external-command.ts";
import { readConfiguration, type Configuration } from "./configuration/configuration.ts";
import { openControlSocket } from "../interfaces/local-socket/control-socket.ts";
import { readChannels } from "../alerting/channels/read-channels.ts";
import { createNotificationEngine } from "../alerting/rules/create-notification-engine.ts";
import { createDecisionQueries } from "../alerting/rules/decision-queries.ts";
import type { Resource } from "../model/objects.ts";
import { createLedger } from "../data/ledger/ledger.ts";
import { createPassiveResults } from "../intake/passive-results.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { Refusal } from "../lib/refusal.ts";
import { createRateLimitedLog } from "../lib/rate-limited-log.ts";
import { createShutdownStack } from "../lib/shutdown-stack.ts";
import { createCommandRunner } from "../alerting/delivery/command-runner.ts";
import { createDeliverer } from "../alerting/delivery/deliver.ts";
import { createSender } from "../alerting/delivery/send-message.ts";
import { createRealtime } from "../data/realtime/create-realtime.ts";
import { NO_CHECKS } from "../engine/schedule/check-counts.ts";
import { createReload } from "./reload/reload.ts";
import { createApplyConfiguration, planChanges } from "./reload/apply-configuration.ts";
import { keepsChanges, retainedStates } from "./retained-state.ts";
import { keepRetention } from "../data/retention.ts";
import { findMainFile } from "../config/objects/main-file.ts";
import type { Settings } from "../config/settings/settings.ts";
import { openStore } from "../data/store/open-store.ts";
import type { Store } from "../data/store/store.ts";
import { wireCheckPath } from "./check-path.ts";
import { wireOperators } from "./operations.ts";
import type { InventoryHolder } from "./reload/inventory-holder.ts";
import type { Reload } from "../config/reload-outcome.ts";

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
 * Wires the stations of a result's path (ARCHITECTURE.md) and starts them. A failed start undoes what it had begun.
 * It is long since it is one line of steps whose order matters: what is known, then who may ask, then what happens by itself.
 * Refuses with `bad-configuration` (all errors in its message), `bad-setting`, and the store's codes.
 */
export async function createApp({
  settings,
  clock,
  log,
  version,
  readSettings,
  onSettings,
  requestStop,
}: AppOptions): Promise<App> {
  const stops = createShutdownStack(log);
  let settingsInEffect = settings;
  let channels = readChannels(settings.channels);
  try {
    // Stopped last: closing the store settles the last results.
    const lostResults = createRateLimitedLog(log, clock, "check results could not be stored");
    stops.add("log of lost results", () => lostResults.stop());
    // What is known: the store, the configuration, and the states they meet in.
    const store = await openStore({ folder: settings.dataFolder, log, exclusive: true });
    stops.add("store", () => store.close());
    const knownIds = await store.readObjectIds();
    const configuration = readConfiguration(settings.configFolder, knownIds, channels);
    const { inventory: configured, accessGroups } = await acceptedConfiguration(configuration, store, log);
    let current = createCurrentInventory(configured);
    const { inventory } = current;

    const access = await createAccess({ store, clock, log });
    access.configure(inventory, accessGroups);
    stops.add("access", () => access.close());
    const realtime = createRealtime({ accountByAlias: (alias) => access.accountByAlias(alias) });
    const deliverer = createDeliverer({ store, clock, log, send: (message) => sender.send(message) });
    const ledger = createLedger({
      store,
      realtime,
      clock,
      onCommitted: () => deliverer.wake(),
      onRefused: lostResults.error,
    });
    stops.add("ledger", () => ledger.flush());
    // What operators changed, over the configuration before anyone gets it.
    const adaptive = createAdaptive({
      ledger,
      clock,
      log,
      onResources: (resources) => {
        realtime.replace(resources);
        replan(resources);
      },
      onProgram: () => replan([...current.inventory.hosts, ...current.inventory.services]),
    });
    const replan = (resources: readonly Resource[]): void => {
      const plans = scheduler.replan(resources.map(({ key }) => key));
      if (plans.size > 0)
        ledger
          .commit(planChanges(ledger, plans))
          .catch((error) => log.error({ err: error }, "next checks could not be stored"));
    };
    await adaptive.start(await store.readAdaptive(), keepsChanges(current));
    adaptive.load(current);
    const stored = await store.readSnapshot();
    const snapshot = { ...stored, states: retainedStates(configured, stored.states) };
    realtime.load(inventory, snapshot, [...knownIds, ...configuration.newIds]);
    ledger.load(inventory, snapshot);

    /** Gives a part the inventory now, and another one at each reload. */
    const hold = (part: InventoryHolder): void => {
      part.load(inventory);
      holders.push(part);
    };
    const holders: InventoryHolder[] = [];

    // Who is told about what.
    const notificationEngine = createNotificationEngine({
      clock,
      engine: settings.engine,
      // Read at each load.
      get rootCause() {
        return settingsInEffect.rootCause;
      },
      stateOf: (key) => ledger.state(key),
      acknowledgementOf: (key) => realtime.latestAcknowledgement(key) ?? null,
      downtimeOf: (key) => downtimes.running(key),
      isDowntimeAwaited: (key, at) => downtimes.isAwaited(key, at),
      background: {
        log,
        resourceOf: (key) => ledger.resource(key),
        commit: (changes) => ledger.commit(changes),
        checkNow: (key) => scheduler.runOnDemand(key),
      },
    });
    hold(notificationEngine);

    const operators = await wireOperators({
      settings,
      clock,
      log,
      stops,
      hold,
      store,
      snapshot,
      realtime,
      ledger,
      notificationEngine,
    });
    const { comments, acknowledgements, downtimes, recurringDowntimes, commands } = operators;
    const decisions = createDecisionQueries({
      clock,
      store,
      ruleContext: () => notificationEngine.ruleContext(),
      downtimesOf: (key) => downtimes.ofResource(key),
    });

    // The API answers before the first check, since the default configuration checks the API.
    const localConnections = new WeakSet<Socket>();
    let hasStarted = false;
    const api = await createApi({
      realtime,
      access,
      commands,
      recurringDowntimes,
      decisions,
      clock,
      log,
      version,
      trustProxy: settings.trustProxy ?? false,
      isLocal: (socket) => localConnections.has(socket),
      reload: () => (hasStarted ? reload : undefined),
      passiveResults: () => (hasStarted ? passiveResults : undefined),
      checks: () => (hasStarted ? scheduler.counts() : NO_CHECKS),
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
    // Only now: a password made by a start that failed would have been shown to nobody.
    const administrator = await ensureAdministrator(store, settings.adminPassword ?? undefined);
    if (administrator.created && isShortPassword(settings.adminPassword ?? administrator.password ?? ""))
      log.warn({}, SHORT_PASSWORD_WARNING);

    const processMacros = processMacrosOf({
      url,
      mainFile: findMainFile(settings.configFolder),
      commandFile: settings.commandFile,
      startedAt: clock.now(),
    });
    const commandRunner = createCommandRunner({ clock, log, environment: settings.pluginEnvironment });
    stops.add("command runner", () => commandRunner.stop());
    const sender = createSender({
      clock,
      processMacros,
      runner: commandRunner,
      channels: () => channels,
      commandInDoubt: () => settingsInEffect.commandInDoubt,
      stateOf: (key) => ledger.state(key),
      readRecipients: (message) => store.readRecipients(message),
    });
    hold(sender);
    const checkPath = await wireCheckPath({
      settings,
      clock,
      log,
      stops,
      hold,
      inventory,
      ledger,
      notificationEngine,
      comments,
      acknowledgements,
      downtimes,
      processMacros,
      onLost: lostResults.error,
    });
    const { scheduler, intake } = checkPath;
    const passiveResults = createPassiveResults({ inventory: () => current.inventory, intake, clock });
    operators.start();
    stops.add("decider", () => notificationEngine.stop());
    notificationEngine.start();
    stops.add("deliverer", () => deliverer.stop());
    deliverer.start();
    stops.add("retention", keepRetention({ store, realtime, clock, log, days: () => settingsInEffect.retentionDays }));
    checkPath.start();

    const swap = createApplyConfiguration({ adaptive, access, ledger, realtime, scheduler, downtimes, holders });
    const stopping = new AbortController();
    stops.add("reload", () => stopping.abort());
    const reload = createReload({
      log,
      realtime,
      signal: stopping.signal,
      current: () => current,
      settings: () => settingsInEffect,
      readSettings: readSettings ?? (() => settingsInEffect),
      commit: (changes) => ledger.commit(changes),
      swap(next) {
        current = next.current;
        settingsInEffect = next.settings;
        channels = next.channels;
        onSettings?.(next.settings);
        return swap(next);
      },
    });

    // The door for scripts; the first to close.
    if (settings.commandFile !== null) {
      const external = createExternalCommands({
        operators: commands,
        downtimes,
        comments,
        intake,
        ledger,
        scheduler,
        notificationEngine,
        clock,
        adaptive,
        control: {
          shutDown: () => requestStop?.(),
          reload: () => {
            reload().catch(() => {});
          },
        },
      });
      hold(external);
      const commandFile = openCommandFile({ path: settings.commandFile, commands: external, clock, log });
      stops.add("command file", () => commandFile.stop());
    }

    hasStarted = true;
    return {
      url,
      reload,
      newAdminPassword: administrator.password,
      summary: `${inventory.hosts.length} hosts and ${inventory.services.length} services`,
      stop: () => stops.run(),
    };
  } catch (error) {
    await stops.run();
    throw error;
  }
}

async function acceptedConfiguration(
  configuration: Configuration,
  store: Store,
  log: Log,
): Promise<NonNullable<Configuration["accepted"]>> {
  if (configuration.accepted === null) throw new Refusal("bad-configuration", configuration.summary.trimEnd());
  for (const warning of configuration.warnings) log.warn({ ...warning }, "configuration");
  if (configuration.newIds.length > 0)
    await store.commit(configuration.newIds.map((entry) => ({ kind: "object-id", entry })));
  return configuration.accepted;
}
