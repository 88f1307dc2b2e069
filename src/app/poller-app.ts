import { readFileSync } from "node:fs";
import { createCommandRunner } from "../alerting/delivery/command-runner.ts";
import { createEventHandlers } from "../alerting/event-handlers/event-handlers.ts";
import { allowedCommands } from "../cluster/poller/allowed-commands.ts";
import { CentreLink } from "../cluster/poller/centre-link.ts";
import { dial } from "../cluster/poller/dial.ts";
import type { PollerFiles, PollerIdentity } from "../cluster/poller/poller-files.ts";
import { createGroupLease } from "../cluster/poller/group-lease.ts";
import { createPollerCore, type KnownState, type PollerCore } from "../cluster/poller/poller-core.ts";
import type { ReceivedConfiguration } from "../cluster/poller/received-pieces.ts";
import { createResultQueue } from "../cluster/poller/result-queue.ts";
import { decodePart, type ConfigurationPart } from "../cluster/protocol/configuration-part.ts";
import type { StateRow, Unnumbered } from "../cluster/protocol/frames.ts";
import { LINK_PATH } from "../cluster/protocol/link-path.ts";
import type { Settings } from "../config/settings/settings.ts";
import { ResultBuffer } from "../data/result-buffer/result-buffer.ts";
import { createCheckRunner } from "../engine/check/create-check-runner.ts";
import { createProcessMacros } from "../engine/check/macro/process-macros.ts";
import { createAlarm } from "../lib/alarm.ts";
import type { Clock } from "../lib/clock.ts";
import { counted } from "../lib/counted.ts";
import type { Log } from "../lib/log.ts";
import { createSharedLock } from "../lib/shared-lock.ts";
import { createShutdownStack, type ShutdownStack } from "../lib/shutdown-stack.ts";
import type { Engine } from "../model/dialect.ts";
import { Refusal } from "../model/refusal.ts";
import { serviceKey } from "../model/resource-key.ts";
import type { CheckState } from "../model/resource-state.ts";
import { descriptorBudget, openFilesLimit } from "./descriptor-budget.ts";

export interface PollerAppOptions {
  readonly identity: PollerIdentity;
  readonly files: PollerFiles;
  readonly settings: Pick<Settings, "pluginEnvironment" | "maxConcurrentChecks">;
  /** Macros of this machine, `$USER1$` and the like, by name without dollar signs. */
  readonly userMacros: ReadonlyMap<string, string>;
  /** Folders whose programs may be started. */
  readonly allowedFolders: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
}

/** Running poller. */
export interface PollerApp {
  stop(): Promise<void>;
}

/** Writes what waits for a full disk, this often. */
const RETRY_SECONDS = 1;

/**
 * Starts a poller: checks what its centre tells it, and sends the results there. Without a connection it goes on with
 * what it was told last. Refuses with `store-in-use` if another one runs on its folder.
 */
export async function createPollerApp(options: PollerAppOptions): Promise<PollerApp> {
  const { identity, files, clock, log, version } = options;
  const stops = createShutdownStack(log);
  const buffer = openBuffer(options);
  stops.add("results", () => buffer.close());
  const queue = createResultQueue(buffer, log, () => link.wake());
  const retry = createAlarm(clock, (at) => {
    queue.retry();
    retry.set(at + RETRY_SECONDS);
  });
  stops.add("retry", () => retry.set(null));
  retry.set(clock.now() + RETRY_SECONDS);

  // What the centre says, one after the other: each changes what the one before has made.
  const turns = createSharedLock();
  let running: { readonly core: PollerCore; readonly engine: Engine; readonly stops: ShutdownStack } | null = null;
  let configurationId = "";
  const lease = createGroupLease({
    clock,
    onChange(mayCheck) {
      running?.core.groupChanged();
      if (running?.core.hasGroup() !== true) return;
      if (mayCheck) log.info({ area: "poller" }, "hosts of the group are checked here");
      else log.warn({ area: "poller" }, "hosts of the group are not checked here: the centre has not been heard");
    },
  });
  stops.add("lease", () => lease.stop());
  // After a configuration that is being taken over.
  stops.add("checks", () => turns.alone(async () => running?.stops.run()));

  const use = async ({ inventory, engine }: ConfigurationPart, states: readonly KnownState[]): Promise<void> => {
    const own = { ...inventory, userMacros: options.userMacros };
    if (running?.engine === engine) {
      running.core.configure(own);
      return running.core.take(states);
    }
    await running?.stops.run();
    const stopsOfCore = createShutdownStack(log);
    const core = await startCore(own, states, engine, queue.add, stopsOfCore, {
      ...options,
      mayCheckGroup: lease.mayCheck,
    });
    running = { core, engine, stops: stopsOfCore };
  };

  const configure = (received: ReceivedConfiguration): Promise<readonly string[]> =>
    turns.alone(() => configureNow(received));
  const configureNow = async ({ states, ...received }: ReceivedConfiguration): Promise<readonly string[]> => {
    try {
      await use(await decodePart(received.data), states.map(knownState));
      save(received);
      configurationId = received.id;
      log.info({ area: "poller", configuration: received.id }, `checks ${inWords(running!.core)}`);
      return [];
    } catch (error) {
      log.error({ area: "poller", err: error }, "the configuration of the centre cannot be used; the one before stays");
      return [(error as Error).message];
    }
  };

  /** Without it the next start waits for the centre. */
  const save = (received: Omit<ReceivedConfiguration, "states">): void => {
    try {
      files.saveConfiguration(received);
    } catch (error) {
      log.error({ area: "poller", err: error }, "the configuration of the centre cannot be saved");
    }
  };

  const link = new CentreLink({
    clock,
    log,
    name: identity.name,
    version,
    keys: files,
    buffer,
    dial: (handlers) => dial({ url: linkUrl(identity.centre), pin: identity.pin }, handlers),
    random: Math.random,
    configurationId: () => configurationId,
    onConfiguration: configure,
    lease,
    // They may be about resources of the configuration that has come before them.
    onAsk: (ask) => void turns.alone(async () => running?.core.ask(ask)),
    onStates: (states) => void turns.alone(async () => running?.core.take(states.map(knownState))),
    counts: () => running?.core.counts() ?? { running: 0, late: 0 },
    waiting: () => queue.waiting,
  });

  try {
    const saved = files.configuration();
    // Its id is not told to the centre, which then sends it again with the states.
    if (saved !== null)
      await use(await decodePart(saved.data), []).catch((error: Error) =>
        log.warn({ area: "poller", err: error }, "the saved configuration cannot be used; waiting for the centre"),
      );
    stops.add("connection", () => link.stop());
    link.start();
  } catch (error) {
    await stops.run();
    throw error;
  }
  return { stop: () => stops.run() };
}

