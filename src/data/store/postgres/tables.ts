import type pg from "pg";
import { systemClock } from "../../../lib/clock.ts";
import { TABLES, type StoreNumbers, type StoreTables, type TableName, type TableRow } from "../sql/store-tables.ts";
import type { SqlValue } from "../sql/sql-value.ts";
import { nameOfDatabase, type PostgresAddress } from "../store-place.ts";
import { storeRefusal } from "../store-refusal.ts";
import { connect, disconnect } from "./connection.ts";
import { refusalOf } from "./errors.ts";
import { EventPartitions } from "./event-partitions.ts";
import { migrate, readSchemaVersion } from "./migrations.ts";
import { lockSchema } from "./server-lock.ts";
import { readColumnTypes, type ColumnTypes } from "./statements.ts";
import { arrayText } from "./text.ts";

const ROWS_AT_ONCE = 1_000;

/** Sequences of the tables that have one. */
const SEQUENCES = {
  object_ids: "'object_ids_given'",
  user_filters: "pg_get_serial_sequence('user_filters', 'filter_id')",
  wall_links: "pg_get_serial_sequence('wall_links', 'wall_link_id')",
} as const;

/**
 * Opens the tables of a schema, and makes them if there are none. Refuses with `store-in-use`, with `store-missing` if
 * they must exist, and with other codes.
 */
export async function openTables(address: PostgresAddress, mustExist: boolean): Promise<StoreTables> {
  const place = nameOfDatabase(address);
  let client: pg.Client | undefined;
  try {
    client = await connect(address, "move", 0);
    // The copy of a table takes as long as it takes.
    await client.query("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
    await lockSchema(client, address.schema, place);
    if (mustExist && (await readSchemaVersion(client, address.schema, place)) === 0)
      throw storeRefusal("store-missing", `There is no store in ${place}.`);
    await migrate(client, address.schema, place);
    const types = await readColumnTypes(client, address.schema);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    return tablesIn(client, address.schema, place, types);
  } catch (error) {
    if (client !== undefined) await disconnect(client);
    throw refusalOf(error, place);
  }
}

function tablesIn(client: pg.Client, schema: string, place: string, types: ColumnTypes): StoreTables {
  const partitions = new EventPartitions(systemClock);
  const within = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw refusalOf(error, place);
    }
  };
  return {
    place,
    columnsOf: async (table) => [...(types.get(table)?.keys() ?? [])],
    count: (table) =>
      within(async () => {
        const { rows } = await client.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
        return rows[0]!.count;
      }),
    async *rows(table, columns) {
      const order = TABLES[table].join(", ");
      await client.query(
        `DECLARE rows_to_move NO SCROLL CURSOR FOR SELECT ${columns.join(", ")} FROM ${table} ORDER BY ${order}`,
      );
      for (let isMore = true; isMore;) {
        const text = `FETCH ${ROWS_AT_ONCE} FROM rows_to_move`;
        const { rows } = await within(() => client.query<SqlValue[]>({ text, rowMode: "array" }));
        if (rows.length > 0) yield rows;
        isMore = rows.length === ROWS_AT_ONCE;
      }
      await client.query("CLOSE rows_to_move");
    },
    add: (table, columns, rows) =>
      within(async () => {
        if (table === "events") await makePartitions(client, partitions, columns, rows);
        await addRows(client, types, table, columns, rows);
      }),
    readNumbers: () => within(() => readNumbers(client)),
    writeNumbers: (numbers) => within(() => writeNumbers(client, numbers)),
    commit: () => within(async () => void (await client.query("COMMIT; ANALYZE"))),
    setAside: (time) =>
      within(async () => {
        const kept = `${schema.slice(0, 40)}_moved_${time.toLowerCase()}`;
        await client.query(`ROLLBACK; ALTER SCHEMA ${schema} RENAME TO ${kept}`);
        return `the schema ${kept}`;
      }),
    close: () => disconnect(client),
  };
}

async function makePartitions(
  client: pg.Client,
  partitions: EventPartitions,
  columns: readonly string[],
  rows: readonly TableRow[],
): Promise<void> {
  const time = columns.indexOf("event_time");
  const months = partitions.missing(rows.map((row) => Number(row[time])));
  await partitions.make(client, months);
  partitions.note(months);
}

async function addRows(
  client: pg.Client,
  types: ColumnTypes,
  table: TableName,
  columns: readonly string[],
  rows: readonly TableRow[],
): Promise<void> {
  const arrays = columns.map((column, place) => `$${place + 1}::${types.get(table)?.get(column) ?? "text"}[]`);
  await client.query({
    name: `add ${table}`,
    text: `INSERT INTO ${table} (${columns.join(", ")}) SELECT * FROM unnest(${arrays.join(", ")})`,
    values: columns.map((_, place) => arrayText(rows.map((row) => row[place]!))),
  });
}

interface LastIdsRow {
  readonly revision: number;
  readonly event_id: number;
  readonly decision_id: number;
  readonly outbox_id: number;
}

async function readNumbers(client: pg.Client): Promise<StoreNumbers> {
  const { rows } = await client.query<LastIdsRow>("SELECT * FROM last_ids");
  const { revision, event_id, decision_id, outbox_id } = rows[0]!;
  const counters = await client.query<{ name: string; value: number }>("SELECT name, value FROM counters");
  const heartbeat = await client.query<{ heartbeat_time: number | null }>("SELECT heartbeat_time FROM heartbeat");
  const highest = async (table: keyof typeof SEQUENCES): Promise<number> => {
    const found = await client.query<{ last: number | null }>(
      `SELECT pg_sequence_last_value(${SEQUENCES[table]}) AS last`,
    );
    return found.rows[0]?.last ?? 0;
  };
  return {
    revision,
    heartbeat: heartbeat.rows[0]?.heartbeat_time ?? null,
    highestIds: new Map([
      ["events", event_id],
      ["decisions", decision_id],
      ["outbox", outbox_id],
      ["object_ids", await highest("object_ids")],
      ["user_filters", await highest("user_filters")],
      ["wall_links", await highest("wall_links")],
    ]),
    counters: new Map(counters.rows.map(({ name, value }) => [name, value])),
  };
}

async function writeNumbers(client: pg.Client, numbers: StoreNumbers): Promise<void> {
  const { revision, heartbeat, highestIds, counters } = numbers;
  const highest = (table: "events" | "decisions" | "outbox" | keyof typeof SEQUENCES): number =>
    highestIds.get(table) ?? 0;
  await client.query("UPDATE last_ids SET revision = $1, event_id = $2, decision_id = $3, outbox_id = $4", [
    revision,
    highest("events"),
    highest("decisions"),
    highest("outbox"),
  ]);
  for (const [name, value] of counters)
    await client.query(
      "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      [name, value],
    );
  await client.query("UPDATE heartbeat SET heartbeat_time = $1", [heartbeat]);
  for (const table of Object.keys(SEQUENCES) as (keyof typeof SEQUENCES)[])
    if (highest(table) > 0) await client.query(`SELECT setval(${SEQUENCES[table]}, $1)`, [highest(table)]);
}
