import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Log } from "../../../lib/log.ts";
import type { Refusal } from "../../../model/refusal.ts";
import { isWritten, type ChangeSet, type Outcome } from "../sql/change-set.ts";
import type { StatementName } from "../sql/statements.ts";
import type { PostgresAddress } from "../store-place.ts";
import { storeRefusal } from "../store-refusal.ts";
import { UnknownOutcome, writeBatch } from "./batch-writer.ts";
import { connect, disconnect } from "./connection.ts";
import { isFaultOfTheChanges, refusalOf } from "./errors.ts";
import type { EventPartitions } from "./event-partitions.ts";
import { readNewest } from "./journal-table.ts";
import { continueTerm, leadershipLost } from "./leadership-row.ts";
import { lockSchema } from "./server-lock.ts";
import type { BulkWrite } from "./statements.ts";

export interface WriterOptions {
  readonly address: PostgresAddress;
  readonly place: string;
  readonly log: Log;
  /** Connected, and locked by the server. */
  readonly client: pg.Client;
  readonly bulkWrites: ReadonlyMap<StatementName, BulkWrite>;
  readonly partitions: EventPartitions;
  readonly isServer: boolean;
  /** In the journal, of the newest entry so far. */
  readonly position: number;
  /** Called when the connection was lost during a commit, which is settled once the database answers again. */
  readonly onUnknown: (refusal: Refusal) => void;
  /** Null without terms. */
  readonly term: Term | null;
}

/** Term in which a server may commit. */
export interface Term {
  readonly number: number;
  /** Called once when another one has begun, or the database lacks commits of this one. */
  readonly onLost: (refusal: Refusal) => void;
}

const RECONNECT_MS = [100, 250, 500, 1_000, 2_000, 5_000] as const;
/** Refusals after which this server does not try again. */
const DISPLACING: ReadonlySet<string> = new Set(["store-in-use", "leadership-lost", "store-behind"]);
/** A batch that is being written when the store closes and the database does not answer. */
const CLOSE_WITHIN_MS = 2_000;

/**
 * Writes batches one after the other on one connection, and connects again when it is lost. A batch whose commit was
 * under way then waits until the database says whether it is stored; nothing is written before that is known. Without a
 * connection, and nothing unknown, batches are refused at once.
 */
