import type { Columns } from "./dump-column.ts";

/** A table of the dump. The first of `names` is Centreon's; a dump may use another. */
export interface Table<C extends Columns = Columns> {
  readonly area: "storage" | "configuration";
  readonly names: readonly [string, ...string[]];
  readonly isRequired: boolean;
  readonly columns: C;
}

/** A table of the database `centreon_storage`: what the engines last reported. */
export const storage = <C extends Columns>(name: string, columns: C, isRequired = false): Table<C> => ({
  area: "storage",
  names: [name],
  isRequired,
  columns,
});

/** A table of the database `centreon`: what people configured. */
export const configuration = <C extends Columns>(
  names: readonly [string, ...string[]],
  columns: C,
  isRequired = false,
): Table<C> => ({ area: "configuration", names, isRequired, columns });
