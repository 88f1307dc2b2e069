import type { CentreonDump, TableKey } from "./centreon-tables.ts";
import { centreonTables } from "./centreon-tables.ts";
import type { Table } from "./dump-table.ts";

/** A mistake in the dump: one sentence with table, row (from 1) and column. */
export interface DumpProblem {
  readonly message: string;
  /** Where it is; null for the dump as a whole. `row` counts from 1. */
  readonly place: RowPlace | null;
}

export interface RowPlace {
  readonly area: string;
  readonly table: string;
  readonly row: number;
}

/** The dump, or everything that is wrong with it. */
export type ReadDump =
  | { readonly dump: CentreonDump; readonly absent: readonly string[]; readonly unread: readonly string[] }
  | { readonly problems: readonly DumpProblem[] };

/**
 * Checks the structure of a dump: an object with `storage` and `configuration`, each with one key per table, each table
 * an array of rows. `absent` lists optional tables that are missing, `unread` existing tables that are not read.
 */
export function readDump(parsed: unknown): ReadDump {
  if (!isObject(parsed))
    return {
      problems: [
        mistake(`expected an object with the members "storage" and "configuration", found ${describe(parsed)}`),
      ],
    };

  const problems: DumpProblem[] = [];
  const absent: string[] = [];
  const areas = {
    storage: areaOf(parsed, "storage", problems),
    configuration: areaOf(parsed, "configuration", problems),
  };
  const known = new Set<string>();
  const dump: Partial<Record<TableKey, readonly object[]>> = {};
  for (const key of Object.keys(centreonTables) as TableKey[]) {
    const table: Table = centreonTables[key];
    const name = table.names.find((candidate) => candidate in areas[table.area]) ?? table.names[0];
    known.add(`${table.area}.${name}`);
    dump[key] = readTable(table, name, areas[table.area][name], problems, absent);
  }

  if (problems.length > 0) return { problems };
  const unread = Object.entries(areas)
    .flatMap(([area, tables]) => Object.keys(tables).map((name) => `${area}.${name}`))
    .filter((name) => !known.has(name));
  // Every key has been set from the definition that its type is derived from.
  return { dump: dump as CentreonDump, absent, unread };
}

function areaOf(parsed: Record<string, unknown>, area: string, problems: DumpProblem[]): Record<string, unknown> {
  const value = parsed[area] ?? {};
  if (isObject(value)) return value;
  problems.push(mistake(`${area}: expected an object with one member per table, found ${describe(value)}`));
  return {};
}

function readTable(
  table: Table,
  name: string,
  value: unknown,
  problems: DumpProblem[],
  absent: string[],
): readonly object[] {
  const place = `${table.area}.${name}`;
  if (value === undefined) {
    if (table.isRequired) problems.push(mistake(`${place}: the table is missing`));
    else absent.push(place);
    return [];
  }
  if (!Array.isArray(value)) {
    problems.push(mistake(`${place}: expected an array of rows, found ${describe(value)}`));
    return [];
  }
  const missing = new Map<string, number[]>();
  const placeOf = (row: number): RowPlace => ({ area: table.area, table: name, row });
  const rows = value.map((row: unknown, index) => readRow(table, placeOf(index + 1), row, problems, missing));
  for (const [column, numbers] of missing) {
    problems.push({
      message: `${place} ${rowsInWords(numbers)}: the column ${column} is missing`,
      place: placeOf(numbers[0] ?? 1),
    });
  }
  return rows;
}

const mistake = (message: string): DumpProblem => ({ message, place: null });

const rowsInWords = ([first, ...more]: readonly number[]): string =>
  more.length === 0 ? `row ${first}` : `row ${first} and ${more.length} more`;

/**
 * Reads the columns of a row. A missing column is usually missing in every row, so it is collected in `missing` and
 * reported once.
 */
function readRow(
  table: Table,
  place: RowPlace,
  row: unknown,
  problems: DumpProblem[],
  missing: Map<string, number[]>,
): object {
  const report = (message: string): void => {
    problems.push({ message: `${place.area}.${place.table} row ${place.row}: ${message}`, place });
  };
  if (!isObject(row)) {
    report(`expected an object with one member per column, found ${describe(row)}`);
    return {};
  }
  const read: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(table.columns)) {
    const value = row[name];
    if (value === undefined && !column.isOptional) recordMissing(missing, name, place.row);
    else {
      read[name] = column.read(value ?? null);
      if (read[name] === undefined) report(`column ${name}: expected ${column.expected}, found ${describe(value)}`);
    }
  }
  return read;
}

function recordMissing(rowsByColumn: Map<string, number[]>, column: string, row: number): void {
  const rows = rowsByColumn.get(column);
  if (rows === undefined) rowsByColumn.set(column, [row]);
  else rows.push(row);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const MAX_VALUE_SHOWN = 60;

/** Shows an invalid value. Passwords are text, which is always valid, so none is ever shown. */
function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value);
  return json.length > MAX_VALUE_SHOWN ? `${json.slice(0, MAX_VALUE_SHOWN)}…` : json;
}
