import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { systemClock, type Clock } from "../../../lib/clock.ts";
import type { Log } from "../../../lib/log.ts";
import type { Refusal } from "../../../model/refusal.ts";
import { CommitQueue } from "../commit-queue.ts";
import { isWritten, type ChangeSet, type Outcome } from "../sql/change-set.ts";
import { createReads } from "../sql/reads.ts";
import { nameOfDatabase, type PostgresAddress } from "../store-place.ts";
import { storeOf } from "../store-parts.ts";
import type { Store } from "../store.ts";
import { storeRefusal } from "../store-refusal.ts";
import { StoreWatch } from "../store-watch.ts";
import { connect, disconnect } from "./connection.ts";
import { isFaultOfTheChanges, refusalOf } from "./errors.ts";
import { dropMonthsBefore } from "./drop-months.ts";
import { EventPartitions } from "./event-partitions.ts";
import { FORGET_OLD_ENTRIES, readNewest } from "./journal-table.ts";
import { migrate, readSchemaVersion, SCHEMA_VERSION } from "./migrations.ts";
import { refuseSharedSession } from "./pooler.ts";
import { createReader, type PostgresReader } from "./reader.ts";
import { lockSchema, unlockSchema } from "./server-lock.ts";
import { createBulkWrites, readColumnTypes } from "./statements.ts";
import { PostgresWriter, type Term } from "./writer.ts";

export interface PostgresStoreOptions {
  readonly address: PostgresAddress;
  readonly log: Log;
  /** True for the server: only one may run on a schema. Only the server watches the store, and connects again. */
  readonly exclusive: boolean;
  /** Refuses with `store-missing` instead of creating the tables. */
  readonly mustExist?: boolean;
  readonly clock?: Clock;
}

const OLDEST_VERSION = 150_000;
/** Commits under way when the store closes and the database does not answer. */
const CLOSE_WITHIN_MS = 6_000;
const LOOK_AROUND_EACH_MS = 60_000;

/** Opens the store in the session of a server that won a term. Refuses like `openPostgresStore`. */
export async function openStoreOfTerm(
  client: pg.Client,
  options: Pick<PostgresStoreOptions, "address" | "log" | "clock"> & {
    readonly term: number;
    readonly onLost: Term["onLost"];
  },
): Promise<Store> {
  const { address, log, term, onLost } = options;
  const place = nameOfDatabase(address);
  try {
    await warnOfLooseCommits(client, place, log);
    return await openParts(client, place, { ...options, exclusive: true }, { number: term, onLost });
  } catch (error) {
    await disconnect(client);
    throw refusalOf(error, place);
  }
}

