import { NO_AUDIT, type Audit } from "../audit/audit.ts";
import type { NotificationEngine } from "../../alerting/rules/notification-engine.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Downtime, DowntimeRequest } from "../../model/downtime.ts";
import { acceptable, awaitsProblem, cancelled, isOver, isRunning, withdrawn } from "./downtime-lifecycle.ts";
import type { ActiveDowntimes } from "./active-downtimes.ts";
import type { DowntimeStep } from "./transition-records.ts";
import { createTransitionCommits } from "./commit-transitions.ts";
import { beginsNow, startSteps, stepsByClock } from "./timed-transitions.ts";
import type { Change } from "../../model/change.ts";

/** Begins and ends downtimes on time, and does what operators ask of them. */
export interface Downtimes {
  load(downtimes: readonly Downtime[], nextId: number): void;
  /** First does what was due while the server was away. */
  start(): void;
  stop(): void;
  /** Those of a resource that are not over. */
  ofResource(key: ResourceKey): readonly Downtime[];
  /** Every one that is not over. */
  open(): readonly Downtime[];
  /**
   * One record per resource in one commit, returning their ids; nothing where the engine would ignore the request (contract §8.3).
   * Refuses with `downtime-not-found` when the one that is to trigger it is over or unknown.
   */
  schedule(
    keys: readonly ResourceKey[],
    request: DowntimeRequest,
    author: string,
    audit?: Audit,
  ): Promise<readonly number[]>;
  /** Refuses with `downtime-already-cancelled`. Those it triggers are cancelled with it. */
  cancel(id: number, author: string, audit?: Audit): Promise<void>;
  /** These are no longer configured: their downtimes end, and nobody is told (Nagios deletes them). */
  endForRemovedResources(keys: readonly ResourceKey[]): Promise<void>;
  /** Takes back what a recurring downtime made and no longer asks for, in one commit; nothing for one that is over. */
  withdraw(ids: readonly number[]): Promise<void>;
  /**
   * A result says that a resource has a problem, soft or hard: begins the flexible downtimes that wait for it.
   * Returns the state with the new depth, and the changes that belong into the commit of that state; `settle` must be
   * told whether that commit was stored.
   */
  onProblem(key: ResourceKey, state: ResourceState, at: UnixSeconds): BegunByProblem;
}

export interface BegunByProblem {
  readonly state: ResourceState;
  readonly changes: readonly Change[];
  readonly settle: (isStored: boolean) => void;
}

export interface DowntimesOptions {
  /** Every downtime that is not over; kept here. */
  readonly active: ActiveDowntimes;
  readonly ledger: Ledger;
  readonly notificationEngine: NotificationEngine;
  readonly clock: Clock;
  readonly log: Log;
  /** Where a flexible downtime's window opens during a problem: Centreon begins it, Nagios waits for the next result. */
  readonly engine: Engine;
  /** People are told this long before one ends. Default 0: not. */
  readonly noticeSeconds?: number;
}

// After a commit failed (disk full), the step is tried again this much later.
const RETRY_SECONDS = 5;