type CoreOptions = Parameters<typeof createPollerCore>[2];

/** Checks and event handlers of a configuration. */
async function startCore(
  inventory: ConfigurationPart["inventory"],
  states: readonly KnownState[],
  engine: Engine,
  onResults: CoreOptions["onResults"],
  stops: ShutdownStack,
  { settings, allowedFolders, mayCheckGroup, clock, log }: PollerAppOptions & Pick<CoreOptions, "mayCheckGroup">,
): Promise<PollerCore> {
  const { pluginEnvironment: environment, maxConcurrentChecks } = settings;
  const budget = descriptorBudget(openFilesLimit(), inventory.main.maxConcurrentChecks || maxConcurrentChecks);
  const refusalOf = allowedCommands(allowedFolders, environment["PATH"] ?? "");
  const processMacros = createProcessMacros({ mainFile: null, commandFile: null, startedAt: clock.now() }).values;
  const runner = createCheckRunner({
    clock,
    log,
    engine,
    environment,
    processMacros,
    stateOf: (key) => core.stateOf(key),
    maxConcurrentChecks: Math.min(maxConcurrentChecks, budget.plugins),
    plugins: { refusalOf },
  });
  const eventHandlers = createEventHandlers({
    clock,
    log,
    processMacros,
    inventory: () => core.inventory(),
    // The centre has no part in it: the log of the poller says what was run.
    ledger: { commit: async () => {}, state: (key) => core.stateOf(key) },
    runner: createCommandRunner({
      clock,
      log,
      environment,
      plugins: { maxHelpers: budget.eventHandlers, refusalOf },
    }),
  });
  const core = createPollerCore(inventory, states, {
    runner,
    engine,
    mayCheckGroup,
    maxConcurrentChecks,
    mostChecks: budget.checks,
    clock,
    log,
    onResults,
    onStateChange: eventHandlers.afterStateChange,
  });
  await runner.start();
  stops.add("check runner", () => runner.stop());
  stops.add("event handlers", () => eventHandlers.stop());
  core.start(stops);
  return core;
}

function openBuffer({ files, clock, log }: PollerAppOptions): ResultBuffer<Unnumbered> {
  try {
    return ResultBuffer.open<Unnumbered>({
      path: files.results,
      clock,
      bootId: bootId(),
      onDamage: (setAside, reason) =>
        log.error({ area: "poller", setAside }, `the results could not be read (${reason}) and were set aside`),
    });
  } catch (error) {
    if (!/locked/.test((error as Error).message)) throw error;
    throw new Refusal("store-in-use", `Another poller runs on ${files.results}.`);
  }
}

/** Differs after each start of the machine; '' where the system does not say. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function linkUrl(centre: string): URL {
  const url = new URL(`${centre.replace(/\/$/, "")}${LINK_PATH}`);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}

const knownState = ([host, service, check]: StateRow): KnownState => ({
  key: serviceKey(host, service),
  check: check as CheckState,
});

const inWords = (core: PollerCore): string => {
  const { hosts, services } = core.inventory();
  return `${counted(hosts.length, "host")} and ${counted(services.length, "service")}`;
};