/** Opens the store and migrates an older schema. Refuses with a code of store-refusal.ts and names the database. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const place = nameOfDatabase(options.address);
  let client: pg.Client | undefined;
  try {
    client = await connect(options.address, options.exclusive ? "server" : "command");
    await refuseUnfit(client, options.address, place);
    await prepareSchema(client, place, options);
    if (options.exclusive) await warnOfLooseCommits(client, place, options.log);
    return await openParts(client, place, options);
  } catch (error) {
    if (client !== undefined) await disconnect(client);
    throw refusalOf(error, place);
  }
}

async function openParts(
  client: pg.Client,
  place: string,
  { address, log, exclusive, clock = systemClock }: PostgresStoreOptions,
  term: Term | null = null,
): Promise<Store> {
  const writer = new PostgresWriter({
    address,
    place,
    log,
    client,
    bulkWrites: createBulkWrites(await readColumnTypes(client, address.schema)),
    partitions: new EventPartitions(clock),
    isServer: exclusive,
    position: (await readNewest(client)).position,
    term,
    onUnknown: (refusal) => watch.noteFailure(refusal),
  });
  const write = async (sets: readonly ChangeSet[]): Promise<readonly Outcome<Refusal>[]> => {
    const outcomes = await writer.write(sets);
    const failure = outcomes.find((outcome) => !isWritten(outcome) && !isFaultOfTheChanges(outcome));
    if (failure === undefined || isWritten(failure)) watch.noteCommit();
    else watch.noteFailure(failure);
    return outcomes;
  };
  const reader = await createReader(address, place, () => watch.health.isAnswering);
  const queue = new CommitQueue({ write, errorOf: (refusal) => refusal, isFaultOfTheChanges });
  let bytes = 0;
  let lookedMs = -Infinity;
  const lookAround = async (): Promise<void> => {
    if (performance.now() - lookedMs < LOOK_AROUND_EACH_MS) return;
    lookedMs = performance.now();
    bytes = await sizeOf(reader, address.schema);
    await reader.all(FORGET_OLD_ENTRIES);
  };
  const watch = new StoreWatch({
    path: place,
    clock,
    log,
    async lookAtFiles() {
      await lookAround().catch(() => {});
      return writer.displaced;
    },
    tryToWrite: () => queue.commit([]),
    pending: () => queue.pending,
    silentMs: () => queue.silentMs,
    silence: (since) => storeRefusal("store-unavailable", `${place} has not answered since ${since}.`),
  });
  if (exclusive) watch.start();
  return storeOf({
    place,
    log,
    reads: createReads(reader),
    eventTable: {
      all: reader.all,
      dropMonthsBefore: (time, kept) => dropMonthsBefore({ address, place, term: term?.number ?? null }, time, kept),
    },
    queue,
    watch,
    position: () => writer.position,
    bytes: () => bytes,
    eventIdsAbove: (id) => [["raiseEventSequence", id]],
    async close() {
      const settled = watch.stop().then(() => queue.drained());
      await Promise.race([settled, wait(CLOSE_WITHIN_MS, undefined, { ref: false })]);
      await reader.close();
      await writer.close();
    },
  });
}

const sizeOf = async (reader: PostgresReader, schema: string): Promise<number> => {
  const [row] = await reader.all(
    `SELECT sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind = 'r'`,
    schema,
  );
  return Number(row?.["bytes"] ?? 0);
};

/** Refuses a database that is too old, and one behind a pooler. */
export async function refuseUnfit(client: pg.ClientBase, address: PostgresAddress, place: string): Promise<void> {
  await refuseOldServer(client, place);
  await refusePooler(client, address, place);
}

async function refuseOldServer(client: pg.ClientBase, place: string): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
  if (Number(rows[0]?.server_version_num) < OLDEST_VERSION)
    throw storeRefusal("store-failed", `${place} is older than PostgreSQL 15, the oldest version that works.`);
}

async function refusePooler(client: pg.ClientBase, address: PostgresAddress, place: string): Promise<void> {
  const other = await connect(address, "check");
  try {
    await refuseSharedSession(client, other, place);
  } finally {
    await disconnect(other);
  }
}

async function prepareSchema(
  client: pg.Client,
  place: string,
  { address, exclusive, mustExist = false, log }: PostgresStoreOptions,
): Promise<void> {
  const { schema } = address;
  const before = await readSchemaVersion(client, schema, place);
  if (before === 0 && mustExist)
    throw storeRefusal("store-missing", `There is no store in ${place}: the server makes one at its first start.`);
  if (!exclusive && before === SCHEMA_VERSION) return;
  await lockSchema(client, schema, place);
  await bringUpToDate(client, place, { address, log });
  if (!exclusive) await unlockSchema(client, schema);
}

/** Migrates an older schema, or an empty one. The caller has its lock. */
export async function bringUpToDate(
  client: pg.Client,
  place: string,
  { address: { schema }, log }: Pick<PostgresStoreOptions, "address" | "log">,
): Promise<void> {
  const before = await readSchemaVersion(client, schema, place);
  if (before === SCHEMA_VERSION) return;
  await migrate(client, schema, place);
  log.info({ place, from: before, to: SCHEMA_VERSION }, before === 0 ? "store created" : "store brought up to date");
}

async function warnOfLooseCommits(client: pg.ClientBase, place: string, log: Log): Promise<void> {
  const setting = async (name: string): Promise<string> =>
    Object.values((await client.query<Record<string, string>>(`SHOW ${name}`)).rows[0] ?? {})[0] ?? "";
  const loose = [
    ...((await setting("synchronous_commit")) === "off" ? ["synchronous_commit"] : []),
    ...((await setting("fsync")) === "off" ? ["fsync"] : []),
  ];
  if (loose.length > 0)
    log.warn(
      { place },
      `${loose.join(" and ")} ${loose.length === 1 ? "is" : "are"} off in the database: what was answered with success ` +
        "can be lost when its machine stops.",
    );
}
