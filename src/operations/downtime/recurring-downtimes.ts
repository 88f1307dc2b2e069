import type { Ledger } from "../../data/ledger/ledger.ts";
import { COMMIT_RETRY_SECONDS } from "../../model/commit-retry.ts";
import type { Inventory } from "../../model/objects.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Downtime } from "../../model/downtime.ts";
import type { Downtimes } from "./downtimes.ts";
import { createRecurringPlan, type RecurringPlan } from "./recurring-plan.ts";
import type { RecurringDowntime, RecurringDowntimeRequest } from "../../model/recurring-downtime.ts";
import { NO_AUDIT, type Audit } from "../audit/audit.ts";
import type { Change, StoredRecurringDowntime } from "../../model/change.ts";

/**
 * Stores recurring downtimes and creates ordinary downtimes from them ahead of time. Wanted and existing downtimes are
 * compared regularly, so that restarts and changed configurations need no special handling.
 */
export interface RecurringDowntimes {
  /** Loads the stored records, and the downtimes created from them that are still stored. */
  restore(stored: readonly StoredRecurringDowntime[], downtimes: readonly Downtime[], nextId: number): void;
  /** Plans again after a reload: a resource that now matches a pattern or group gets its downtimes. */
  afterReload(): void;
  /** Resources that one covers in the present configuration. */
  targetsOf(recurring: RecurringDowntime): readonly ResourceKey[];
  start(): void;
  /** Resolves when the current run has ended. */
  stop(): Promise<void>;
  /** In the order of ids. */
  all(): readonly RecurringDowntime[];
  get(id: number): RecurringDowntime | undefined;
  /**
   * Resolves when it is stored and the downtimes of its next occurrences exist. Refuses with
   * `too-many-recurring-downtimes`.
   */
  add(request: RecurringDowntimeRequest, author: string, audit?: Audit): Promise<RecurringDowntime>;
  /** Withdraws downtimes it no longer produces, including running ones. Refuses with `recurring-downtime-not-found`. */
  replace(id: number, request: RecurringDowntimeRequest, audit?: Audit): Promise<RecurringDowntime>;
  /** Removes it and withdraws its downtimes, including running ones. Refuses with `recurring-downtime-not-found`. */
  remove(id: number, audit?: Audit): Promise<void>;
}

export interface RecurringDowntimesOptions {
  readonly downtimes: Downtimes;
  readonly inventory: () => Inventory;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/** Limit of recurring downtimes. */
const MAX_RECURRING_DOWNTIMES = 1_000;

// Interval of full runs: group members and clocks may change without an event.
const REEVALUATE_SECONDS = 3_600;
export function createRecurringDowntimes({
  downtimes,
  inventory,
  ledger,
  clock,
  log,
}: RecurringDowntimesOptions): RecurringDowntimes {
  const known = new Map<number, RecurringDowntime>();
  const plan: RecurringPlan = createRecurringPlan({ downtimes, inventory, clock, log });
  let nextId = 1;
  let isStarted = false;
  const alarm = createAlarm(clock, () => void planNow());
  let running: Promise<void> = Promise.resolve();

  /** Queues a run of all, or of the one that changed. Runs are sequential; the promise never rejects. */
  const planNow = (only?: number): Promise<void> => {
    if (!isStarted) return running;
    running = running.then(() => run(only));
    return running;
  };

  const run = async (only?: number): Promise<void> => {
    if (!isStarted) return;
    // A run of only one leaves the due time of the others.
    let nextRunAt = Math.min(clock.now() + REEVALUATE_SECONDS, only === undefined ? Infinity : (alarm.at ?? Infinity));
    try {
      nextRunAt = Math.min(nextRunAt, await plan.run([...known.values()], only));
    } catch (error) {
      log.error({ err: error }, "the downtimes of a recurring downtime could not be stored; trying again");
      nextRunAt = clock.now() + COMMIT_RETRY_SECONDS;
    }
    alarm.set(isStarted ? nextRunAt : null);
  };

  const existing = (id: number): RecurringDowntime => {
    const found = known.get(id);
    if (found === undefined) throw new Refusal("recurring-downtime-not-found", `There is no recurring downtime ${id}`);
    return found;
  };

  const save = async (recurring: RecurringDowntime, auditEvents: readonly Change[]): Promise<RecurringDowntime> => {
    await ledger.commit([{ kind: "recurring-downtime", record: toStored(recurring, null) }, ...auditEvents]);
    known.set(recurring.id, recurring);
    await planNow(recurring.id);
    return recurring;
  };

  return {
    restore(stored, materialized, next) {
      nextId = next;
      for (const recurring of stored.map(fromStored)) known.set(recurring.id, recurring);
      plan.restore(materialized);
    },
    afterReload: () => void planNow(),
    targetsOf: plan.targetsOf,
    start() {
      isStarted = true;
      void planNow();
    },
    stop() {
      isStarted = false;
      alarm.set(null);
      return running;
    },
    all: () => [...known.values()],
    get: (id) => known.get(id),
    async add(request, author, audit = NO_AUDIT) {
      if (known.size >= MAX_RECURRING_DOWNTIMES) {
        throw new Refusal(
          "too-many-recurring-downtimes",
          `There are ${known.size} recurring downtimes; at most ${MAX_RECURRING_DOWNTIMES} are kept`,
          { params: { most: MAX_RECURRING_DOWNTIMES } },
        );
      }
      const id = nextId++;
      const recurring = { ...request, id, entryTime: Math.floor(clock.now()), author };
      return save(recurring, audit(`recurring downtime ${id} added`, [SERVER_KEY]));
    },
    replace: async (id, request, audit = NO_AUDIT) => {
      const { entryTime, author } = existing(id);
      const recurring = { ...request, id, entryTime, author };
      return save(recurring, audit(`recurring downtime ${id} replaced`, [SERVER_KEY]));
    },
    async remove(id, audit = NO_AUDIT) {
      const recurring = existing(id);
      await ledger.commit([
        { kind: "recurring-downtime", record: toStored(recurring, Math.floor(clock.now())) },
        ...audit(`recurring downtime ${id} removed`, [SERVER_KEY]),
      ]);
      known.delete(id);
      await planNow(id);
    },
  };
}

function toStored(
  { id, entryTime, author, ...definition }: RecurringDowntime,
  deletionTime: UnixSeconds | null,
): StoredRecurringDowntime {
  return { id, entryTime, author, definition: JSON.stringify(definition), deletionTime };
}

const fromStored = ({ id, entryTime, author, definition }: StoredRecurringDowntime): RecurringDowntime => ({
  ...(JSON.parse(definition) as RecurringDowntimeRequest),
  id,
  entryTime,
  author,
});
