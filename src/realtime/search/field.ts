import { folded } from './collation.ts'

/** What a field of a row holds: booleans are 1 and 0, times Unix seconds. */
export type Value = number | string | null

/**
 * A search and sort field of a listing (contract §7). `At` is the place the search looks at: an item of the listing, joined
 * with one row of each table it reaches. `table` names the table the field reads.
 */
export type Field<At> = NumberField<At> | TextField<At>

export interface NumberField<At> {
  readonly type: 'number' | 'boolean' | 'time'
  readonly table: string
  readonly read: (at: At) => number | null
}

export interface TextField<At> {
  readonly type: 'text'
  readonly table: string
  readonly read: (at: At) => string | null
  /** The same text folded by the collation, often kept with the row. */
  readonly readFolded: (at: At) => string | null
}

export type FieldTable<At> = ReadonlyMap<string, Field<At>>

export function number<At>(table: string, read: (at: At) => number | null): Field<At> {
  return { type: 'number', table, read }
}

export function time<At>(table: string, read: (at: At) => number | null): Field<At> {
  return { type: 'time', table, read }
}

export function boolean<At>(table: string, read: (at: At) => boolean | null): Field<At> {
  return { type: 'boolean', table, read: (at) => numberOfBoolean(read(at)) }
}

/** Without `readFolded` the text is folded each time it is looked at. */
export function text<At>(table: string, read: (at: At) => string | null, readFolded = foldedLate(read)): Field<At> {
  return { type: 'text', table, read, readFolded }
}

export function fieldTable<At>(...records: readonly Readonly<Record<string, Field<At>>>[]): FieldTable<At> {
  return new Map(records.flatMap((record) => Object.entries(record)))
}

function numberOfBoolean(value: boolean | null): number | null {
  return value === null ? null : value ? 1 : 0
}

function foldedLate<At>(read: (at: At) => string | null): (at: At) => string | null {
  return (at) => {
    const value = read(at)
    return value === null ? null : folded(value)
  }
}
