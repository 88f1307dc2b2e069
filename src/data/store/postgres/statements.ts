import type pg from "pg";
import {
  OUTBOX_COLUMNS,
  ROW_STATEMENTS,
  TABLE_WRITES,
  type StatementName,
  type TableWrite,
  type TableWriteName,
} from "../sql/statements.ts";

/** Types of the columns of each table. */
export type ColumnTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads them from the schema, so that they are written down once. */
export async function readColumnTypes(client: pg.ClientBase, schema: string): Promise<ColumnTypes> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `SELECT c.relname::text AS "table", a.attname::text AS "column", format_type(a.atttypid, a.atttypmod) AS type
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
    [schema],
  );
  const types = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows)
    types.set(table, (types.get(table) ?? new Map<string, string>()).set(column, type));
  return types;
}

/** Adds the rows of a batch to a table; each column is one array. */
export interface BulkWrite {
  readonly table: string;
  readonly columns: readonly string[];
  /** Places of the key in the columns: of two rows with the same one, the later counts. */
  readonly keyPlaces: readonly number[] | null;
  /** Text of the statement, whose parameters begin after `$first - 1`. */
  readonly sql: (first: number) => string;
}

/** Writes whose rows get their id, which is the first column, from the commit. */
export const NUMBERED = { event: "event_id", decision: "decision_id", outbox: "outbox_id" } as const;
export type NumberedWrite = keyof typeof NUMBERED;

export type BulkName = TableWriteName | "outbox" | "objectId";

export function createBulkWrites(types: ColumnTypes): ReadonlyMap<StatementName, BulkWrite> {
  const writes = new Map<StatementName, BulkWrite>();
  for (const [name, write] of Object.entries(TABLE_WRITES) as [TableWriteName, TableWrite][])
    writes.set(name, tableWrite(name in NUMBERED ? withId(write, NUMBERED[name as NumberedWrite]) : write, types));
  writes.set("outbox", outboxWrite(types));
  writes.set("objectId", objectIdWrite(types));
  return writes;
}

const withId = (write: TableWrite, id: string): TableWrite => ({ ...write, columns: [id, ...write.columns] });

function arraysOf(table: string, columns: readonly string[], types: ColumnTypes, first: number): string {
  const typeOf = types.get(table);
  return columns.map((column, place) => `$${first + place}::${typeOf?.get(column) ?? "text"}[]`).join(", ");
}

function tableWrite({ table, key, columns }: TableWrite, types: ColumnTypes): BulkWrite {
  const changed = columns.filter((column) => !key?.includes(column)).map((column) => `${column} = excluded.${column}`);
  const conflict = key === undefined ? "" : ` ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${changed.join(", ")}`;
  return {
    table,
    columns,
    keyPlaces: key?.map((column) => columns.indexOf(column)) ?? null,
    sql: (first) =>
      `INSERT INTO ${table} (${columns.join(", ")}) SELECT * FROM unnest(${arraysOf(table, columns, types, first)})${conflict}`,
  };
}

/** The decision of the same batch is known; else the newest stored one that fits is looked up. */
function outboxWrite(types: ColumnTypes): BulkWrite {
  const columns = [NUMBERED.outbox, ...OUTBOX_COLUMNS, "decision_id"];
  const names = columns.slice(0, -1);
  return {
    table: "outbox",
    columns,
    keyPlaces: null,
    sql: (first) => `INSERT INTO outbox (${columns.join(", ")})
      SELECT ${names.map((name) => `v.${name}`).join(", ")}, coalesce(v.decision_id, (SELECT d.decision_id
        FROM decisions d WHERE d.host_id = v.host_id AND d.service_id = v.service_id
          AND d.decision_time = v.entry_time AND d.kind = v.kind AND d.contact = v.contact AND d.outcome = 'told'
        ORDER BY d.decision_id DESC LIMIT 1))
      FROM unnest(${arraysOf("outbox", columns, types, first)}) AS v(${columns.join(", ")})`,
  };
}

/** In the order of the values. */
export const OBJECT_ID_COLUMNS = ["type", "host_id", "object_id", "name"] as const;

function objectIdWrite(types: ColumnTypes): BulkWrite {
  const columns = OBJECT_ID_COLUMNS;
  return {
    table: "object_ids",
    columns,
    keyPlaces: [0, 1, 2, 3],
    sql: (first) => `INSERT INTO object_ids (given, ${columns.join(", ")})
      SELECT nextval('object_ids_given'), v.* FROM unnest(${arraysOf("object_ids", columns, types, first)}) AS v
      ON CONFLICT (${columns.join(", ")}) DO UPDATE SET given = excluded.given`,
  };
}

/** Statements that run row by row; those of `last_ids` are part of every batch. */
export const SINGLE_STATEMENTS: Readonly<Partial<Record<StatementName, string>>> = {
  ...ROW_STATEMENTS,
  deleteEvents: "DELETE FROM events WHERE event_id IN (SELECT value::bigint FROM json_array_elements_text(?::json))",
};

/** Replaces `?` by `$1`, `$2`…, and `?2` by `$2`. */
export function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll(/\?(\d*)/g, (_, given: string) => `$${given === "" ? ++count : given}`);
}

/** Tables that a statement changes or looks at: two that share none may change places. */
export const tablesOf = (sql: string): readonly string[] => [
  ...new Set([...sql.matchAll(/\b(?:INTO|UPDATE|FROM)\s+([a-z_]+)/g)].map(([, table]) => table!)),
];
