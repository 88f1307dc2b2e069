import pg from "pg";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import type { Reader } from "../sql/reader.ts";
import { addState, SNAPSHOT_SQL, recordsOf } from "../sql/snapshot.ts";
import type { SqlRow, SqlValue } from "../sql/sql-value.ts";
import type { PostgresAddress } from "../store-place.ts";
import type { Snapshot, SnapshotRecords } from "../store.ts";
import { storeRefusal } from "../store-refusal.ts";
import { connectionOptions, prepareSession } from "./connection.ts";
import { refusalOf } from "./errors.ts";
import { numbered } from "./statements.ts";
import { parameterOf } from "./text.ts";

const CONNECTIONS = 4;
const IDLE_MS = 60_000;
/** A read that the database answers by then is not given up although a commit is not answered. */
const READ_WITHIN_MS = 3_000;
/** Reads under way when the reader closes. */
const CLOSE_WITHIN_MS = 2_000;
/** Rows of a large table that are held at once. */
const ROWS_AT_ONCE = 5_000;

// A heartbeat of NULL says that the server stopped in order.
const LAST_KNOWN = `SELECT CASE WHEN heartbeat_time IS NOT NULL THEN
  greatest(heartbeat_time, (SELECT max(event_time) FROM events)) END AS last_time FROM heartbeat`;
const COUNTERS = "SELECT name, value FROM counters UNION ALL SELECT 'revision', revision FROM last_ids";

export interface PostgresReader extends Reader {
  close(): Promise<void>;
}

/**
 * Reader on connections of its own, made when they are needed. While the database does not answer commits, a read waits
 * for some seconds at most.
 */
export async function createReader(
  address: PostgresAddress,
  place: string,
  isAnswering: () => boolean = () => true,
): Promise<PostgresReader> {
  const clients = new Set<pg.ClientBase>();
  const pool = new pg.Pool({
    ...(await connectionOptions(address, "reads")),
    max: CONNECTIONS,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
    onConnect: (client: pg.ClientBase) => {
      clients.add(client);
      // The statement in flight fails with it.
      client.on("error", () => {});
      return prepareSession(client, address);
    },
  } as pg.PoolConfig);
  // A lost idle connection is replaced when it is needed.
  pool.on("error", () => {});
  pool.on("remove", (client) => clients.delete(client));
  let isClosed = false;
  const texts = new Map<string, { readonly name: string; readonly text: string }>();
  const prepared = (sql: string): { readonly name: string; readonly text: string } => {
    const known = texts.get(sql) ?? { name: `read ${texts.size}`, text: numbered(sql) };
    texts.set(sql, known);
    return known;
  };
  const within = async <T>(read: () => Promise<T>): Promise<T> => {
    if (isClosed) throw storeRefusal("store-closed", `The store ${place} is closed.`);
    const { promise: refused, reject } = Promise.withResolvers<never>();
    const timer = setInterval(() => {
      if (!isAnswering()) reject(storeRefusal("store-unavailable", `${place} has not answered a read.`));
    }, READ_WITHIN_MS);
    try {
      return await Promise.race([read(), refused]);
    } catch (error) {
      throw refusalOf(error, place);
    } finally {
      clearInterval(timer);
    }
  };
  const inTransaction = async <T>(read: (client: pg.ClientBase) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      const answer = await atOneMoment(client, read);
      client.release();
      return answer;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
  return {
    all: (sql, ...values) =>
      within(async () => (await pool.query<SqlRow>({ ...prepared(sql), values: values.map(parameterOf) })).rows),
    each: (sql, visit) => within(() => inTransaction((client) => eachRow(client, sql, visit))),
    snapshot: () => within(() => inTransaction(readSnapshot)),
    records: () => within(() => inTransaction(readRecords)),
    async close() {
      if (isClosed) return;
      isClosed = true;
      const end = setTimeout(() => {
        for (const client of clients) (client as pg.Client).connection.stream.destroy();
      }, CLOSE_WITHIN_MS);
      await pool.end();
      clearTimeout(end);
    },
  };
}

/** Reads in one transaction, which sees the store as it was at its first statement. */
export async function atOneMoment<T, Client extends pg.ClientBase>(
  client: Client,
  read: (client: Client) => Promise<T>,
): Promise<T> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const answer = await read(client);
  await client.query("COMMIT");
  return answer;
}

/** Reader within a transaction of a connection. */
export const readerOf = (client: pg.ClientBase): Reader => ({
  all: async (sql, ...values) => (await client.query<SqlRow>(numbered(sql), values.map(parameterOf))).rows,
  each: (sql, visit) => eachRow(client, sql, visit),
  snapshot: () => readSnapshot(client),
  records: () => readRecords(client),
});

async function readSnapshot(client: pg.ClientBase): Promise<Snapshot> {
  const states = new Map<ResourceKey, ResourceState>();
  await eachRow(client, SNAPSHOT_SQL.states, (row) => addState(states, row));
  return { ...(await readRecords(client)), states };
}

async function readRecords(client: pg.ClientBase): Promise<SnapshotRecords> {
  const all = async (sql: string): Promise<readonly SqlRow[]> => (await client.query<SqlRow>(sql)).rows;
  return recordsOf({
    counters: await all(COUNTERS),
    acknowledgements: await all(SNAPSHOT_SQL.acknowledgements),
    downtimes: await all(SNAPSHOT_SQL.downtimes),
    comments: await all(SNAPSHOT_SQL.comments),
    lastKnown: (await all(LAST_KNOWN))[0]?.["last_time"],
  });
}

/** By a cursor: all rows of a large table would double the memory that is used at the start. */
async function eachRow(client: pg.ClientBase, sql: string, visit: (row: readonly SqlValue[]) => void): Promise<void> {
  await client.query(`DECLARE rows_of_table NO SCROLL CURSOR FOR ${sql}`);
  for (let count = ROWS_AT_ONCE; count === ROWS_AT_ONCE;) {
    const { rows } = await client.query<SqlValue[]>({
      text: `FETCH ${ROWS_AT_ONCE} FROM rows_of_table`,
      rowMode: "array",
    });
    for (const row of rows) visit(row);
    count = rows.length;
  }
  await client.query("CLOSE rows_of_table");
}