export class PostgresWriter {
  readonly #options: WriterOptions;
  #client: pg.Client | null = null;
  /** Session of the connection that was lost. */
  #session: number | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #failures = 0;
  #failure: Refusal | null = null;
  #reconnecting: Promise<void> | null = null;
  /** Another server has the lock, or the database is an older one: this server must not write again. */
  #displaced: Refusal | null = null;
  #isClosed = false;
  #position: number;
  readonly #closing = new AbortController();

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#use(options.client);
  }

  /** Refusal because another server works on the store, or it lacks what was written; null otherwise. */
  get displaced(): Refusal | null {
    return this.#displaced;
  }

  /** In the journal, of the newest entry that this writer wrote, or of the newest before it. */
  get position(): number {
    return this.#position;
  }

  /** Batches are written, and answered, in the order of the calls. */
  write(sets: readonly ChangeSet[]): Promise<readonly Outcome<Refusal>[]> {
    const knownFailures = this.#failures;
    const written = this.#turn.then(async () => {
      const outcomes = await this.#write(sets, knownFailures);
      for (const outcome of outcomes) if (isWritten(outcome)) this.#position = outcome.position ?? this.#position;
      return outcomes;
    });
    this.#turn = written;
    return written;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closing.abort();
    const isSettled = Promise.all([this.#turn, this.#reconnecting]).then(() => true);
    if ((await Promise.race([isSettled, wait(CLOSE_WITHIN_MS, false)])) === false)
      this.#client?.connection.stream.destroy();
    await this.#turn;
    if (this.#client !== null) await disconnect(this.#client);
  }

  async #write(sets: readonly ChangeSet[], knownFailures: number): Promise<readonly Outcome<Refusal>[]> {
    // A batch sent before its sender knew of a failure may depend on changes that were not written.
    if (this.#failure !== null && knownFailures < this.#failures) return sets.map(() => this.#failure!);
    const client = this.#client;
    const { address, place } = this.#options;
    if (client === null) return this.#failed(sets, this.#displaced ?? this.#unavailable());
    try {
      const outcomes = await writeBatch({ ...this.#options, schema: address.schema, client }, sets);
      const failure = outcomes.find((outcome) => !("revision" in outcome) && !isFaultOfTheChanges(outcome));
      if (failure === undefined || "revision" in failure) return outcomes;
      this.#note(failure);
      return outcomes;
    } catch (error) {
      if (error instanceof UnknownOutcome) return this.#resolve(error, sets);
      return this.#failed(sets, refusalOf(error, place));
    }
  }

  /** Waits until the database answers again, and asks whether the batch is stored. */
  async #resolve(unknown: UnknownOutcome, sets: readonly ChangeSet[]): Promise<readonly Outcome<Refusal>[]> {
    const { isServer, place, log, onUnknown } = this.#options;
    const { before, written } = unknown;
    const unavailable = refusalOf(unknown.cause, place);
    const settledAs = (outcomes: readonly Outcome<Refusal>[]): readonly Outcome<Refusal>[] => {
      const all = [...before, ...outcomes];
      const rest = sets.slice(all.length);
      return rest.length === 0 && outcomes === written ? all : [...all, ...this.#failed(rest, unavailable)];
    };
    this.#lose();
    onUnknown(unavailable);
    if (isServer)
      while (!this.#isClosed && this.#displaced === null) {
        await this.#reconnecting;
        try {
          const stored = await this.#client?.query<{ server_revision: number }>("SELECT server_revision FROM last_ids");
          if (stored === undefined) {
            this.#lose();
            continue;
          }
          const isStored = stored.rows[0]!.server_revision >= unknown.revision;
          log.warn(
            { place, isStored, commits: written.length },
            "the connection to the store was lost during a commit",
          );
          return settledAs(isStored ? written : written.map(() => unavailable));
        } catch {
          this.#lose();
        }
      }
    const reason = this.#displaced ?? unavailable;
    const unconfirmed = storeRefusal(
      "store-unconfirmed",
      `${reason.message} Whether the change was stored is not known.`,
      unknown,
    );
    return settledAs(written.map(() => unconfirmed));
  }

  #failed(sets: readonly ChangeSet[], refusal: Refusal): readonly Outcome<Refusal>[] {
    this.#note(refusal);
    return sets.map(() => refusal);
  }

  #note(failure: Refusal): void {
    this.#failures++;
    this.#failure = failure;
    if (failure.code === "leadership-lost") this.#displace(failure);
  }

  #displace(refusal: Refusal): void {
    if (this.#displaced !== null) return;
    this.#displaced = refusal;
    this.#options.term?.onLost(refusal);
  }

  #unavailable(): Refusal {
    return storeRefusal("store-unavailable", `${this.#options.place} cannot be reached; trying again.`);
  }

  #use(client: pg.Client): void {
    this.#client = client;
    const lost = (): void => {
      if (this.#client === client) this.#lose();
    };
    client.on("error", lost).on("end", lost);
    void client
      .query<{ pid: number }>("SELECT pg_backend_pid() AS pid")
      .then(({ rows }) => (this.#session = rows[0]!.pid))
      .catch(() => {});
  }

  #lose(): void {
    const lost = this.#client;
    this.#client = null;
    if (lost !== null) void disconnect(lost);
    if (this.#options.isServer && !this.#isClosed) this.#reconnecting ??= this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const { address, place, log, partitions, term } = this.#options;
    for (let tries = 0; !this.#isClosed; tries++) {
      const pause = RECONNECT_MS[Math.min(tries, RECONNECT_MS.length - 1)]!;
      await wait(pause, undefined, { signal: this.#closing.signal }).catch(() => {});
      if (this.#isClosed) break;
      try {
        const client = await connect(address, "server");
        try {
          await lockSchema(client, address.schema, place, this.#session);
          if (this.#isClosed) throw new Error("closed meanwhile");
          if (term !== null && !(await continueTerm(client, term.number))) throw leadershipLost(place, term.number);
          await this.#refuseOlder(client);
        } catch (error) {
          await disconnect(client);
          throw error;
        }
        partitions.forget();
        this.#use(client);
        log.info({ place }, "connected to the store again");
        break;
      } catch (error) {
        const refusal = refusalOf(error, place);
        if (!DISPLACING.has(refusal.code)) continue;
        this.#displace(refusal);
        break;
      }
    }
    this.#reconnecting = null;
  }

  /** A replica that was promoted before it had everything gives ids away again that were given to others. */
  async #refuseOlder(client: pg.Client): Promise<void> {
    const { position } = await readNewest(client);
    if (position < this.#position)
      throw storeRefusal(
        "store-behind",
        `${this.#options.place} is in an older state: its journal ends at position ${position}, and this server wrote ` +
          `up to ${this.#position}.`,
      );
  }
}
