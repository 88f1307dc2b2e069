import type { Acknowledgements } from "../operations/acknowledgement/acknowledgements.ts";
import { createCheckRunner } from "../engine/check/create-check-runner.ts";
import type { Comments } from "../operations/comment/comments.ts";
import type { NotificationEngine } from "../alerting/rules/notification-engine.ts";
import type { Downtimes } from "../operations/downtime/downtimes.ts";
import { createEventHandlers } from "../alerting/event-handlers/event-handlers.ts";
import { createIntake, type Intake } from "../intake/accept-result.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import type { Inventory } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import { createCommandRunner } from "../alerting/delivery/command-runner.ts";
import { createExecutionRules } from "../engine/schedule/execution-rules.ts";
import { createFreshness } from "../engine/schedule/freshness.ts";
import { createOnDemandChecks } from "../engine/schedule/on-demand-checks.ts";
import { createScheduler, type Scheduler } from "../engine/schedule/scheduler.ts";
import { createSkippedChecks } from "../engine/schedule/skipped-checks.ts";
import type { Settings } from "../config/settings/settings.ts";
import type { InventoryHolder } from "./reload/inventory-holder.ts";

export interface CheckPathParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly stops: ShutdownStack;
  readonly hold: (part: InventoryHolder) => void;
  readonly inventory: Inventory;
  readonly ledger: Ledger;
  readonly notificationEngine: NotificationEngine;
  readonly comments: Comments;
  readonly acknowledgements: Acknowledgements;
  readonly downtimes: Downtimes;
  readonly processMacros: ReadonlyMap<string, string>;
  /** What a check found out could not be stored. */
  readonly onLost: (error: unknown) => void;
}

export interface CheckPath {
  readonly scheduler: Scheduler;
  readonly intake: Intake;
  /** Nothing is due before. */
  start(): void;
}

// Running at once.
const MOST_EVENT_HANDLERS = 16;

/** From due to committed: the scheduler, the checks, the door for their results, and what results ask for. */
export async function wireCheckPath(parts: CheckPathParts): Promise<CheckPath> {
  const {
    settings,
    clock,
    log,
    stops,
    hold,
    ledger,
    notificationEngine,
    comments,
    acknowledgements,
    downtimes,
    processMacros,
    onLost,
  } = parts;
  const stateOf = (key: ResourceKey) => ledger.state(key);
  const runner = createCheckRunner({
    clock,
    log,
    processMacros,
    stateOf,
    engine: settings.engine,
    environment: settings.pluginEnvironment,
    maxConcurrentChecks: settings.maxConcurrentChecks,
  });
  await runner.start();
  stops.add("check runner", () => runner.stop());
  const onDemand = createOnDemandChecks({ clock, stateOf, check: (key) => scheduler.runOnDemand(key) });
  hold(onDemand);
  // A pool of its own: handlers and checks do not wait for each other.
  const eventHandlers = createEventHandlers({
    ledger,
    clock,
    log,
    processMacros,
    runner: createCommandRunner({
      clock,
      log,
      environment: settings.pluginEnvironment,
      plugins: { maxHelpers: MOST_EVENT_HANDLERS },
    }),
  });
  hold(eventHandlers);
  stops.add("event handlers", () => eventHandlers.stop());
  const intake = createIntake({
    ledger,
    comments,
    downtimes,
    notificationEngine,
    clock,
    engine: settings.engine,
    rescheduleAfter: (resource, wanted) => scheduler.rescheduleAfter(resource, wanted),
    acknowledgementOutlivesRecovery: (key) => acknowledgements.outlivesRecovery(key),
    onStep: (resource, previous, next) => onDemand.afterResult(resource, previous, next),
    onStateChange: (resource, previous, next) => eventHandlers.afterStateChange(resource, previous, next),
  });
  hold(intake);
  const skippedChecks = createSkippedChecks({
    clock,
    stateOf,
    rules: createExecutionRules({ clock, stateOf }),
    rescheduleAfter: (resource, wanted) => scheduler.rescheduleAfter(resource, wanted),
    commit: (changes) => {
      ledger.commit(changes).catch(onLost);
    },
  });
  hold(skippedChecks);
  const scheduler = createScheduler({
    clock,
    runner,
    mayRun: (resource, isForced) => skippedChecks.mayRun(resource, isForced),
    maxConcurrentChecks: settings.maxConcurrentChecks,
    onResult: (result) => {
      intake.accept(result).catch(onLost);
    },
  });
  scheduler.load(parts.inventory, (key) => ledger.state(key)?.plan.nextCheck ?? null);
  stops.add("scheduler", () => scheduler.stop());
  const freshness = createFreshness({ clock, log, stateOf, scheduler });
  hold(freshness);
  stops.add("freshness", () => freshness.stop());
  return {
    scheduler,
    intake,
    start() {
      scheduler.start();
      freshness.start();
    },
  };
}
