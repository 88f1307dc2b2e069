import type { Ledger } from "../../data/ledger/ledger.ts";
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
 * Keeps recurring downtimes, and has ordinary downtimes made of them ahead of time. What is wanted is worked out again and
 * again and compared with what was made, so that it does not matter when the server was stopped, or what changed meanwhile.
 */
export interface RecurringDowntimes {
  /** At the start: what is stored, and every downtime that was ever made of it and is still known. */
  restore(stored: readonly StoredRecurringDowntime[], downtimes: readonly Downtime[], nextId: number): void;
  /** After a reload: a host or service that came into a pattern or group gets its downtimes now. */
  afterReload(): void;
  /** The resources that one covers today. */
  targetsOf(recurring: RecurringDowntime): readonly ResourceKey[];
  start(): void;
  /** Resolves when nothing is being stored any more. */
  stop(): Promise<void>;
  /** In the order of their ids. */
  all(): readonly RecurringDowntime[];
  get(id: number): RecurringDowntime | undefined;
  /** Each resolves when it is durable and the downtimes of the next occurrences are made. Refuses with `too-many-recurring-downtimes`. */
  add(request: RecurringDowntimeRequest, author: string, audit?: Audit): Promise<RecurringDowntime>;
  /** What it made and no longer asks for is taken back, also when it runs. Refuses with `recurring-downtime-not-found`. */
  replace(id: number, request: RecurringDowntimeRequest, audit?: Audit): Promise<RecurringDowntime>;
  /** With it end the downtimes it made, also those that run. Refuses with `recurring-downtime-not-found`. */
  remove(id: number, audit?: Audit): Promise<void>;
}

export interface RecurringDowntimesOptions {
  readonly downtimes: Downtimes;
  readonly inventory: () => Inventory;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many there may be. */
const MOST_RECURRING_DOWNTIMES = 1_000;

// Group members and clocks change without a word: everything is looked at this often.
const REEVALUATE_SECONDS = 3_600;
// After a commit failed (disk full).
const RETRY_SECONDS = 5;

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

  /** One run after the other, of all or of the one that changed; it never rejects. */
  const planNow = (only?: number): Promise<void> => {
    if (!isStarted) return running;
    running = running.then(() => run(only));
    return running;
  };

  const run = async (only?: number): Promise<void> => {
    if (!isStarted) return;
    // What a run of one does not look at stays due when it was.
    let again = Math.min(clock.now() + REEVALUATE_SECONDS, only === undefined ? Infinity : (alarm.at ?? Infinity));
    try {
      again = Math.min(again, await plan.run([...known.values()], only));
    } catch (error) {
      log.error({ err: error }, "the downtimes of a recurring downtime could not be stored; trying again");
      again = clock.now() + RETRY_SECONDS;
    }
    alarm.set(isStarted ? again : null);
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
    restore(stored, made, next) {
      nextId = next;
      for (const recurring of stored.map(fromStored)) known.set(recurring.id, recurring);
      plan.restore(made);
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
      if (known.size >= MOST_RECURRING_DOWNTIMES) {
        throw new Refusal(
          "too-many-recurring-downtimes",
          `There are ${known.size} recurring downtimes; at most ${MOST_RECURRING_DOWNTIMES} are kept`,
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
