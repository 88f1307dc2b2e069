import type { FieldTable } from "../search/field.ts";
import type { Listing } from "../search/list-rows.ts";

/** Position from which the fields of an acknowledgement or a downtime are read: one record without joins. */
export interface RecordPlace<Entry> {
  row: Entry | null;
}

export type RecordListing<Entry> = Listing<Entry, RecordPlace<Entry>>;

export function recordListing<Entry>(fields: FieldTable<RecordPlace<Entry>>): RecordListing<Entry> {
  return {
    fields,
    joins: [],
    newPlace: () => ({ row: null }),
    move: (at, row) => {
      at.row = row;
    },
  };
}
