import type { CheckResult } from "../model/check-result.ts";
import type { Comments } from "../operations/comment/comments.ts";
import { decideAll } from "../alerting/rules/decide-all.ts";
import type { NotificationEngine } from "../alerting/rules/notification-engine.ts";
import type { BegunByProblem, Downtimes } from "../operations/downtime/downtimes.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import { parentKeys } from "../model/parent-keys.ts";
import { hostIdOf, hostKey, type ResourceKey } from "../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../lib/clock.ts";
import type { Engine } from "../model/engine-dialect.ts";
import type { HistoryEvent } from "../model/history-event.ts";
import type { ResourceState } from "../model/resource-state.ts";
import type { Context } from "../engine/state/rules.ts";
import { isProblem } from "../model/state-code.ts";
import { withNextCheck } from "../engine/schedule/plan-state.ts";
import { transition } from "../engine/state/transition.ts";
import { flappingComments } from "./flapping-comments.ts";
import { hostAfterServiceResult } from "./host-after-service-result.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import { carryNotificationNumber } from "./host-notification-number.ts";
import { rulesOf } from "./rules-of.ts";
import type { Change } from "../model/change.ts";

/** The only door for results: active, passive, later those of remote pollers. */
export interface Intake {
  load(inventory: Inventory): void;
  /**
   * Applies a result and resolves once it is durable and visible; by default one that changes nothing but times and texts is durable up to
   * a second later. Results of unknown resources, duplicates, and results older than the newest one of their resource are dropped.
   */
  accept(result: CheckResult, durability?: Durability): Promise<"accepted" | "unknown-resource" | "outdated">;
}

/** Whether a result that changes nothing but times and texts is on disk when it is accepted, or within a second. */
export type Durability = "at-once" | "soon";

export interface IntakeOptions {
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly downtimes: Downtimes;
  readonly notificationEngine: NotificationEngine;
  /** Plans the next check, and returns its time or null. */
  readonly rescheduleAfter: (resource: Resource, wanted: UnixSeconds) => UnixSeconds | null;
  /** Told of every result that counts, with the states before and after it, when the ledger has the new one and before it is durable. */
  readonly onStep?: (resource: Resource, previous: ResourceState, next: ResourceState) => void;
  /** Told of every soft problem, hard change, volatile problem and recovery, once it is durable; those of one resource in their order. */
  readonly onStateChange?: (resource: Resource, previous: ResourceState, next: ResourceState) => void;
  /** Whether the acknowledgement that a resource has stays at a recovery. Default: none does. */
  readonly acknowledgementOutlivesRecovery?: (key: ResourceKey) => boolean;
  readonly clock: Clock;
  /** Whose way is taken where Nagios 4 and Centreon Engine differ. */
  readonly engine: Engine;
}

// Results carry fractions of a second and may come from another machine.
const CLOCK_STEP_SECONDS = 60;

interface IntakeStep {
  readonly changes: readonly [StateChange, ...Change[]];
  /** To be told whether the changes were stored. */
  readonly settle: (isStored: boolean) => void;
  /** The new state where the history has a line for it; null where nothing changed. */
  readonly changed: ResourceState | null;
}

