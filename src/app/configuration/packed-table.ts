import { isDeepStrictEqual } from "node:util";

/**
 * Objects of one shape, stored by column, which is cheap to pass between processes. Values follow in pieces, each once.
 */
export interface PackedTable {
  readonly length: number;
  readonly columns: readonly PackedColumn[];
}

export type PackedColumn =
  /** The same value for every object. */
  | { readonly kind: "constant"; readonly name: string; readonly value: unknown }
  | { readonly kind: "numbers"; readonly name: string; readonly numbers: Float64Array }
  | { readonly kind: "values"; readonly name: string; readonly places: Int32Array; readonly values: unknown[] };

type Row = Readonly<Record<string, unknown>>;

export function packTable(rows: readonly object[]): PackedTable {
  const [first] = rows;
  if (first === undefined) return { length: 0, columns: [] };
  return { length: rows.length, columns: Object.keys(first).map((name) => packColumn(name, rows as readonly Row[])) };
}

function packColumn(name: string, rows: readonly Row[]): PackedColumn {
  const value = rows[0]?.[name];
  if (rows.every((row) => Object.is(row[name], value))) return { kind: "constant", name, value };
  if (rows.every((row) => typeof row[name] === "number")) {
    return { kind: "numbers", name, numbers: Float64Array.from(rows, (row) => row[name] as number) };
  }
  const known = new Map<unknown, number>();
  const places = Int32Array.from(rows, (row) => {
    const value = row[name];
    const place = known.get(value) ?? known.size;
    known.set(value, place);
    return place;
  });
  return { kind: "values", name, places, values: [...known.keys()] };
}

/** Rows of an unpacked table, compared with the previous ones. */
export interface UnpackedTable<Item> {
  readonly rows: readonly Item[];
  /** Rows without a previous object. */
  readonly added: readonly Item[];
  /** Rows that differ from the previous object in more than their place in the files. */
  readonly changed: readonly Item[];
}

// A change of the place alone does not count.
const PLACE = "source";
const ROWS_BETWEEN_YIELDS = 200;

/**
 * Unpacks the objects, frozen. One that equals the previous object is replaced by it, and equal values are shared, so
 * that a reload with few changes takes little memory. `before` returns the previous object of a row by its column
 * `key`.
 */
export function* unpackTable<Item extends object>(
  { length, columns }: PackedTable,
  before: (key: number) => Item | undefined,
): Generator<void, UnpackedTable<Item>> {
  const readers = columns.map(readerOf);
  const keys = columns.find((column) => column.name === "key");
  const rows: Item[] = [];
  const added: Item[] = [];
  const changed: Item[] = [];
  for (let index = 0; index < length; index++) {
    const key = keys === undefined ? undefined : valueAt(keys, index);
    const old = typeof key === "number" ? before(key) : undefined;
    const values = readers.map((read) => read(index, old as Row | undefined));
    const differing =
      old === undefined ? [] : columns.filter(({ name }, column) => !Object.is((old as Row)[name], values[column]));
    const row = old !== undefined && differing.length === 0 ? old : rowOf<Item>(columns, values);
    rows.push(row);
    if (old === undefined) added.push(row);
    else if (differing.some(({ name }) => name !== PLACE)) changed.push(row);
    if (index % ROWS_BETWEEN_YIELDS === 0) yield;
  }
  return { rows: Object.freeze(rows), added, changed };
}

/** Returns a reader of one column; a value equal to that of the previous object is replaced by it. */
function readerOf(column: PackedColumn): (index: number, old: Row | undefined) => unknown {
  const { name } = column;
  if (column.kind === "numbers") return (index) => column.numbers[index];
  // Most rows share values: each pair is compared only once.
  const equalTo: unknown[] = [];
  return (index, old) => {
    const place = column.kind === "constant" ? 0 : column.places[index]!;
    const value = valueAt(column, index);
    if (old === undefined || typeof value !== "object" || value === null) return value;
    const known = old[name];
    if (equalTo[place] === known) return known;
    if (!isDeepStrictEqual(known, value)) return value;
    equalTo[place] = known;
    return known;
  };
}

function valueAt(column: PackedColumn, index: number): unknown {
  switch (column.kind) {
    case "constant":
      return column.value;
    case "numbers":
      return column.numbers[index];
    case "values":
      return column.values[column.places[index]!];
  }
}

function rowOf<Item>(columns: readonly PackedColumn[], values: readonly unknown[]): Item {
  const row: Record<string, unknown> = {};
  for (let column = 0; column < columns.length; column++) row[columns[column]!.name] = values[column];
  return Object.freeze(row) as Item;
}
