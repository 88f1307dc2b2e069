import { NO_AUDIT, type Audit } from "../audit/audit.ts";
import type { NotificationEngine } from "../../alerting/rules/notification-engine.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { COMMIT_RETRY_SECONDS } from "../../model/commit-retry.ts";
import { upwardsFrom } from "../../model/inventory-index.ts";
import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { createLineLimit } from "../../lib/line-limit.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { endsAt, type Downtime, type DowntimeRequest } from "../../model/downtime.ts";
import {
  acceptable,
  awaitsProblem,
  cancelled,
  isOver,
  isRunning,
  newDowntime,
  withdrawn,
  withEnd,
} from "./downtime-lifecycle.ts";
import type { ActiveDowntimes } from "./active-downtimes.ts";
import type { DowntimeStep } from "./transition-records.ts";
import { createTransitionCommits } from "./commit-transitions.ts";
import { beginsNow, startSteps, stepsByClock } from "./timed-transitions.ts";
import type { Change } from "../../model/change.ts";

/** Begins and ends downtimes on time, and schedules and cancels them for operators. */
export interface Downtimes {
  load(downtimes: readonly Downtime[], nextId: number): void;
  /** Starts with what became due while the server was down. */
  start(): void;
  /**
   * Begins and ends what is due of a resource, of its host and of the hosts above, before something is decided about it:
   * many that are due together take turns with other work.
   */
  bringUpToDate(key: ResourceKey): void;
  stop(): void;
  /** Undefined if it does not exist or is over. */
  get(id: number): Downtime | undefined;
  /** Downtimes of a resource that are not over. */
  ofResource(key: ResourceKey): readonly Downtime[];
  /** All downtimes that are not over. */
  open(): readonly Downtime[];
  /**
   * Stores one record for each resource in one commit and returns the ids; none if the request is ignored (contract
   * §8.3). Refuses with `downtime-not-found` if the triggering downtime is over or unknown.
   */
  schedule(
    keys: readonly ResourceKey[],
    request: DowntimeRequest,
    author: string,
    audit?: Audit,
  ): Promise<readonly number[]>;
  /**
   * Moves the end of a downtime; returns the id of the downtime that lasts until then. A running occurrence of a
   * recurring downtime keeps its end, which its rule decides, and another downtime begins now. Refuses with
   * `downtime-already-cancelled`, with `downtime-recurs` for an occurrence that has not begun, and with
   * `downtime-ends-before-start`.
   */
  moveEnd(id: number, until: UnixSeconds, author: string, audit?: Audit): Promise<number>;
  /** Cancels a downtime and those it triggers. Refuses with `downtime-already-cancelled`. */
  cancel(id: number, author: string, audit?: Audit): Promise<void>;
  /**
   * Ends the downtimes of resources that a reload is about to remove, without notification (Nagios deletes them).
   * Returns the changes to commit with the reload; `settle` must be called with the outcome of that commit.
   */
  onRemoval(keys: readonly ResourceKey[]): EndedByRemoval;
  /**
   * Ends the downtimes of removed resources: those that began while a reload was being committed, and those of `keys`,
   * removed while the server was stopped.
   */
  afterRemoval(keys?: readonly ResourceKey[]): void;
  /**
   * Withdraws downtimes that their recurring downtime no longer produces, in one commit; those that are over are
   * ignored.
   */
  withdraw(ids: readonly number[]): Promise<void>;
  /**
   * Begins the flexible downtimes that wait for a problem of this resource, soft or hard. Returns the state with the
   * new depth and the changes to commit with that state; `settle` must be called with the outcome of that commit. Null:
   * none begins.
   */
  onProblem(key: ResourceKey, state: ResourceState, at: UnixSeconds): BegunByProblem | null;
}

export interface BegunByProblem {
  readonly state: ResourceState;
  readonly changes: readonly Change[];
  readonly settle: (isStored: boolean) => void;
}

export type EndedByRemoval = Omit<BegunByProblem, "state">;

export interface DowntimesOptions {
  /** Downtimes that are not over; written only here. */
  readonly active: ActiveDowntimes;
  readonly inventory: () => Inventory;
  readonly ledger: Ledger;
  readonly notificationEngine: NotificationEngine;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * When the window of a flexible downtime opens during a problem, Centreon begins it; Nagios waits for the next
   * result.
   */
  readonly engine: Engine;
  /** Time between the warning of contacts and the end. Default 0: no warning. */
  readonly noticeSeconds?: number;
}

/** Downtimes that begin or end in one turn of the event loop. */
const BATCH = 200;

