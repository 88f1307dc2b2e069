import { folded } from "./collation.ts";

/** What a field of a row holds: booleans are 1 and 0, times Unix seconds. */
export type Value = number | string | null;

/**
 * A search and sort field of a listing (contract §7). `At` is the place the search looks at: an item of the listing, joined
 * with one row of each table it reaches. `table` names the table the field reads.
 */
export type Field<At> = NumberField<At> | TextField<At>;

interface AnyField<At> {
  readonly table: string;
  /**
   * Where many places one after the other share the row that the field is read from: that row. The value is a function of it, so
   * a search tests each such row once.
   */
  readonly sharedRow?: (at: At) => object | null;
}

export interface NumberField<At> extends AnyField<At> {
  readonly type: "number" | "boolean" | "time";
  readonly read: (at: At) => number | null;
}

export interface TextField<At> extends AnyField<At> {
  readonly type: "text";
  readonly read: (at: At) => string | null;
  /** The same text folded by the collation, often kept with the row. */
  readonly readFolded: (at: At) => string | null;
  /** A small number for the text, the same for equal texts and for no others; -1 where it is not known. A search tests each number once. */
  readonly codeOf?: (at: At) => number;
}

export type FieldTable<At> = ReadonlyMap<string, Field<At>>;

export function number<At>(table: string, read: (at: At) => number | null): Field<At> {
  return { type: "number", table, read };
}

export function time<At>(table: string, read: (at: At) => number | null): Field<At> {
  return { type: "time", table, read };
}

export function boolean<At>(table: string, read: (at: At) => boolean | null): Field<At> {
  return { type: "boolean", table, read: (at) => numberOfBoolean(read(at)) };
}

/** Without `readFolded` the text is folded each time it is looked at. */
export function text<At>(table: string, read: (at: At) => string | null, readFolded = foldedLate(read)): Field<At> {
  return { type: "text", table, read, readFolded };
}

/** The same fields, all read from this row, which many places share. */
export function sharing<At, Name extends string>(
  fields: Readonly<Record<Name, Field<At>>>,
  sharedRow: (at: At) => object | null,
): Readonly<Record<string, Field<At>>> {
  return Object.fromEntries(Object.entries<Field<At>>(fields).map(([name, field]) => [name, { ...field, sharedRow }]));
}

export function fieldTable<At>(...records: readonly Readonly<Record<string, Field<At>>>[]): FieldTable<At> {
  return new Map(records.flatMap((record) => Object.entries(record)));
}

function numberOfBoolean(value: boolean | null): number | null {
  return value === null ? null : value ? 1 : 0;
}

function foldedLate<At>(read: (at: At) => string | null): (at: At) => string | null {
  return (at) => {
    const value = read(at);
    return value === null ? null : folded(value);
  };
}