export function createIntake(options: IntakeOptions): Intake {
  const { ledger, comments, downtimes, engine } = options;
  const newest = new Map<ResourceKey, UnixSeconds>();
  let inventory: Inventory;

  return {
    load(next) {
      inventory = next;
    },

    async accept(result, durability = "soon") {
      const resource = ledger.resource(result.key);
      if (resource === undefined) return "unknown-resource";
      const previous = ledger.state(result.key)!;
      const before = newest.get(result.key);
      const known = notAhead(before ?? previous.check.lastCheck ?? -Infinity);
      if (isOutdated(result, known)) return "outdated";
      const finishedAt = Math.max(result.finishedAt, known);
      newest.set(result.key, finishedAt);
      const { changes, settle, changed } = stepOf(resource, previous, result);
      try {
        const [first] = changes;
        const isNews = changes.length > 1 || hasMoved(previous, first.state);
        const committed = isNews || durability === "at-once" ? ledger.commit(changes) : ledger.commitSoon(first);
        options.onStep?.(resource, previous, first.state);
        await committed;
      } catch (error) {
        settle(false);
        comments.takeBack(changes);
        // What was refused may be sent again.
        if (newest.get(result.key) === finishedAt) forget(result.key, before);
        throw error;
      }
      settle(true);
      if (changed !== null) options.onStateChange?.(resource, previous, changed);
      return "accepted";
    },
  };

  /** A passive result has the whole second of its line: of several in one second, or in that of a check, the last one counts. */
  function isOutdated({ checkType, finishedAt }: CheckResult, known: UnixSeconds): boolean {
    return checkType === "passive" ? finishedAt < Math.floor(known) : finishedAt <= known;
  }

  /** A newest time ahead of the clock means that the clock was set back: what comes now is new. */
  function notAhead(known: UnixSeconds): UnixSeconds {
    return known > options.clock.now() + CLOCK_STEP_SECONDS ? -Infinity : known;
  }

  function forget(key: ResourceKey, before: UnixSeconds | undefined): void {
    if (before === undefined) newest.delete(key);
    else newest.set(key, before);
  }

  function stepOf(resource: Resource, previous: ResourceState, result: CheckResult): IntakeStep {
    const { key } = result;
    const step = transition(previous, result, rulesOf(resource, inventory, engine), contextOf(resource, previous));
    const at = Math.floor(result.startedAt);
    const after = options.notificationEngine.afterResult(resource, previous, step.next, step.notificationEvents);
    const notificationEvents = step.notificationEvents.map((kind) => ({ key, at, kind, author: null, comment: "" }));
    const begin = (state: ResourceState): BegunByProblem =>
      step.beginsDowntimes ? downtimes.onProblem(key, state, at) : { state, changes: [], settle: () => {} };
    // Nagios tells a host's problem before it begins the downtime that waits for it.
    const early =
      engine === "nagios" && resource.kind === "host"
        ? decideAll(options.notificationEngine, notificationEvents, resource, after)
        : null;
    const begun = begin(early?.state ?? after);
    const notified =
      early === null
        ? decideAll(options.notificationEngine, notificationEvents, resource, begun.state)
        : { state: begun.state, changes: early.changes };
    const nextCheck = nextCheckOf(resource, result, notified.state, step.checkAgainInSeconds);
    const counted =
      engine === "nagios"
        ? carryNotificationNumber(
            resource,
            previous,
            notified.state,
            notified.changes.some(({ kind }) => kind === "outbox"),
          )
        : notified.state;
    const next = withNextCheck(counted, nextCheck);
    const changes: IntakeStep["changes"] = [
      { kind: "state", key, state: next },
      ...step.events.map((event) => ({ kind: "event", event }) as const),
      ...notified.changes,
      ...begun.changes,
      ...flappingComments(comments, step.events),
      ...(engine === "nagios" && resource.kind === "service"
        ? hostAfterServiceResult(key, next, at, inventory.main, begun.changes, options)
        : []),
      ...(step.endsAcknowledgement ? comments.acknowledgementEnded(key, at) : []),
    ];
    return { changes, settle: begun.settle, changed: step.events.some(isOfState) ? next : null };
  }

  /**
   * A passive result leaves the plan of active checks alone, as in Nagios. A check that started before the clock was set back
   * seems to have started in the future: its next one counts from now.
   */
  function nextCheckOf(
    resource: Resource,
    result: CheckResult,
    state: ResourceState,
    inSeconds: number,
  ): UnixSeconds | null {
    if (result.checkType === "passive") return state.plan.nextCheck;
    return options.rescheduleAfter(resource, Math.min(result.startedAt, options.clock.now()) + inSeconds);
  }

  function contextOf(resource: Resource, { handling: { acknowledgement } }: ResourceState): Context {
    const acknowledgementOutlivesRecovery =
      acknowledgement !== "none" && options.acknowledgementOutlivesRecovery?.(resource.key) === true;
    const nextId = ledger.nextId();
    if (resource.kind === "service")
      return {
        isHostUp: isUp(hostKey(hostIdOf(resource.key))),
        isReachable: true,
        nextId,
        acknowledgementOutlivesRecovery,
      };
    const parents = parentKeys(resource, inventory);
    return {
      isHostUp: true,
      isReachable: parents.length === 0 || parents.some(isUp),
      nextId,
      acknowledgementOutlivesRecovery,
    };
  }

  function isUp(key: ResourceKey): boolean {
    const state = ledger.state(key);
    return state === null || !isProblem(state.check.state);
  }
}

type StateChange = Extract<Change, { kind: "state" }>;

/** More than times and texts. */
const hasMoved = (previous: ResourceState, next: ResourceState): boolean =>
  previous.check.state !== next.check.state ||
  previous.check.stateType !== next.check.stateType ||
  previous.check.checkAttempt !== next.check.checkAttempt ||
  previous.notification.notificationNumber !== next.notification.notificationNumber;

const isOfState = ({ kind }: HistoryEvent): boolean =>
  kind === "soft-state" || kind === "hard-state" || kind === "recovery";