export function createDowntimes({
  active: open,
  inventory,
  ledger,
  notificationEngine,
  clock,
  log,
  engine,
  noticeSeconds = 0,
}: DowntimesOptions): Downtimes {
  // Removed resources. Not every other one that is not configured: an import may bring downtimes of such objects.
  const removed = new Set<ResourceKey>();
  const hasLeft = (key: ResourceKey): boolean => removed.has(key) && ledger.resource(key) === undefined;
  const rules = { open, stateOf: ledger.state, hasLeft, engine, noticeSeconds };
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

  const processDue = (): void => {
    const at = now();
    for (let left = BATCH; left > 0; left--) {
      const downtime = open.takeDue(at);
      if (downtime === undefined) break;
      advance(downtime, at);
    }
    arm();
  };

  const advance = (downtime: Downtime, at: UnixSeconds): void => {
    const steps = stepsByClock(downtime, at, rules);
    if (steps.length === 0) open.keep(downtime, at);
    else commitByClock(steps);
  };

  const alarm = createAlarm(clock, processDue);

  const commitByClock = (steps: readonly DowntimeStep[]): void => {
    commit(steps).catch((error) => {
      const ids = steps.map(({ after }) => after.id);
      log.error({ err: error, downtimes: ids }, "a downtime could not be stored; trying again");
      for (const id of ids) open.reevaluate(id, now() + COMMIT_RETRY_SECONDS);
      arm();
    });
  };

  const withdrawals = (downtimes: readonly Downtime[], what: "withdrawn" | "resource-removed"): DowntimeStep[] => {
    const at = now();
    return downtimes.map((before) => ({ before, after: withdrawn(before, at), what, at, by: null }));
  };

  const triggerOf = ({ triggeredBy }: DowntimeRequest): Downtime | null => {
    if (triggeredBy === undefined || triggeredBy === null) return null;
    const trigger = open.get(triggeredBy);
    if (trigger === undefined) {
      throw new Refusal("downtime-not-found", `There is no open downtime ${triggeredBy} that could begin another one.`);
    }
    return trigger;
  };

  const ignored = createLineLimit({
    clock,
    lines: 50,
    seconds: 10,
    onLeftOut: (requests) => log.info({ requests }, "more downtime requests were ignored than are logged"),
  });

  const schedule: Downtimes["schedule"] = async (keys, request, author, audit = NO_AUDIT) => {
    const at = now();
    const accepted = acceptable(request, at);
    if ("ignored" in accepted) {
      if (ignored.take()) log.info({ author, reason: accepted.ignored }, "a downtime request was ignored");
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
  };

  const openOne = (id: number): Downtime => {
    const downtime = open.get(id);
    if (downtime === undefined) throw new Refusal("downtime-already-cancelled", "Downtime already cancelled");
    return downtime;
  };

  return {
    load(downtimes, next) {
      nextId = next;
      for (const downtime of downtimes) if (!isOver(downtime)) open.keep(downtime, now());
    },
    start: processDue,
    bringUpToDate(key) {
      const at = now();
      if ((open.nextDueAt() ?? Infinity) > at) return;
      for (const place of upwardsFrom(inventory(), key)) {
        for (let due = open.takeDueOf(place, at); due !== undefined; due = open.takeDueOf(place, at)) advance(due, at);
      }
      arm();
    },
    stop() {
      alarm.set(null);
      ignored.stop();
    },
    get: open.get,
    ofResource: (key) => open.ofResource(key),
    open: () => open.all(),

    schedule,

    async moveEnd(id, until, author, audit = NO_AUDIT) {
      const before = openOne(id);
      const at = now();
      if (before.recurringDowntimeId !== null) {
        if (!isRunning(before))
          throw new Refusal("downtime-recurs", `The recurring downtime ${before.recurringDowntimeId} decides its end`, {
            params: { recurring_downtime: before.recurringDowntimeId },
          });
        const request = { startTime: at, endTime: until, isFixed: true, duration: 0, comment: before.comment ?? "" };
        return (await schedule([before.key], request, author, audit))[0] ?? id;
      }
      const after = withEnd(before, until);
      if (after === null) throw new Refusal("downtime-ends-before-start", "The downtime would end before its start");
      await commit(
        [{ before, after, what: "end-changed", at, by: author }],
        audit(`end of downtime ${id} set to ${formatRfc3339(endsAt(after) ?? until)}`, [before.key]),
      );
      return id;
    },

    async cancel(id, author, audit = NO_AUDIT) {
      const downtime = openOne(id);
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

    async withdraw(ids) {
      const found = ids.map((id) => open.get(id)).filter((downtime) => downtime !== undefined);
      if (found.length > 0) await commit(withdrawals(found, "withdrawn"));
    },
    onRemoval(keys) {
      for (const key of keys) removed.add(key);
      const steps = withdrawals(
        keys.flatMap((key) => open.ofResource(key)),
        "resource-removed",
      );
      const changes = changesOf(steps);
      return { changes, settle: take(steps) };
    },
    afterRemoval(keys = []) {
      for (const key of keys) removed.add(key);
      for (const { id, key } of open.all()) if (hasLeft(key)) open.reevaluate(id, now());
      processDue();
    },

    onProblem(key, state, at) {
      const steps = open
        .ofResource(key)
        .filter((downtime) => awaitsProblem(downtime, at))
        .flatMap((downtime) => startSteps(downtime, at, open));
      if (steps.length === 0) return null;
      const settle = take(steps);
      arm();
      const states = new Map([[key, state]]);
      const changes = changesOf(steps, states).filter((change) => change.kind !== "state" || change.key !== key);
      return { state: states.get(key)!, changes, settle };
    },
  };
}
