import { createDecisionQueries, type DecisionQueries } from "../alerting/rules/decision-queries.ts";
import { createCommandRunner } from "../alerting/delivery/command-runner.ts";
import type { AvailabilityReports } from "../operations/availability/availability-reports.ts";
import type { Reports } from "../operations/reports/reports.ts";
import { createPerfdataOutputs } from "../alerting/perfdata/perfdata-output.ts";
import { createPollers, type Pollers } from "../cluster/door/pollers.ts";
import { createEventHandlers } from "../alerting/event-handlers/event-handlers.ts";
import { findMainFile } from "../config/objects/main-file.ts";
import type { Settings } from "../config/settings/settings.ts";
import { createConfiguredObjects } from "../data/history/configured-objects.ts";
import { createMonitoringPeriods } from "../data/history/monitoring-periods.ts";
import { keepRetention } from "../data/retention.ts";
import type { PurgeTimes } from "../data/store/store.ts";
import { createCheckRunner } from "../engine/check/create-check-runner.ts";
import { createProcessMacros } from "../engine/check/macro/process-macros.ts";
import { runCooperatively } from "../lib/cooperative.ts";
import { createSharedLock, type SharedLock } from "../lib/shared-lock.ts";
import { createStorePlans, type StorePlans } from "./reload/store-plans.ts";
import { createCheckPath, type CheckPath } from "../intake/check-path.ts";
import { countResources } from "../interfaces/metrics/resource-counts.ts";
import type { ServerCounts } from "../interfaces/api/server/rates.ts";
import type { Undelivered } from "../interfaces/api/server/undelivered.ts";
import type { ServerMeasures } from "../interfaces/metrics/server-metrics.ts";
import type { TestMessages } from "../alerting/delivery/test-messages.ts";
import { createOperations, createSubmissionCounts } from "../intake/create-operations.ts";
import { createMonitoringCore, type MonitoringCore } from "../intake/monitoring-core.ts";
import type { Inventory } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import { createAdaptive, type RunningAdaptive } from "../operations/adaptive/create-adaptive.ts";
import type { Operations } from "../operations/operations.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import type { DescriptorBudget } from "./descriptor-budget.ts";
import { fillTables, goOnWithTables } from "./fill-tables.ts";
import { createSeriesWork, type SeriesWork } from "./series-work.ts";
import type { Lead } from "./lead.ts";
import { createMessageWork } from "./message-work.ts";
import type { ServerData } from "./server-data.ts";
import type { SettingsInEffect } from "./settings-in-effect.ts";

export interface ServerWorkOptions {
  readonly data: ServerData;
  readonly settings: Settings;
  readonly inEffect: () => SettingsInEffect;
  readonly budget: DescriptorBudget;
  readonly lead: Pick<Lead, "lease" | "othersTrySeconds">;
}

/** Runs checks, decides and delivers notifications, and acts by the clock. */
export interface ServerWork extends Pick<SeriesWork, "timeSeries" | "remoteWrite"> {
  readonly adaptive: RunningAdaptive;
  readonly core: MonitoringCore;
  readonly checkPath: CheckPath;
  readonly pollers: Pollers;
  readonly operations: Operations;
  readonly decisions: DecisionQueries;
  readonly availability: AvailabilityReports;
  readonly reports: Reports;
  /** What is measured of the work, for metrics. */
  measures(): Promise<WorkMeasures>;
  /** Since the start. */
  readonly counts: () => ServerCounts;
  /** Oldest notifications that are not delivered. */
  readonly undelivered: (limit: number) => Promise<readonly Undelivered[]>;
  readonly testMessages: TestMessages;
  /** Held by changes of operators; alone by what records the configuration. */
  readonly lock: SharedLock;
  readonly storePlans: StorePlans;
  /** Resolves when the objects of the configuration are recorded in the history; rejects if that was refused. */
  readonly isRecorded: () => Promise<void>;
  /** To be called when a configuration has come into effect. Never rejects. */
  readonly followConfiguration: () => Promise<void>;
  /** Once, before the start. `isFilled`: the tables have what is stored, and are not read from the store. */
  load(how: { readonly isFilled: boolean; readonly stops: ShutdownStack }): Promise<void>;
  /** `url`: where the API listens. */
  start(url: string, stops: ShutdownStack): Promise<void>;
}

export type WorkMeasures = Omit<ServerMeasures, "version" | "parts" | "delay" | "connections">;

