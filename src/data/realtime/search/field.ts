import { folded } from "./collation.ts";

/** Value of a field: booleans are 1 and 0, times are Unix seconds. */
export type FieldValue = number | string | null;

/**
 * Search and sort field of a listing (contract §7). `At` is the position from which it is read: an item of the listing,
 * joined with one row of each table. `table` is the table that the field reads.
 */
export type SearchField<At> = NumberField<At> | TextField<At>;

interface FieldBase<At> {
  readonly table: string;
  /**
   * Row from which the field is read, if many consecutive positions share it. The value depends on that row only, so a
   * search tests each such row once.
   */
  readonly sharedRow?: (at: At) => object | null;
}

export interface NumberField<At> extends FieldBase<At> {
  readonly type: "number" | "boolean" | "time";
  readonly read: (at: At) => number | null;
}

export interface TextField<At> extends FieldBase<At> {
  readonly type: "text";
  readonly read: (at: At) => string | null;
  /** The same text folded by the collation, often cached in the row. */
  readonly readFolded: (at: At) => string | null;
  /** Small number for the text, equal for equal texts only; -1 if unknown. A search tests each number once. */
  readonly codeOf?: (at: At) => number;
}

export type FieldTable<At> = ReadonlyMap<string, SearchField<At>>;

export function number<At>(table: string, read: (at: At) => number | null): SearchField<At> {
  return { type: "number", table, read };
}

export function time<At>(table: string, read: (at: At) => number | null): SearchField<At> {
  return { type: "time", table, read };
}

export function boolean<At>(table: string, read: (at: At) => boolean | null): SearchField<At> {
  return { type: "boolean", table, read: (at) => numberOfBoolean(read(at)) };
}

/** Without `readFolded`, the text is folded on every read. */
export function text<At>(
  table: string,
  read: (at: At) => string | null,
  readFolded = foldOnRead(read),
): SearchField<At> {
  return { type: "text", table, read, readFolded };
}

/** Marks the fields as read from this row, which many positions share. */
export function sharing<At, Name extends string>(
  fields: Readonly<Record<Name, SearchField<At>>>,
  sharedRow: (at: At) => object | null,
): Readonly<Record<string, SearchField<At>>> {
  return Object.fromEntries(
    Object.entries<SearchField<At>>(fields).map(([name, field]) => [name, { ...field, sharedRow }]),
  );
}

export function fieldTable<At>(...records: readonly Readonly<Record<string, SearchField<At>>>[]): FieldTable<At> {
  return new Map(records.flatMap((record) => Object.entries(record)));
}

function numberOfBoolean(value: boolean | null): number | null {
  return value === null ? null : value ? 1 : 0;
}

function foldOnRead<At>(read: (at: At) => string | null): (at: At) => string | null {
  return (at) => {
    const value = read(at);
    return value === null ? null : folded(value);
  };
}
