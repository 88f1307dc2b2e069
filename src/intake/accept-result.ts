import { movedBy, type CheckResult, type ResultLine } from "../model/check-result.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { Change } from "../model/change.ts";
import { namesOf } from "../model/inventory-index.ts";
import { hostIdOf, hostKey, type ResourceKey } from "../model/resource-key.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import type { Clock, UnixSeconds } from "../lib/clock.ts";
import type { Engine } from "../model/dialect.ts";
import type { HistoryEvent } from "../model/history-event.ts";
import { isAcknowledged, isOfCheck, type ResourceState } from "../model/resource-state.ts";
import type { Context } from "../engine/state/rules.ts";
import { isProblem, type ResourceKind } from "../model/state-code.ts";
import { transition } from "../engine/state/transition.ts";
import type { AppliedResult, Draft, FollowUp } from "./draft.ts";
import { rulesOf } from "./rules-of.ts";

/** Entry point for all results: active, passive, and those of remote pollers. */
export interface Intake {
  /**
   * Applies a result and resolves when it is durable and visible. By default a result that changes only times and texts
   * becomes durable up to a second later. Results of unknown resources, duplicates, and results older than the newest
   * one of their resource are dropped.
   * `audit` is called for a result that counts; its events are committed with it.
   */
  accept(
    result: CheckResult,
    durability?: Durability,
    audit?: AuditOfResult,
  ): Promise<"accepted" | "unknown-resource" | "outdated">;
}

export interface CountingIntake extends Intake {
  counts(): Readonly<IntakeCounts>;
  /** Results of a resource that are shown, since the start: it tells apart those of one second. */
  resultsOf(key: ResourceKey): number;
}

/** Results since the start: those that count, by type, and those that were dropped. */
export interface IntakeCounts {
  active: number;
  passive: number;
  outdated: number;
  unknownResource: number;
}

/** Audit events for the commit of a result; none with durability `soon`. */
export type AuditOfResult = () => readonly Change[];

/** Time limit for writing a result that changes only times and texts: when it is accepted, or within a second. */
export type Durability = "at-once" | "soon";

export interface IntakeOptions {
  readonly ledger: Ledger;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  /** What a result has as a consequence, in order. */
  readonly followUps: Readonly<Record<ResourceKind, readonly FollowUp[]>>;
  /** Called with the changes of follow-ups that could not be stored. */
  readonly takeBack: (changes: readonly Change[]) => void;
  /** Called for every accepted result with the states before and after it, before the new state is durable. */
  readonly onStep: (resource: Resource, previous: ResourceState, next: ResourceState) => void;
  /** Called when a soft problem, hard change, volatile problem or recovery is durable; in order for each resource. */
  readonly onStateChange: (resource: Resource, previous: ResourceState, next: ResourceState) => void;
  /** Called before a result of the resource is applied: what is due of it by the clock comes first. */
  readonly bringUpToDate: (key: ResourceKey) => void;
  /** True: the acknowledgement of the resource stays after a recovery. */
  readonly acknowledgementOutlivesRecovery: (key: ResourceKey) => boolean;
  readonly engine: Engine;
}

// Results have fractions of a second and may come from another machine.
const CLOCK_STEP_SECONDS = 60;

const NO_CHANGES: readonly Change[] = [];
const NO_EVENTS: AuditOfResult = () => NO_CHANGES;

const NOTHING_TO_SETTLE = (): void => {};

