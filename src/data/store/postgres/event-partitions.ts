import type pg from "pg";
import type { Clock } from "../../../lib/clock.ts";

/** Months before and after the present one that get a partition of their own. */
const MONTHS_BEFORE = 25;
const MONTHS_AFTER = 1;

const DAY_SECONDS = 86_400;
/** A partition is made within a commit, which waits so long at most for those who read the events: a dump takes hours. */
const WAIT_FOR_READERS_MS = 200;
const TRY_AGAIN_SECONDS = 60;
const LOCK_NOT_AVAILABLE = "55P03";

/** Month of UTC as a number; the next one is higher by 1. */
const monthOf = (time: number): number => {
  const date = new Date(time * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

const startOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000;

export const partitionOf = (month: number): string =>
  `events_${Math.floor(month / 12)}_${String((month % 12) + 1).padStart(2, "0")}`;

/**
 * Partitions of the events by month, made when the first event of a month comes. While somebody reads all events, as
 * `pg_dump` does, none can be made: events go to the partition of all others then, and move later.
 */
export class EventPartitions {
  readonly #clock: Clock;
  readonly #known = new Set<number>();
  /** By the monotonic clock. */
  #nextTry = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Months of these times that have no partition yet. */
  missing(times: readonly number[]): readonly number[] {
    if (this.#clock.monotonic() < this.#nextTry) return [];
    const present = monthOf(this.#clock.now());
    const months = new Set<number>();
    for (const time of times) {
      // More than any month lasts: later times are looked at no closer.
      if (Math.abs(time - this.#clock.now()) > (MONTHS_BEFORE + 1) * 31 * DAY_SECONDS) continue;
      const month = monthOf(time);
      if (month >= present - MONTHS_BEFORE && month <= present + MONTHS_AFTER && !this.#known.has(month))
        months.add(month);
    }
    return [...months];
  }

  /**
   * Makes the partitions within a transaction; events of these months that came earlier move into them. Resolves with the
   * months that have one.
   */
  async make(client: pg.ClientBase, months: readonly number[]): Promise<readonly number[]> {
    const made: number[] = [];
    for (const month of months) {
      const name = partitionOf(month);
      const { rowCount } = await client.query("SELECT 1 WHERE to_regclass($1) IS NOT NULL", [name]);
      if (rowCount === 1 || (await this.#tryToMake(client, name, month))) made.push(month);
    }
    return made;
  }

  /** To be called when the transaction is stored. */
  note(months: readonly number[]): void {
    for (const month of months) this.#known.add(month);
  }

  /** After a lost connection: a backup may have been restored meanwhile. */
  forget(): void {
    this.#known.clear();
  }

  /** False while others read the events. */
  async #tryToMake(client: pg.ClientBase, name: string, month: number): Promise<boolean> {
    await client.query(`SAVEPOINT partition; SET LOCAL lock_timeout = ${WAIT_FOR_READERS_MS}`);
    try {
      await this.#make(client, name, month);
      await client.query("SET LOCAL lock_timeout TO DEFAULT; RELEASE SAVEPOINT partition");
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
      await client.query("ROLLBACK TO SAVEPOINT partition");
      this.#nextTry = this.#clock.monotonic() + TRY_AGAIN_SECONDS;
      return false;
    }
  }

  async #make(client: pg.ClientBase, name: string, month: number): Promise<void> {
    const [from, to] = [startOf(month), startOf(month + 1)];
    await client.query(`CREATE TABLE ${name} (LIKE events INCLUDING ALL);
      WITH moved AS (DELETE FROM events_other WHERE event_time >= ${from} AND event_time < ${to} RETURNING *)
        INSERT INTO ${name} SELECT * FROM moved;
      ALTER TABLE events ATTACH PARTITION ${name} FOR VALUES FROM (${from}) TO (${to})`);
  }
}

/** Partitions whose months end before a time. */
export async function partitionsEndingBefore(client: pg.ClientBase, time: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname ~ '^events_[0-9]{4}_[0-9]{2}$'`,
  );
  return rows.map(({ name }) => name).filter((name) => startOf(monthOfPartition(name) + 1) <= time);
}

const monthOfPartition = (name: string): number => Number(name.slice(7, 11)) * 12 + Number(name.slice(12)) - 1;