/** Makes every part in the order in which they need each other; nothing runs yet. */
export function createServerWork({ data, settings, inEffect, budget, lead }: ServerWorkOptions): ServerWork {
  const { store, realtime, ledger, inventory, clock, log, lostResults } = data;
  const macros = createProcessMacros({
    mainFile: findMainFile(settings.configFolder),
    commandFile: settings.commandFile,
    startedAt: clock.now(),
  });
  const common = { clock, log, inventory, stateOf: ledger.state, processMacros: macros.values };
  const beforeSending = (): void => {
    if (lead.lease?.isHeld() === false) throw new Error("not sent: another server may lead");
  };

  const checkRunner = createCheckRunner({
    ...common,
    engine: settings.engine,
    environment: settings.pluginEnvironment,
    maxConcurrentChecks: Math.min(settings.maxConcurrentChecks, budget.plugins),
    pollerNamed: (name) => pollers.conditionOf(name),
  });
  const pollers = createPollers({
    ...common,
    engine: settings.engine,
    store,
    ledger,
    afterLateResults: (keys) => core.notificationEngine.afterLateResults(keys),
  });
  data.followCommits(pollers.reader);
  const checkPath = createCheckPath({
    ...common,
    places: pollers.places,
    ledger,
    runner: checkRunner,
    maxConcurrentChecks: settings.maxConcurrentChecks,
    mostChecks: budget.checks,
    onLost: lostResults.error,
  });
  const storePlans = createStorePlans(ledger, log);
  const lock = createSharedLock();
  const adaptive = createAdaptive({
    ledger,
    lock,
    clock,
    log,
    onResources(resources) {
      realtime.replace(resources);
      storePlans(checkPath.scheduler.replan(resources.map(({ key }) => key)));
      pollers.configurationChanged();
      core.notificationEngine.afterConfiguring(resources);
    },
    onProgram() {
      storePlans(checkPath.scheduler.replan(keysOf(inventory())));
      pollers.configurationChanged();
      core.notificationEngine.afterConfiguring();
    },
  });
  // A pool of its own: handlers and checks do not wait for each other.
  const eventHandlers = createEventHandlers({
    ...common,
    ledger,
    runner: createCommandRunner({
      clock,
      log,
      environment: settings.pluginEnvironment,
      plugins: { maxHelpers: budget.eventHandlers },
      beforeSending,
    }),
  });
  const perfdataOutputs = createPerfdataOutputs({
    ...common,
    runner: createCommandRunner({
      clock,
      log,
      environment: settings.pluginEnvironment,
      plugins: { maxHelpers: budget.perfdataCommands },
      beforeSending,
    }),
  });
  const series = createSeriesWork({
    dataFolder: settings.dataFolder,
    settings: () => inEffect().settings,
    ledger,
    inventory,
    clock,
    log,
  });
  const core = createMonitoringCore({
    ...common,
    ledger,
    realtime,
    engine: settings.engine,
    scheduler: checkPath.requests,
    latePoller: pollers.latePoller,
    noticeSeconds: settings.noticeBeforeEndMinutes * 60,
    rootCause: () => inEffect().settings.rootCause,
    notifiesLateContacts: () => inEffect().settings.notifiesLateContacts,
    onStep(resource, previous, next) {
      checkPath.onDemand.afterResult(resource, previous, next);
      series.timeSeries()?.accept(resource.key, next);
      perfdataOutputs.accept(resource, next);
    },
    onStateChange(resource, previous, next) {
      // A poller runs those of its own resources.
      if (pollers.places.isHere(resource)) eventHandlers.afterStateChange(resource, previous, next);
    },
  });
  const {
    availability,
    deliverer,
    reports,
    testMessages,
    undelivered,
    stop: stopMessages,
  } = createMessageWork({
    data,
    settings,
    inEffect,
    processMacros: macros.values,
    lead,
    maxCommands: budget.notificationCommands,
    beforeSending,
    notSeenSince: pollers.notSeenSince,
  });
  data.followCommits({ name: "delivery", committed: deliverer.wake });

  const monitoringPeriods = createMonitoringPeriods({ ledger, clock, log });
  const configuredObjects = createConfiguredObjects({
    store,
    ledger,
    inventory,
    lock,
    clock,
    log,
    onRemoved: core.downtimes.afterRemoval,
  });

  const submissions = createSubmissionCounts();
  const operations = createOperations({
    ...core,
    adaptive,
    scheduler: checkPath.requests,
    ledger,
    inventory,
    clock,
    submissions,
    deliveries: deliverer,
  });
  const startedAt = clock.now();
  const followConfiguration = (): Promise<void> => {
    series.configure();
    perfdataOutputs.configure();
    reports.configure();
    pollers.configurationChanged();
    return operations
      .endFlappingWhereSwitchedOff()
      .catch((error) => log.error({ err: error }, "the end of flapping could not be stored"));
  };

  let hoursSincePurge = 0;
  return {
    adaptive,
    core,
    checkPath,
    pollers,
    lock,
    storePlans,
    isRecorded: configuredObjects.settled,
    operations,
    availability,
    reports,
    followConfiguration,
    async measures() {
      const { scheduler } = checkPath;
      return {
        startedAt,
        checks: scheduler.counts(),
        checkMeasures: scheduler.measures(),
        runs: checkRunner.runs(),
        intake: core.intake.counts(),
        submissions,
        store: store.measures(),
        pendingCommits: store.pending(),
        lastCommit: store.health().lastCommit,
        deliveries: deliverer.counts(),
        perfdata: perfdataOutputs.counts(),
        series:
          (await series
            .timeSeries()
            ?.counts()
            .catch(() => null)) ?? null,
        resources: await runCooperatively(countResources(inventory(), ledger.state)),
        pollers: { pollers: pollers.list(), results: pollers.counts() },
        cluster: lead.lease && {
          isLeading: lead.lease.isHeld(),
          term: lead.lease.term,
          position: store.position(),
          lagSeconds: null,
          configurationDiffers: null,
        },
      };
    },
    counts() {
      const { active, passive } = core.intake.counts();
      return {
        checks: checkPath.scheduler.counts().done,
        results: active + passive,
        commits: store.measures().seconds,
      };
    },
    testMessages,
    undelivered,
    decisions: createDecisionQueries({
      clock,
      records: {
        readDecisions: store.readDecisions,
        readMessages: store.readMessages,
        readNewestDecisions: store.readNewestDecisions,
        readMessagesOf: store.readMessagesOf,
        failedAttemptsOf: deliverer.failedAttemptsOf,
      },
      ruleContext: core.notificationEngine.ruleContext,
      downtimesOf: core.downtimes.ofResource,
    }),
    timeSeries: series.timeSeries,
    remoteWrite: series.remoteWrite,
    async load({ isFilled, stops }) {
      const fill = isFilled ? goOnWithTables : fillTables;
      const records = await fill({
        data,
        adaptive,
        checkPath,
        storePlans,
        clock,
        async onRead({ lastHeartbeat }) {
          // Before all that records events, and stopped after it, also after the API.
          stops.add("monitoring periods", () => monitoringPeriods.stop());
          await monitoringPeriods.start(lastHeartbeat);
        },
      });
      ({ hoursSincePurge } = records);
      const recurringDowntimes = await store.readRecurringDowntimes();
      await core.load({ records, recurringDowntimes, isTakenOver: isFilled });
      await pollers.load();
    },
    async start(url, stops) {
      macros.setAddress(url);
      stops.add("notification commands", stopMessages);
      await checkRunner.start();
      stops.add("check runner", () => checkRunner.stop());
      stops.add("event handlers", () => eventHandlers.stop());
      series.start(stops);
      stops.add("performance data for graphers", () => perfdataOutputs.stop());
      core.start(stops);
      stops.add("deliverer", () => deliverer.stop());
      deliverer.start();
      stops.add("reports", () => reports.stop());
      await reports.start();
      await followConfiguration();
      const days = (): Readonly<Record<keyof PurgeTimes, number>> => {
        const { retentionDays, history } = inEffect().settings;
        return { records: retentionDays, decisions: history.days.notifications };
      };
      stops.add(
        "retention",
        keepRetention({ store, realtime, history: data.history, clock, log, days, hoursSincePurge }),
      );
      data.history.start();
      checkPath.start(core.intake, stops);
      pollers.start(core.intake, stops);
      stops.add("configured objects", () => configuredObjects.stop());
      configuredObjects.start();
    },
  };
}

const keysOf = ({ hosts, services }: Inventory): readonly ResourceKey[] =>
  [...hosts, ...services].map(({ key }) => key);