export function createIntake(options: IntakeOptions): CountingIntake {
  const { ledger, engine, inventory, followUps } = options;
  const newest = new Map<ResourceKey, UnixSeconds>();
  /** Ids of those of the newest results; most resources have none. */
  const lines = new Map<ResourceKey, number>();
  const shown = new Map<ResourceKey, number>();
  const counts: IntakeCounts = { active: 0, passive: 0, outdated: 0, unknownResource: 0 };

  return {
    async accept(received, durability = "soon", audit = NO_EVENTS) {
      const resource = ledger.resource(received.key);
      if (resource === undefined) {
        counts.unknownResource++;
        return "unknown-resource";
      }
      options.bringUpToDate(received.key);
      const previous = ledger.state(received.key)!;
      const [before, lineBefore] = [newest.get(received.key), lines.get(received.key)];
      const known = notAhead(before ?? previous.check.lastCheck ?? -Infinity);
      const isNext = isNextOfLine(received, previous);
      const result = isNext || received.isNewest === true ? notBefore(received, Math.floor(known)) : received;
      if (!isNext && isOutdated(result, known)) {
        counts.outdated++;
        return "outdated";
      }
      counts[result.checkType]++;
      const finishedAt = Math.max(result.finishedAt, known);
      newest.set(result.key, finishedAt);
      noteLine(result);
      const applied = apply(resource, previous, result);
      const { state, changes, settle } = draftOf(applied);
      const ofState = { kind: "state", key: result.key, state } as const;
      try {
        const isNews = changes.length > 0 || hasMoved(previous, state);
        const committed =
          isNews || durability === "at-once"
            ? ledger.commit([ofState, ...changes, ...audit()])
            : ledger.commitSoon(ofState);
        options.onStep(resource, previous, state);
        await committed;
      } catch (error) {
        settle(false);
        options.takeBack(changes);
        // A refused result may be sent again, also one of several in flight: the first to be refused is the oldest.
        if ((newest.get(result.key) ?? -Infinity) >= finishedAt) forget(result.key, before, lineBefore);
        throw error;
      }
      settle(true);
      // One before it may have been refused.
      if ((newest.get(result.key) ?? -Infinity) < finishedAt) newest.set(result.key, finishedAt);
      shown.set(result.key, resultsOf(result.key) + 1);
      if (applied.transition.events.some(isOfState)) options.onStateChange(resource, previous, state);
      return "accepted";
    },
    counts: () => counts,
    resultsOf,
  };

  function resultsOf(key: ResourceKey): number {
    return shown.get(key) ?? 0;
  }

  /** A passive result has the whole second of its line: of several results in one second, the last one counts. */
  function isOutdated({ checkType, finishedAt }: CheckResult, known: UnixSeconds): boolean {
    return checkType === "passive" ? finishedAt < Math.floor(known) : finishedAt <= known;
  }

  function isNextOfLine({ key, checkType, line }: CheckResult, previous: ResourceState): boolean {
    if (checkType === "passive" || line === undefined) return false;
    return newest.has(key) ? lines.get(key) === line.id : isNextAfterStart(key, line, previous);
  }

  /** The last result before the start was of its poller as well: of a check that it alone makes, and not taken later. */
  function isNextAfterStart(key: ResourceKey, { id, takenUntil }: ResultLine, { check }: ResourceState): boolean {
    return (
      isOfCheck(check) &&
      ledger.pollerId(key) === id &&
      takenUntil !== null &&
      (check.lastCheck ?? -Infinity) <= takenUntil + CLOCK_STEP_SECONDS
    );
  }

  function noteLine({ key, line }: CheckResult): void {
    if (line !== undefined) lines.set(key, line.id);
    else if (lines.size > 0) lines.delete(key);
  }

  /** A newest time ahead of the clock means that the clock was set back: results from now on are new. */
  function notAhead(known: UnixSeconds): UnixSeconds {
    return known > options.clock.now() + CLOCK_STEP_SECONDS ? -Infinity : known;
  }

  function forget(key: ResourceKey, before: UnixSeconds | undefined, line: number | undefined): void {
    if (line === undefined) lines.delete(key);
    else lines.set(key, line);
    if (before === undefined) newest.delete(key);
    else newest.set(key, before);
  }

  function apply(resource: Resource, previous: ResourceState, result: CheckResult): AppliedResult {
    const rules = rulesOf(resource, inventory(), engine);
    const made = transition(previous, result, rules, contextOf(resource, previous));
    return { resource, result, previous, transition: made, at: made.at };
  }

  function draftOf(applied: AppliedResult): Draft {
    let draft: Draft = { state: applied.transition.next, changes: NO_CHANGES, settle: NOTHING_TO_SETTLE };
    for (const followUp of followUps[applied.resource.kind]) draft = followUp(draft, applied);
    return draft;
  }

  function contextOf(resource: Resource, previous: ResourceState): Context {
    const { key, kind } = resource;
    const parents = namesOf(inventory()).parentsOf.get(key) ?? [];
    const context: Context = {
      isHostUp: kind === "host" || isUp(hostKey(hostIdOf(key))),
      isReachable: kind === "service" || parents.length === 0 || parents.some(isUp),
      nextId: ledger.nextId(),
    };
    if (!isAcknowledged(previous)) return context;
    return {
      ...context,
      acknowledgementOutlivesRecovery: options.acknowledgementOutlivesRecovery(key),
      acknowledgedUntil: notAhead(previous.lastUpdate ?? -Infinity),
    };
  }

  function isUp(key: ResourceKey): boolean {
    const state = ledger.state(key);
    return state === null || !isProblem(state.check.state);
  }
}

/** The result with its times moved on, so that it finished no earlier. */
function notBefore(result: CheckResult, finished: UnixSeconds): CheckResult {
  const by = Math.max(0, finished - result.finishedAt);
  return by === 0 ? result : movedBy(result, by);
}

/** True if more than times and texts changed. */
const hasMoved = (previous: ResourceState, next: ResourceState): boolean =>
  previous.check.state !== next.check.state ||
  previous.check.stateType !== next.check.stateType ||
  previous.check.checkAttempt !== next.check.checkAttempt ||
  previous.notification.notificationNumber !== next.notification.notificationNumber;

const isOfState = ({ kind }: HistoryEvent): boolean =>
  kind === "soft-state" || kind === "hard-state" || kind === "recovery";
