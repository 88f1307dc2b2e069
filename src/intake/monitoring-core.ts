import { createNotificationEngine, type RunningEngine } from "../alerting/rules/create-notification-engine.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import type { Realtime } from "../data/realtime/realtime.ts";
import type { SnapshotRecords } from "../data/store/store.ts";
import type { CheckRequests } from "../engine/schedule/scheduler.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import type { StoredRecurringDowntime } from "../model/change.ts";
import type { Engine } from "../model/dialect.ts";
import type { Inventory } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import type { RootCauseRule } from "../model/root-cause-rule.ts";
import { createAcknowledgements, type Acknowledgements } from "../operations/acknowledgement/acknowledgements.ts";
import { createComments, type Comments } from "../operations/comment/comments.ts";
import { createActiveDowntimes, type ActiveDowntimes } from "../operations/downtime/active-downtimes.ts";
import { createDowntimes, type Downtimes } from "../operations/downtime/downtimes.ts";
import { createRecurringDowntimes, type RecurringDowntimes } from "../operations/downtime/recurring-downtimes.ts";
import { followUpsOf } from "./follow-ups.ts";
import { createIntake, type CountingIntake, type IntakeOptions } from "./accept-result.ts";
import { createPassiveResults, type PassiveResults } from "./passive-results.ts";

export interface MonitoringCoreOptions {
  readonly ledger: Ledger;
  readonly realtime: Pick<Realtime, "latestAcknowledgement">;
  readonly clock: Clock;
  readonly log: Log;
  readonly engine: Engine;
  /** The configuration in effect. */
  readonly inventory: () => Inventory;
  /** Plans checks and runs them on demand. */
  readonly scheduler: Pick<CheckRequests, "rescheduleAfter" | "runOnDemand">;
  /** Seconds before the end of an acknowledgement or downtime at which a warning is sent; 0: none. */
  readonly noticeSeconds?: number;
  /** Default: root causes are off. */
  readonly rootCause?: () => RootCauseRule;
  /** Default: as the engine does. */
  readonly notifiesLateContacts?: () => boolean;
  /** See `RuleContext`; default: no results come late. */
  readonly latePoller?: (key: ResourceKey) => string | null;
  /** Readers of results, besides those of the ledger; see the intake. */
  readonly onStep?: IntakeOptions["onStep"];
  readonly onStateChange?: IntakeOptions["onStateChange"];
}

/** What the store knew when the server started. */
export interface StoredRecords {
  readonly records: Pick<SnapshotRecords, "acknowledgements" | "comments" | "downtimes" | "nextIds">;
  readonly recurringDowntimes: readonly StoredRecurringDowntime[];
  /** True: the monitoring goes on where another server left it. Default: this is a restart. */
  readonly isTakenOver?: boolean;
}

/**
 * The path from a result to its commit: the intake, the states' follow-ups (notifications, downtimes,
 * acknowledgements, comments), and what the clock does to them. Made first, then loaded, then started.
 */
export interface MonitoringCore {
  readonly engine: Engine;
  readonly notificationEngine: RunningEngine;
  readonly comments: Comments;
  readonly acknowledgements: Acknowledgements;
  readonly downtimes: Downtimes;
  readonly recurringDowntimes: RecurringDowntimes;
  readonly intake: CountingIntake;
  readonly passiveResults: PassiveResults;
  /** Once, before the start. */
  load(stored: StoredRecords): Promise<void>;
  /** Catches up with what was due while the server was away, and acts by the clock from now on. */
  start(stops: ShutdownStack): void;
  /** To be called after the inventory was replaced. */
  afterReload(): void;
}

const NOTHING = (): void => {};

export function createMonitoringCore(options: MonitoringCoreOptions): MonitoringCore {
  const { ledger, realtime, clock, log, engine, inventory, scheduler, noticeSeconds = 0 } = options;
  const comments = createComments({ stateOf: ledger.lastState });
  const active = createActiveDowntimes(noticeSeconds, engine);
  const bringUpToDate = (key: ResourceKey): void => downtimes.bringUpToDate(key);
  const notificationEngine = createNotificationEngine(notificationOptions(options, active, bringUpToDate));
  const acknowledgements = createAcknowledgements({
    inventory,
    ledger,
    comments,
    notificationEngine,
    clock,
    log,
    noticeSeconds,
    latest: (key) => realtime.latestAcknowledgement(key),
  });
  const downtimes = createDowntimes({
    active,
    inventory,
    ledger,
    notificationEngine,
    clock,
    log,
    engine,
    noticeSeconds,
  });
  const recurringDowntimes = createRecurringDowntimes({ downtimes, inventory, ledger, clock, log });
  const followUps = followUpsOf(engine, {
    ledger,
    comments,
    downtimes,
    notificationEngine,
    inventory,
    clock,
    rescheduleAfter: scheduler.rescheduleAfter,
  });
  const intake = createIntake({
    ledger,
    inventory,
    clock,
    engine,
    followUps,
    takeBack: comments.takeBack,
    bringUpToDate,
    acknowledgementOutlivesRecovery: acknowledgements.outlivesRecovery,
    onStep: options.onStep ?? NOTHING,
    onStateChange: options.onStateChange ?? NOTHING,
  });
  const clockDriven = { acknowledgements, downtimes, "recurring downtimes": recurringDowntimes, notificationEngine };

  return {
    engine,
    notificationEngine,
    comments,
    acknowledgements,
    downtimes,
    recurringDowntimes,
    intake,
    passiveResults: createPassiveResults({ inventory, intake, clock }),
    async load({ records, recurringDowntimes: recurring, isTakenOver = false }) {
      const { nextIds } = records;
      const ended = comments.load(records.comments, nextIds.comment, isTakenOver ? null : Math.floor(clock.now()));
      if (ended.length > 0) await ledger.commit(ended);
      acknowledgements.load(nextIds.acknowledgement, records.acknowledgements);
      downtimes.load(records.downtimes, nextIds.downtime);
      recurringDowntimes.restore(recurring, records.downtimes, nextIds.recurringDowntime);
    },
    start(stops) {
      for (const [name, part] of Object.entries(clockDriven)) {
        stops.add(name, () => part.stop());
        part.start();
      }
    },
    afterReload() {
      downtimes.afterRemoval();
      acknowledgements.afterReload();
      recurringDowntimes.afterReload();
      notificationEngine.afterConfiguring();
    },
  };
}

function notificationOptions(
  {
    ledger,
    realtime,
    clock,
    log,
    engine,
    inventory,
    scheduler,
    rootCause,
    notifiesLateContacts,
    latePoller,
  }: MonitoringCoreOptions,
  active: ActiveDowntimes,
  bringUpToDate: (key: ResourceKey) => void,
) {
  return {
    clock,
    engine,
    inventory,
    stateOf: ledger.state,
    acknowledgementOf: (key: ResourceKey) => realtime.latestAcknowledgement(key) ?? null,
    downtimeOf: active.running,
    isDowntimeAwaited: active.isAwaited,
    background: {
      log,
      resourceOf: ledger.resource,
      bringUpToDate,
      commit: ledger.commit,
      checkNow: scheduler.runOnDemand,
    },
    ...(rootCause === undefined ? {} : { rootCause }),
    ...(notifiesLateContacts === undefined ? {} : { notifiesLateContacts }),
    ...(latePoller === undefined ? {} : { latePoller }),
  };
}