export function createDowntimes({
  active: open,
  ledger,
  notificationEngine,
  clock,
  log,
  engine,
  noticeSeconds = 0,
}: DowntimesOptions): Downtimes {
  const rules = { open, stateOf: (key: ResourceKey) => ledger.state(key), engine, noticeSeconds };
  let nextId = 1;

  const now = (): UnixSeconds => Math.floor(clock.now());

  const arm = (): void => alarm.set(open.nextDueAt() ?? null);

  const { take, changesOf, commit } = createTransitionCommits({
    open,
    ledger,
    notificationEngine,
    engine,
    now,
    onSettled: arm,
  });

  const doWhatIsDue = (): void => {
    const at = now();
    for (let due = open.takeDue(at); due.length > 0; due = open.takeDue(at)) {
      for (const { id } of due) {
        // One that another ended or began meanwhile is kept with its own next moment.
        const downtime = open.get(id);
        if (downtime === undefined) continue;
        const steps = stepsByClock(downtime, at, rules);
        if (steps.length === 0) open.keep(downtime, at);
        else commitByClock(steps);
      }
    }
    arm();
  };

  const alarm = createAlarm(clock, doWhatIsDue);

  const commitByClock = (steps: readonly DowntimeStep[]): void => {
    commit(steps).catch((error) => {
      const ids = steps.map(({ after }) => after.id);
      log.error({ err: error, downtimes: ids }, "a downtime could not be stored; trying again");
      for (const id of ids) open.reevaluate(id, now() + RETRY_SECONDS);
      arm();
    });
  };

  /** In one commit. */
  const takeBack = async (downtimes: readonly Downtime[], what: "withdrawn" | "left"): Promise<void> => {
    const at = now();
    if (downtimes.length > 0)
      await commit(downtimes.map((before) => ({ before, after: withdrawn(before, at), what, at, by: null })));
  };

  const triggerOf = ({ triggeredBy }: DowntimeRequest): Downtime | null => {
    if (triggeredBy === undefined || triggeredBy === null) return null;
    const trigger = open.get(triggeredBy);
    if (trigger === undefined) {
      throw new Refusal("downtime-not-found", `There is no open downtime ${triggeredBy} that could begin another one.`);
    }
    return trigger;
  };

  return {
    load(downtimes, next) {
      nextId = next;
      for (const downtime of downtimes) if (!isOver(downtime)) open.keep(downtime, now());
    },
    start: doWhatIsDue,
    stop: () => alarm.set(null),
    ofResource: (key) => open.ofResource(key),
    open: () => open.all(),

    async schedule(keys, request, author, audit = NO_AUDIT) {
      const at = now();
      const accepted = acceptable(request, at);
      if ("ignored" in accepted) {
        log.info({ author, reason: accepted.ignored }, "a downtime request was ignored");
        return [];
      }
      const trigger = triggerOf(accepted);
      const firstId = nextId;
      await commit(
        keys.flatMap((key): DowntimeStep[] => {
          const record = newDowntime(nextId++, key, ledger.pollerId(key), accepted, author, at);
          const scheduled: DowntimeStep = { before: null, after: record, what: "scheduled", at, by: author };
          const begins = trigger === null ? beginsNow(record, ledger.state(key), at, engine) : isRunning(trigger);
          return begins ? [scheduled, ...startSteps(record, at, open)] : [scheduled];
        }),
        audit("downtime scheduled", keys),
      );
      return keys.map((_, index) => firstId + index);
    },

    async cancel(id, author, audit = NO_AUDIT) {
      const downtime = open.get(id);
      if (downtime === undefined) throw new Refusal("downtime-already-cancelled", "Downtime already cancelled");
      const at = now();
      const concerned = [downtime, ...open.triggeredBy(id)];
      await commit(
        concerned.map((before) => ({ before, after: cancelled(before, at), what: "cancelled", at, by: author })),
        audit(
          `downtime ${id} cancelled`,
          concerned.map(({ key }) => key),
        ),
      );
    },

    withdraw: (ids) =>
      takeBack(
        ids.map((id) => open.get(id)).filter((downtime) => downtime !== undefined),
        "withdrawn",
      ),
    endForRemovedResources: (keys) =>
      takeBack(
        keys.flatMap((key) => open.ofResource(key)),
        "left",
      ),

    onProblem(key, state, at) {
      const steps = open
        .ofResource(key)
        .filter((downtime) => awaitsProblem(downtime, at))
        .flatMap((downtime) => startSteps(downtime, at, open));
      if (steps.length === 0) return { state, changes: [], settle: () => {} };
      const settle = take(steps);
      arm();
      const states = new Map([[key, state]]);
      const changes = changesOf(steps, states).filter((change) => change.kind !== "state" || change.key !== key);
      return { state: states.get(key)!, changes, settle };
    },
  };
}

function newDowntime(
  id: number,
  key: ResourceKey,
  pollerId: number | null,
  request: DowntimeRequest,
  author: string,
  entryTime: UnixSeconds,
): Downtime {
  return {
    id,
    key,
    author,
    pollerId,
    entryTime,
    comment: request.comment,
    startTime: request.startTime,
    endTime: request.endTime,
    isFixed: request.isFixed,
    duration: request.duration,
    isStarted: false,
    isCancelled: false,
    actualStartTime: null,
    actualEndTime: null,
    deletionTime: null,
    triggeredBy: request.triggeredBy ?? null,
    recurringDowntimeId: request.recurringDowntimeId ?? null,
    noticeTime: null,
  };
}
